"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Draft: the text is worked on. Proposed: the text is fixed and lies with the councils."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("awaiting ratification by the parties")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", pgettext_lazy("an agreement", "withdrawn")


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
    DECLINED = "declined", pgettext_lazy("a proposal", "declined")


class Refusal(TextChoices):
    """Why something may not be done now: what is wrong, then what to do about it."""

    NOT_DRAFT = "not_draft", _("The text cannot be changed once the agreement has been sent for ratification.")
    NOT_PROPOSED = "not_proposed", _("The agreement must first be sent to the parties for ratification.")
    NOT_RUNNING = "not_running", _("Only an agreement in force can end.")
    ALREADY_CLOSED = "already_closed", _("The agreement has already taken effect, ended or been withdrawn.")
    ENDS_BEFORE_START = "ends_before_start", _("The last day is before the first. Change one of the dates.")
    NUMBER_MISSING = "number_missing", _("Enter how many parties must ratify.")
    TOO_FEW_PARTIES = "too_few_parties", _("An agreement needs at least two parties. Add them first.")
    NO_CLAUSES = "no_clauses", _("The agreement has no text. Write at least one clause first.")
    UNREACHABLE_NUMBER = "unreachable_number", _("More ratifications are required than there are parties.")
    NO_REGION = "no_region", _("The region must ratify, and no region is a party. Add it or change the rule.")
    DECLINED = "declined", _("A party has declined, and every party must ratify.")
    REGION_HAS_NOT_RATIFIED = "region_has_not_ratified", _("The region has not ratified yet.")
    RATIFICATIONS_MISSING = "ratifications_missing", _("Too few parties have ratified.")
    TOO_EARLY = "too_early", _("The agreement cannot take effect before its first day.")
    IN_THE_FUTURE = "in_the_future", _("The date is in the future. Record it on that day.")
    PREDECESSOR_RUNS = "predecessor_runs", _("The former agreement is still in force on that day.")
    LAST_DAY_AHEAD = "last_day_ahead", _("The agreement’s last day has not passed.")
    ALREADY_RATIFIED = "already_ratified", _("A party has already decided, so the text cannot be opened again.")
    REASON_MISSING = "reason_missing", _("Give a reason, so that the history can be understood.")
    ALREADY_PARTY = "already_party", _("The organisation is already a party.")
    BOTH_ARE_PARTIES = (
        "both_are_parties",
        _("Both organisations are parties to the same agreement. Remove one of them first:"),
    )
    NOT_IN_COLLABORATION = "not_in_collaboration", _("The organisation does not belong to this collaboration.")
    PARTY_HAS_TIES = "party_has_ties", _("The party cannot be removed while something depends on it:")
    AREA_KEY_TAKEN = "area_key_taken", _("Another area has the same short name. Choose another.")
    AREA_IN_USE = "area_in_use", _("The area has duties or special agreements. Move them first.")
    CLAUSE_BELOW_ITSELF = "clause_below_itself", _("A clause cannot be placed under itself.")
    CLAUSE_ELSEWHERE = "clause_elsewhere", _("The clause belongs to another agreement.")
    CLAUSE_HAS_CHILDREN = "clause_has_children", _("The clause has sub-clauses. Remove or move them first.")
    CLAUSE_HAS_DUTIES = "clause_has_duties", _("Duties are based on the clause. Move them to another clause first.")
    CLAUSE_TOO_DEEP = (
        "clause_too_deep",
        _("Clauses can be nested at most ten levels deep. Place it higher up in the text."),
    )
    CLAUSE_REMOVED = "clause_removed", _("The clause has been removed.")
    CLAUSE_CHANGED = (
        "clause_changed",
        _("Someone else changed the clause while you were writing. Read their text below, then save again."),
    )
    NOTHING_CHANGED = "nothing_changed", _("Nothing was changed.")
    LAW_WITHOUT_SECTION = "law_without_section", _("A legal duty needs both the law and its section.")
    EVIDENCE_MISSING = "evidence_missing", _("Write what shows that the duty has been fulfilled.")
    OWNER_NOT_PARTY = "owner_not_party", _("Only a party can be responsible for a duty.")
    ALREADY_FULFILLED = "already_fulfilled", _("The duty is already marked as fulfilled.")
    NOT_FULFILLED = "not_fulfilled", _("The duty is not marked as fulfilled.")
    AGREEMENT_OVER = "agreement_over", _("The agreement has ended or been withdrawn, and can no longer be changed.")
    REVIEW_DONE = "review_done", _("The review has already been recorded.")
    BEFORE_REVIEW_OPENS = "before_review_opens", _("The review is recorded on a day before it starts.")
    NO_INDIVIDUAL_AGREEMENTS = "no_individual_agreements", _("This agreement has no individual agreements.")
    ANNEX_NOT_STARTED = "annex_not_started", _("Register the individual agreement first.")
    FILE_HAS_FAULTS = "file_has_faults", _("The file has errors. Nothing was imported.")
    ALREADY_IMPORTED = (
        "already_imported",
        _("There is already an agreement with this name and first day. Withdraw it first, or change the file."),
    )
    NOT_RENEWABLE = "not_renewable", _("Only an agreement that is or has been in force can be renewed.")
    HAS_SUCCESSOR = "has_successor", _("Next term’s agreement has already been drafted from this one.")
    STARTS_BEFORE_END = "starts_before_end", _("The new agreement starts before the former one ends.")
    COMMENTS_CLOSED = "comments_closed", _("Comments can only be made while the agreement is a draft.")
    NOTHING_WRITTEN = "nothing_written", _("Write your comment.")
    SAME_TEXT = "same_text", _("The proposed text is the same as the current text.")
    ALREADY_ANSWERED = "already_answered", _("The proposal has already been decided on.")
    ANSWER_MISSING = "answer_missing", _("Write an answer, so that those who proposed it know why.")
    REQUEST_ANSWERED = "request_answered", _("The request has already been answered, so it cannot be withdrawn.")
    COMMENT_ANSWERED = "comment_answered", _("The coordinator has already answered the comment. Write another one.")
    DAY_PASSED = "day_passed", _("The day has passed. Choose a later one.")
    NOT_ASKED = "not_asked", _("The parties have not been asked for comments yet.")
    ALREADY_DONE = "already_done", _("The party has already said that it has no more comments.")
    NOT_DONE = "not_done", _("The party has not said that it has no more comments.")
    HAS_ANSWERED = "has_answered", _("The party has already answered. There is nothing to remind it of.")
    REMINDED_TODAY = "reminded_today", _("The party has already been reminded today. Wait until tomorrow.")
    HAS_DECIDED = "has_decided", _("The party’s council has already decided. There is nothing to remind it of.")
    NOBODY_TO_REMIND = "nobody_to_remind", _("Nobody who can log in represents the party yet. Invite somebody first.")
    CHANGED_SINCE = "changed_since", _("It has been changed since then, so it can no longer be undone.")
    ALREADY_TOLD = (
        "already_told",
        _("The coordinator has already been told, so it can no longer be undone. Say that you have more comments."),
    )
    ALREADY_SET_ASIDE = "already_set_aside", _("Somebody else has just set the gap aside. Look at the list again.")
    ALREADY_PLANNED = "already_planned", _("Somebody else has just planned the renewal. Look at the plan again.")
    GAP_GONE = "gap_gone", _("The gap is no longer there. Look at the list again.")
    GAPS_OPEN = (
        "gaps_open",
        _("The agreement has open gaps. Tick that you are sending it anyway and write why, or fix them first."),
    )
    WEEKS_OUT_OF_REACH = "weeks_out_of_reach", _("A step can take at most 104 weeks.")
    BREAK_OUT_OF_REACH = (
        "break_out_of_reach",
        _("The summer break starts and ends in weeks 1 to 53, first week first, and is at most 20 weeks long."),
    )


