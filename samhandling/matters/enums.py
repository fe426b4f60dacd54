"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samhandling.forums.enums import Outcome


class JourneyStep(TextChoices):
    """The steps of the annual wheel, and what goes before and after them."""

    RAISE = "raise", _("raise")
    PREPARE = "prepare", _("prepare")
    DISCUSS = "discuss", _("discuss")
    POSITION = "position", _("take a position")
    ANCHOR = "anchor", _("anchor")
    FOLLOW_UP = "follow_up", _("follow up")


class Result(TextChoices):
    """What came out of a treatment. The first five are the outcomes that a forum's standing allows or not."""

    DECISION = "decision", pgettext_lazy("what came of it", "decision")
    RECOMMENDATION = "recommendation", _("recommendation to the parties")
    POSITION = "position", _("common position")
    CONSULTATION = "consultation", _("views")
    INFORMATION = "information", pgettext_lazy("what came of it", "information")
    PREPARED = "prepared", _("prepared")
    RETURNED = "returned", _("referred back")
    TABLED = "tabled", _("tabled")

    @property
    def outcome(self) -> Outcome | None:
        """What the forum's standing must allow, if anything."""
        return Outcome(self.value) if self.value in Outcome.values else None


class Ending(TextChoices):
    """Why a matter is no longer worked on."""

    AGREED = "agreed", _("agreed on")
    NOT_PURSUED = "not_pursued", _("not pursued")
    HANDED_OVER = "handed_over", _("handed over")


class Stance(TextChoices):
    """What a party says of a recommendation. The row is there, as “not yet”, from the moment it is issued."""

    NOT_YET = "not_yet", _("not yet answered")
    ADOPTED = "adopted", pgettext_lazy("a recommendation", "adopted")
    ADOPTED_WITH_CHANGE = "adopted_with_change", _("adopted with a change")
    DECLINED = "declined", pgettext_lazy("a recommendation", "declined")
    NOTED = "noted", _("noted")
    NO_STANDPOINT = "no_standpoint", _("no standpoint")


GIVEN = [state for state in Stance if state != Stance.NOT_YET]


class Route(TextChoices):
    """How an answer came in."""

    OWN = "own", _("by the party itself")
    PAPER = "paper", _("on paper, registered by the coordinator")


class Condition(TextChoices):
    """How it stands with a matter, the worst first."""

    LATE = "late", pgettext_lazy("a matter", "late")
    LOST = "lost", _("loose end")
    STOPPED = "stopped", _("at a standstill")
    RUNNING = "running", _("in progress")
    CLOSED = "closed", pgettext_lazy("a matter", "closed")


class Refusal(TextChoices):
    """Why something about a matter is not done now, and what to do instead."""

    NOT_YOURS = "not_yours", _("You do not work for that organisation here. Choose one you work for.")
    TWO_OWNERS = "two_owners", _("A matter has one owner. Choose a forum, an organisation or a person.")
    FROM_ELSEWHERE = "from_elsewhere", _("Your choice belongs to another collaboration. Choose from the list.")
    CLOSED = "closed", _("The matter is closed. Reopen it first.")
    NOT_CLOSED = "not_closed", _("The matter is not closed.")
    STILL_A_DRAFT = "still_a_draft", _("The matter is still a working draft. Share it with a forum first.")
    NOT_A_DRAFT = "not_a_draft", _("Others have seen the matter, so it cannot be deleted. Close it instead.")
    EVERYBODY_READS = "everybody_reads", _("The matter is published, so everyone can already read it.")
    NO_FORUM = "no_forum", _("Choose at least one forum to share with.")
    ALREADY_SHARED = "already_shared", _("The forums you chose already have the matter. Choose others.")
    NOT_CONFIRMED = "not_confirmed", _("Confirm that you understand what sharing means. It cannot be undone.")
    NOT_CHECKED = (
        "not_checked",
        _("Confirm that you have checked for personal data and other information that must not be public."),
    )
    REASON_MISSING = "reason_missing", _("Give a reason, so that the history can be understood.")
    WHERE_MISSING = "where_missing", _("Choose the forum or the party that is to deal with it.")
    TWO_PLACES = "two_places", _("Choose either a forum or a party, not both.")
    BEFORE_FORUM = "before_forum", _("The forum did not exist on that day. It starts on:")
    AFTER_FORUM = "after_forum", _("The forum has ended on that day. Its last day is:")
    BEFORE_RAISED = "before_raised", _("That is before the matter was raised. Choose a later day. It was raised on:")
    IN_THE_FUTURE = "in_the_future", _("The date is in the future. Record it on that day.")
    ALREADY_DONE = "already_done", _("What came of it has already been recorded.")
    ONLY_WHEN_RETURNED = (
        "only_when_returned",
        _("A new assignment goes with a matter that is referred back. Choose that, or leave the assignment empty."),
    )
    OUTSIDE_MANDATE = (
        "outside_mandate",
        _("This is more than the forum may do. Choose another outcome. What applies:"),
    )
    PARTY_CANNOT_RECOMMEND = (
        "party_cannot_recommend",
        _("A party decides for itself. Only a forum recommends to the parties or takes a common position."),
    )
    NOT_A_RECOMMENDATION = (
        "not_a_recommendation",
        _("Only what a forum has recorded as a recommendation can be sent to the parties."),
    )
    ALREADY_ISSUED = "already_issued", _("The recommendation has already been sent to the parties.")
    NO_PARTIES = "no_parties", _("There are no parties to send it to. Add parties to the agreement first.")
    DAY_PASSED = "day_passed", _("The day has passed. Choose a later one.")
    WITHDRAWN = "withdrawn", _("The recommendation has been withdrawn. It can be read, but no longer answered.")
    REMINDED_TODAY = "reminded_today", _("The parties have already been reminded today. Wait until tomorrow.")
    ALL_ANSWERED = "all_answered", _("Every party has answered. There is nobody to remind.")
    ANSWER_MISSING = "answer_missing", _("Choose what the party has decided.")
    BODY_MISSING = "body_missing", _("Enter which body decided, and when.")
    BEFORE_ISSUED = "before_issued", _("That is before the recommendation was issued. It was issued on:")
    CHANGE_MISSING = "change_missing", _("Write what the party wants to change.")
    WHY_MISSING = "why_missing", _("Write why the party declines.")
    ALREADY_ANSWERED = "already_answered", _("The party has already answered. Correct the answer, and say why.")
    NOT_ANSWERED = "not_answered", _("The party has not answered yet.")
    PAPER_MISSING = "paper_missing", _("Attach the paper with the party’s answer.")
    ALREADY_RELEASED = "already_released", _("The other parties can already read the reasons.")
    PAPER_ALREADY_THERE = "paper_already_there", _("The document is already among the matter’s papers.")
    BOTH_ANSWERED = (
        "both_answered",
        _("Both organisations have a row in the same recommendation. Withdraw the recommendation first:"),
    )
