"""The words a document is described by. Each refusal says what happened and what to do."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Openness(TextChoices):
    """How far a document has gone. It goes one way only, and each step is an act of its own."""

    DRAFT = "draft", _("working draft")
    SHARED = "shared", _("shared")
    PUBLIC = "public", _("published")


_TONES = {Openness.DRAFT: "neutral", Openness.SHARED: "info", Openness.PUBLIC: "success"}


def signs_of(openness: Openness, *, is_disposed: bool, is_marked: bool) -> "list[tuple[str | Promise, str]]":
    """The states that a list shows of a document, each with its tone."""
    first = (_("disposed of"), "neutral") if is_disposed else (openness.label, _TONES[openness])
    return [first, (_("marked as secret"), "warning")] if is_marked else [first]


class DocumentKind(TextChoices):
    """As secretaries call the papers of a meeting, in the order they are sent out; then what else is drawn up."""

    SUMMONS = "summons", _("notice of meeting")
    AGENDA = "agenda", _("agenda")
    MEMO = "memo", _("official memorandum")
    APPENDIX = "appendix", _("supporting document or appendix")
    OPINION = "opinion", _("statement of opinion")
    MINUTES = "minutes", _("minutes")
    NOTES = "notes", _("meeting notes")
    PRESENTATION = "presentation", _("presentation")
    REPORT = "report", _("report")
    PLAN = "plan", _("activity plan")
    LETTER = "letter", _("letter")
    DECISION = "decision", _("decision")
    OTHER = "other", _("other document")


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

    DISPOSED = "disposed", _("The document has been disposed of. Only its entry in the register remains.")
    FROZEN = (
        "frozen",
        _(
            "Others have received the document, so it can no longer be changed. Only its registration number and "
            "its sender or recipient can still be added. Create a new version to change anything else."
        ),
    )
    FILE_STANDS = (
        "file_stands",
        _("Others have received the document, so its file cannot be changed. Create a new version instead."),
    )
    OFFICIAL_STAYS = (
        "official_stays",
        _(
            "Others have received the document, so it cannot be deleted. When its retention period ends, it is "
            "disposed of by a decision."
        ),
    )
    EVERYBODY_READS = "everybody_reads", _("The document is published, so everyone can already read it.")
    NOBODY_CHOSEN = "nobody_chosen", _("Choose at least one organisation to share with.")
    OWN_DOCUMENT = "own_document", _("The document is the organisation’s own. Choose other organisations.")
    NOT_TAKING_PART = (
        "not_taking_part",
        _("One of the organisations does not take part in the collaboration. Choose among those that do."),
    )
    ALREADY_SHARED = "already_shared", _("Those you chose already have the document. Choose others.")
    NOT_CONFIRMED = (
        "not_confirmed",
        _("Confirm that you understand what sharing means. It cannot be undone."),
    )
    NOT_CHECKED = (
        "not_checked",
        _("Confirm that you have checked for personal data and other information that must not be public."),
    )
    MARKED_AS_SECRET = (
        "marked_as_secret",
        _(
            "The document is marked as secret and cannot be published. Create a version without the secret "
            "information, or lift the marking."
        ),
    )
    STILL_A_DRAFT = "still_a_draft", _("The document is still a working draft. Replace its file instead.")
    ALREADY_FOLLOWED = (
        "already_followed",
        _("There is already a later version. Create the next one from that."),
    )
    OWNER_NOT_YOURS = (
        "owner_not_yours",
        _("You do not work for that organisation here. Choose one you work for."),
    )
    NOT_ANSWERING = (
        "not_answering",
        _("Only those who represent the organisation here may share or publish its documents. Ask one of them."),
    )


class Keeping(TextChoices):
    """How it stands with a document's time."""

    UNDECIDED = "undecided", _("not decided")
    NOT_STARTED = "not_started", _("not started")
    RUNNING = "running", _("is kept")
    DUE = "due", _("retention ended")
    FOR_EVER = "for_ever", _("is kept permanently")


class RetentionRefusal(TextChoices):
    """Why nothing was decided about how long something is kept."""

    CLASS_IN_USE = (
        "class_in_use",
        _("The class is or has been used for documents. Give the documents another class first."),
    )
    NAME_TAKEN = "name_taken", _("There is already a class with that name. Change that one, or choose another name.")
    TOO_LONG = "too_long", _("That is longer than the maximum. Leave the years empty to keep it permanently.")
    CLASS_ELSEWHERE = (
        "class_elsewhere",
        _("The class belongs to another collaboration. Choose one from the list."),
    )
    CLASS_REMOVED = "class_removed", _("Someone has just removed the class. Choose another.")
    GONE = "gone", _("Some of it has already been disposed of. Choose from what is left.")
    START_WITHOUT_CLASS = (
        "start_without_class",
        _("The date says when the years start, but there is no class to say how many. Choose a class too."),
    )
    NOTHING_CHOSEN = "nothing_chosen_to_keep", _("Choose at least one document in the list.")


class DisposalRefusal(TextChoices):
    """Why a disposal was not proposed, carried out or withdrawn."""

    NOTHING_CHOSEN = "nothing_chosen", _("Choose at least one document whose retention period has ended.")
    DECIDED_AHEAD = (
        "decided_ahead",
        _("The date of the decision is in the future. Propose the disposal once it has been decided."),
    )
    SEVERAL_OWNERS = (
        "several_owners",
        _("The documents belong to several organisations. Propose a disposal for each of them."),
    )
    SOME_MAY_NOT_GO = "some_may_not_go", _("Nothing was done, since some of the documents cannot be disposed of now:")
    SAME_PERSON = (
        "same_person",
        _("You proposed it yourself. Someone else who represents the same organisation must carry it out."),
    )
    CARRIED_OUT = "already_carried_out", _("The disposal has already been carried out.")
    WITHDRAWN = "already_withdrawn", _("The disposal has been withdrawn. Propose a new one.")


class NotDue(TextChoices):
    """Why one document may not be disposed of now."""

    GONE = "gone", _("has been disposed of already")
    DRAFT = "draft", _("is a working draft, which can simply be deleted")
    PROPOSED_ELSEWHERE = "proposed_elsewhere", _("is part of another proposal")
    CHANGED = "changed", _("is kept under a different decision from when it was proposed")
    MARKED = "marked", _("was marked as secret after it was proposed")
    NO_CLASS = "no_class", _("has no retention class")
    FOR_EVER = "for_ever", _("is kept permanently")
    NO_START = "no_start", _("has no start date for its retention period")
    TOO_EARLY = "too_early", _("is to be kept longer")


class SecrecyRefusal(TextChoices):
    """Why a marking was not made or lifted."""

    ALREADY_MARKED = (
        "already_marked",
        _("The document is already marked. Lift that marking first to refer to another section."),
    )
    NOT_MARKED = "not_marked", _("The document is not marked, or someone has just lifted the marking.")
    GONE = "marked_when_gone", _("The document has been disposed of, so there is nothing to mark.")
    NOT_WARNED = (
        "not_warned",
        _("The document has been public. Confirm that you know others may have it, then mark it."),
    )