class Difference(TextChoices):
    """How a clause of the new agreement stands to the former one."""

    SAME = "same", _("the same")
    CHANGED = "changed", _("changed")
    NEW = "new", _("new")
    REMOVED = "removed", _("removed")
    MOVED = "moved", _("moved")


class Shape(TextChoices):
    """What a value in an agreement file may be, in words."""

    TEXT = "string", _("text")
    NUMBER = "integer", _("a whole number")
    LIST = "array", _("a list")
    SECTION = "object", _("a section with keys of its own")
    BOOLEAN = "boolean", _("true or false")
    NOTHING = "null", _("nothing")


class Fault(TextChoices):
    """What may be wrong in an agreement file. `remedy` tells what to do about it."""

    NOT_TEXT = "not_text", _("The file is not text in UTF-8.")
    TOO_LARGE = "too_large", _("The file is larger than %(limit)s kB.")
    TOO_MANY_VALUES = "too_many_values", _("The file contains more than %(limit)s values.")
    EMPTY = "empty", _("The file is empty.")
    SYNTAX = "syntax", _("The file cannot be read beyond this line.")
    TAB = "tab", _("The line is indented with a tab.")
    CONTROL = "control", _("The file contains an invalid character.")
    SECOND_DOCUMENT = "second_document", _("A second document starts here.")
    REFERENCE = "reference", _("The value refers to another place in the file (*%(name)s).")
    TAG = "tag", _("The value carries a type of its own (%(name)s).")
    TOO_DEEP = "too_deep", _("Lists and sections are nested too deeply.")
    KEY_NOT_TEXT = "key_not_text", _("There is a list or a section where a key is expected.")
    DUPLICATE_KEY = "duplicate_key", _("“%(key)s” appears twice in the same section, first on line %(first)s.")
    UNKNOWN_KEY = "unknown_key", _("“%(key)s” is not a key that is allowed here.")
    MISSPELT_KEY = "misspelt_key", _("“%(key)s” is not one of the keys here.")
    MISSING_KEY = "missing_key", _("“%(key)s” is missing.")
    WRONG_SHAPE = "wrong_shape", _("Found %(found)s where %(wanted)s is expected.")
    WRONG_VALUE = "wrong_value", _("“%(found)s” is not one of the values allowed here.")
    NOT_A_DAY = "not_a_day", _("“%(found)s” is not a valid date.")
    WRONG_FORM = "wrong_form", _("“%(found)s” is not in the expected format.")
    TOO_LONG = "too_long", _("The text has %(found)s characters; the limit is %(limit)s.")
    TOO_SHORT = "too_short", _("A value is required here.")
    TOO_SMALL = "too_small", _("%(found)s is too small: the minimum here is %(limit)s.")
    TOO_BIG = "too_big", _("%(found)s is too large: the maximum here is %(limit)s.")
    ENDS_BEFORE_START = "ends_before_start", _("The period ends (%(found)s) before it starts (%(first)s).")
    YEAR_OUTSIDE = "year_outside", _("%(found)s is outside the period of the agreement.")
    LISTED_TWICE = "listed_twice", _("“%(found)s” is listed twice.")
    UNKNOWN_REGION = "unknown_region", _("There is no region called “%(found)s” in the register.")
    UNKNOWN_MUNICIPALITY = "unknown_municipality", _("There is no municipality called “%(found)s” in the register.")
    MISSPELT_NAME = "misspelt_name", _("Nobody in the register is called “%(found)s”.")
    OTHER_COUNTY = "other_county", _("%(found)s is in a different county from the collaboration.")
    NOT_A_PARTY = "not_a_party", _("“%(found)s” is not one of the parties in the file.")
    UNKNOWN_AREA = "unknown_area", _("“%(found)s” is not the key of any area in the file.")
    UNKNOWN_CLAUSE = "unknown_clause", _("No clause in the file has the number “%(found)s”.")
    OTHER_NUMBER = "other_number", _("The file numbers the clause %(found)s, but its position makes it %(expected)s.")
    RULE_WITHOUT_NUMBER = "rule_without_number", _("The rule “%(found)s” needs a number of parties.")
    MORE_THAN_PARTIES = "more_than_parties", _("%(found)s parties must ratify, and the file has only %(limit)s.")
    IN_THE_FUTURE = "in_the_future", _("The date %(found)s is in the future.")

    @property
    def remedy(self) -> Promise | str:
        """What to do, with the same named places as the label."""
        return _REMEDIES.get(self, "")


