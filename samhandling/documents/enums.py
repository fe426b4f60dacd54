"""The words a document is described by. Each refusal says what happened and what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Openness(TextChoices):
    """How far a document has gone. It goes one way only, and each step is an act of its own."""

    DRAFT = "draft", _("working draft")
    SHARED = "shared", _("shared")
    PUBLIC = "public", _("published")


class DocumentKind(TextChoices):
    REPORT = "report", _("report")
    NOTES = "notes", _("notes")
    PLAN = "plan", _("activity plan")
    MEMO = "memo", _("memorandum")
    LETTER = "letter", _("letter")
    DECISION = "decision", _("decision")
    OTHER = "other", _("other paper")


class Direction(TextChoices):
    """As the register asks: did it come in, go out, or was it drawn up here?"""

    INCOMING = "incoming", _("received")
    OUTGOING = "outgoing", _("sent")
    INTERNAL = "internal", _("drawn up here")


class DisposalState(TextChoices):
    PROPOSED = "proposed", _("proposed")
    CARRIED_OUT = "carried_out", _("carried out")
    WITHDRAWN = "withdrawn", _("withdrawn")
