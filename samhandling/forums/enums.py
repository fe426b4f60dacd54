"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """Legal standing. It decides what a forum may produce: a consultation never decides."""

    FORMAL = "formal", _("statutory body of one organisation")
    APPOINTED = "appointed", _("appointed joint forum without power to decide for the parties")
    CONSULTATION = "consultation", _("consultation, not a formal political body")
    OFFICERS = "officers", _("network of officers")


class Level(TextChoices):
    ELECTED = "elected", _("elected representatives")
    OFFICERS = "officers", _("officers")
    MIXED = "mixed", _("elected representatives and officers")


class AccessMode(TextChoices):
    """Who may read a forum's papers. Who its members are is always public."""

    OPEN = "open", _("open: everybody reads the papers")
    TRANSPARENT = "transparent", _("transparent: everybody in the collaboration reads the papers")
    CLOSED = "closed", _("closed: only those who sit there read the papers")


class RuleKind(TextChoices):
    PER_PARTY = "per_party", _("a number from each party")
    FROM_FORUM = "from_forum", _("a number chosen among another forum's members")
    FROM_ORGANISATION = "from_organisation", _("a number from one organisation")
    FREE = "free", _("a number appointed freely")
    UNDECIDED = "undecided", _("number not decided")


class SeatKind(TextChoices):
    ORDINARY = "ordinary", _("member")
    DEPUTY = "deputy", _("substitute")


class Office(TextChoices):
    """The presidium."""

    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")


class MandateKind(TextChoices):
    MISSION = "mission", _("terms of reference")
    RULES = "rules", _("rules of procedure")


class MandateStatus(TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    REPLACED = "replaced", _("replaced")


class PaperKind(TextChoices):
    REPORT = "report", _("report")
    NOTES = "notes", _("notes")
    PLAN = "plan", _("activity plan")
    OTHER = "other", _("other paper")


class Refusal(TextChoices):
    """Why something in a forum is not done now."""

    SEAT_TAKEN = "seat_taken", _("The seat is already taken during that time:")
    SITS_ALREADY = "sits_already", _("This person already sits in the forum during that time:")
    END_BEFORE_START = "end_before_start", _("The end lies before the start. Choose an end on or after the first day.")
    OUTSIDE_SEAT = "outside_seat", _("The seat does not exist during all of that time:")
    OUTSIDE_FORUM = "outside_forum", _("The forum does not exist during all of that time:")
    PERSON_ELSEWHERE = "person_elsewhere", _("That person belongs to another collaboration, or has been erased.")
    NOBODY_TO_REPLACE = "nobody_to_replace", _("Nobody sits in the seat on that day. Appoint to it instead.")
    REPLACED_ON_FIRST_DAY = (
        "replaced_on_first_day",
        _("The one who sits there begins on that very day. Choose a later day, or correct that appointment."),
    )
    NOT_EARLIER = "not_earlier", _("An appointment ended early ends before the day it would have ended anyway.")