_REMEDIES: dict[Fault, Promise] = {
    Fault.NOT_TEXT: _("Save the file as text in UTF-8 and choose it again."),
    Fault.TOO_LARGE: _("Check that it is the right file. Descriptions and annexes do not belong in it."),
    Fault.TOO_MANY_VALUES: _("Check that it is the right file. Descriptions and annexes do not belong in it."),
    Fault.EMPTY: _("Start from the example in the guide."),
    Fault.SYNTAX: _(
        "Check the indentation, that brackets and quotation marks are closed, and that text containing a colon is "
        "in quotation marks."
    ),
    Fault.TAB: _("Use spaces instead of tabs, as many as on the lines beside it."),
    Fault.CONTROL: _("Write the line again in a text editor."),
    Fault.SECOND_DOCUMENT: _("Keep one agreement per file, and remove the line with three dashes."),
    Fault.REFERENCE: _("Enter the value itself instead."),
    Fault.TAG: _("Remove the word that begins with an exclamation mark."),
    Fault.TOO_DEEP: _("Follow the format of the example in the guide."),
    Fault.KEY_NOT_TEXT: _("Write a word followed by a colon."),
    Fault.DUPLICATE_KEY: _("Keep one of them."),
    Fault.UNKNOWN_KEY: _("Remove it. Allowed here: %(known)s."),
    Fault.MISSPELT_KEY: _("Did you mean “%(nearest)s”?"),
    Fault.MISSING_KEY: _("Add a line that begins with “%(key)s:”."),
    Fault.WRONG_SHAPE: _("Enter %(wanted)s."),
    Fault.WRONG_VALUE: _("Use one of these: %(known)s."),
    Fault.NOT_A_DAY: _("Write year, month and day with hyphens, as in 2027-01-01."),
    Fault.WRONG_FORM: _("Look up the key in the guide and enter the value in the same way."),
    Fault.TOO_LONG: _("Shorten the text."),
    Fault.TOO_SHORT: _("Enter a value, or remove the line."),
    Fault.TOO_SMALL: _("Enter a larger number."),
    Fault.TOO_BIG: _("Enter a smaller number."),
    Fault.ENDS_BEFORE_START: _("Change one of the two dates."),
    Fault.YEAR_OUTSIDE: _("Enter a year within the period, or change the period."),
    Fault.LISTED_TWICE: _("Keep one of them."),
    Fault.UNKNOWN_REGION: _("Enter the region’s name as in the register, such as Region Västerbotten."),
    Fault.UNKNOWN_MUNICIPALITY: _("Enter the municipality’s name as in the register, such as Umeå."),
    Fault.MISSPELT_NAME: _("Did you mean “%(nearest)s”?"),
    Fault.OTHER_COUNTY: _("Remove it, or change the county code of the collaboration."),
    Fault.NOT_A_PARTY: _("Write the name as it appears under “parties”."),
    Fault.UNKNOWN_AREA: _("Use one of these: %(known)s."),
    Fault.UNKNOWN_CLAUSE: _("Write the number of the clause, such as 3.2."),
    Fault.OTHER_NUMBER: _("Change the number, move the clause, or leave the number out."),
    Fault.RULE_WITHOUT_NUMBER: _("Add a line “number:” to “entry_rule”."),
    Fault.MORE_THAN_PARTIES: _("Enter a number the parties can reach."),
    Fault.IN_THE_FUTURE: _("Leave this out until the decision has been made."),
}


