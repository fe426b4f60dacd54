"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Draft: the text is worked on. Proposed: the text is fixed and lies with the councils."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("with the parties for ratification")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EntryRule(TextChoices):
    """When the agreement may enter into force."""

    ALL = "all", _("when every party has ratified")
    REGION_AND_NUMBER = "region_and_number", _("when the region and a stated number of other parties have ratified")
    NUMBER = "number", _("when a stated number of parties have ratified")


class PartyRole(TextChoices):
    REGION = "region", _("region")
    MUNICIPALITY = "municipality", _("municipality")
    OTHER = "other", _("other party")


class RatificationResult(TextChoices):
    RATIFIED = "ratified", _("ratified")
    RATIFIED_WITH_NOTE = "ratified_with_note", _("ratified with a note")
    DECLINED = "declined", _("declined")


class AimKind(TextChoices):
    AIM = "aim", _("aim")
    PERSPECTIVE = "perspective", _("cross-cutting perspective")


class ReviewKind(TextChoices):
    RELEVANCE = "relevance", _("currency review")
    MID_TERM = "mid_term", _("mid-term evaluation")
    CONTINUOUS = "continuous", _("continuous evaluation")
    FINAL = "final", _("final evaluation")


class ReviewOutcome(TextChoices):
    KEEP = "keep", _("still relevant as it is")
    REVISE = "revise", _("to be revised")
    REPLACE = "replace", _("to be replaced by a new agreement")


class ProposalState(TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
