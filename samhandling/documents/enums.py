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


class Refusal(TextChoices):
    """Why an act was not done, and what to do instead."""

    DISPOSED = "disposed", _("The document has been disposed of. Only its line in the register is left.")
    FROZEN = (
        "frozen",
        _(
            "Others have had the document, so it stands as it is. Only registration number, sender or recipient and "
            "how long it is kept may still be written. Make a new version to change anything else."
        ),
    )
    FILE_STANDS = (
        "file_stands",
        _("Others have had the document, so its file stands as it is. Make a new version instead."),
    )
    OFFICIAL_STAYS = (
        "official_stays",
        _("Others have had the document, so it cannot be thrown away. It goes by a disposal decision, when its time is out."),
    )
    EVERYBODY_READS = "everybody_reads", _("The document is published, so everybody can already read it.")
    NOBODY_CHOSEN = "nobody_chosen", _("Choose at least one organisation to share with.")
    OWN_DOCUMENT = "own_document", _("The document is the organisation’s own. Choose other organisations.")
    NOT_TAKING_PART = (
        "not_taking_part",
        _("One of the organisations does not take part in the collaboration. Choose among those who do."),
    )
    ALREADY_SHARED = "already_shared", _("Those you chose have already got the document. Choose somebody else.")
    NOT_CONFIRMED = (
        "not_confirmed",
        _("Confirm that you have read what sharing means. It cannot be taken back."),
    )
    NOT_CHECKED = (
        "not_checked",
        _("Confirm that you have looked for personal data and other things that must not be public."),
    )
    MARKED_AS_SECRET = (
        "marked_as_secret",
        _("The document is marked as secret and cannot be published. Make a version without what is secret, or lift the marking."),
    )
    STILL_A_DRAFT = "still_a_draft", _("The document is still a working draft. Replace its file instead.")
    ALREADY_FOLLOWED = (
        "already_followed",
        _("There is already a later version. Make the next one from that."),
    )
    OWNER_NOT_YOURS = (
        "owner_not_yours",
        _("You do not work for that organisation here. Choose one that you do work for."),
    )
    NOT_ANSWERING = (
        "not_answering",
        _("Only those who answer for the organisation here may let its documents out. Ask one of them."),
    )