class DutyState(TextChoices):
    OVERDUE = "overdue", _("overdue")
    SOON = "soon", _("due within 30 days")
    OPEN = "open", _("to do")
    FULFILLED = "fulfilled", _("fulfilled")


class ReviewState(TextChoices):
    OVERDUE = "overdue", _("overdue")
    GOING_ON = "going_on", _("ongoing")
    AHEAD = "ahead", _("ahead")
    DONE = "done", _("done")


class AnnexState(TextChoices):
    """How far the individual agreement with a municipality has come."""

    MISSING = "missing", _("missing")
    NOT_SIGNED = "not_signed", _("not signed")
    NOT_CONFIRMED = "not_confirmed", _("annex not confirmed")
    NOTICE_NEAR = "notice_near", _("day of notice is near")
    CONFIRMED = "confirmed", _("annex confirmed")


class RenewalStep(TextChoices):
    """What a renewal goes through, in its order. The first may be there or not: the text itself says so."""

    NOTICE = "notice", _("Give notice or ask for negotiation")
    EVALUATE = "evaluate", _("Evaluate the agreement")
    PROPOSE = "propose", _("Draft the next agreement")
    ASK = "ask", _("Ask the parties for comments")
    COMMENTS = "comments", _("Comments are in")
    JOIN = "join", _("Agree on a joint text")
    SEND = "send", _("Send for ratification")
    DECIDE = "decide", _("The councils decide")
    SIGN = "sign", _("Sign")
    ENTER = "enter", _("The new agreement takes effect")


class StepState(TextChoices):
    DONE = "done", _("done")
    LATE = "late", _("late")
    NEXT = "next", _("next")
    AHEAD = "ahead", _("ahead")
    PASSED = "passed", _("has passed")


class AnswerState(TextChoices):
    """How a party has answered when it was asked for comments."""

    DONE = "done", _("no more comments")
    COMMENTED = "commented", _("has commented")
    SILENT = "silent", _("has not answered")


class Severity(TextChoices):
    """How much a gap matters, the worst first."""

    SERIOUS = "serious", _("serious")
    MODERATE = "moderate", _("needs fixing")
    MINOR = "minor", _("worth knowing")


class Mender(TextChoices):
    """Whose work it is to mend a gap, and why somebody else cannot: what is told beside the gap."""

    TEXT = "text", _("The text is final. This can be fixed in the next agreement, or set aside until then.")
    COORDINATOR = "coordinator", _("The coordinator fixes this.")
    PARTY = "party", _("The municipality or the coordinator fixes this.")


class AsideReason(TextChoices):
    """Reasons for leaving a gap as it is that are given often. What is kept is the sentence itself."""

    NEXT = "next", _("Known, to be fixed in the next agreement.")
    ELSEWHERE = "elsewhere", _("Regulated in another document.")
    ON_PURPOSE = "on_purpose", _("Left open on purpose.")
    NO_GAP = "no_gap", _("Not a gap: it is meant to be like this.")
    OWN = "own", _("Another reason")


class GapKind(TextChoices):
    """What the agreement leaves open or contradicts. Each kind has its advice in `GAP_ADVICE`."""

    NAMED_IN_TWO_WAYS = "named_in_two_ways", _("A name is spelt in two ways")
    SAME_NUMBER_TWICE = "same_number_twice", _("Two figures or annexes have the same number")
    ANNEX_NOT_FOUND = "annex_not_found", _("The text refers to an annex that does not exist")
    ANNEX_NOT_NUMBERED = "annex_not_numbered", _("The text refers to an annex without a number")
    PLACEHOLDER = "placeholder", _("Something is left to be filled in")
    CLAUSE_WITHOUT_TEXT = "clause_without_text", _("A clause has no text")
    AREA_WITHOUT_TOPICS = "area_without_topics", _("An area has no topics")
    DUTY_WITHOUT_OWNER = "duty_without_owner", _("A duty has no owner")
    DUTY_WITHOUT_DATE = "duty_without_date", _("A duty has no date")
    LAW_WITHOUT_SECTION = "law_without_section", _("A legal duty lacks its section")
    INDIVIDUAL_AGREEMENT_MISSING = "individual_agreement_missing", _("An individual agreement is missing")
    ANNEX_NOT_CONFIRMED = "annex_not_confirmed", _("An annex of special agreements is not confirmed")
    REVIEW_OVERDUE = "review_overdue", _("A review is overdue")
    NO_LAST_REVIEW = "no_last_review", _("No review is planned in the last year")


GAP_ADVICE = {
    GapKind.NAMED_IN_TWO_WAYS: _(
        "Readers cannot tell whether two bodies are meant. Choose one name and use it everywhere."
    ),
    GapKind.SAME_NUMBER_TWICE: _("A reference to the number could mean either of them. Give them different numbers."),
    GapKind.ANNEX_NOT_FOUND: _(
        "Add the annex as a clause whose heading begins with its number, or correct the reference."
    ),
    GapKind.ANNEX_NOT_NUMBERED: _("Give the annex its number, so that the parties ratify the same papers."),
    GapKind.PLACEHOLDER: _(
        "The councils cannot ratify what has not been decided. Fill it in, or say who decides and when."
    ),
    GapKind.CLAUSE_WITHOUT_TEXT: _("Write the text of the clause, or remove it."),
    GapKind.AREA_WITHOUT_TOPICS: _("List the topics of the area, so that matters reach the right place."),
    GapKind.DUTY_WITHOUT_OWNER: _("What everyone is responsible for, nobody does. Name someone."),
    GapKind.DUTY_WITHOUT_DATE: _("Without a date, or words saying when, it can never be completed or overdue."),
    GapKind.LAW_WITHOUT_SECTION: _("State the section of the law, so that the duty can be found there."),
    GapKind.INDIVIDUAL_AGREEMENT_MISSING: _("The agreement provides for one with each municipality. Register it."),
    GapKind.ANNEX_NOT_CONFIRMED: _(
        "An empty annex looks the same as a forgotten one. The municipality needs to confirm that its list is complete."
    ),
    GapKind.REVIEW_OVERDUE: _("Carry out the review and record its outcome."),
    GapKind.NO_LAST_REVIEW: _("Plan a review in the last year, in time for the next agreement."),
}
