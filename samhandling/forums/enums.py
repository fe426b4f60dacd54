"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """Legal standing. It decides what a forum may produce: a consultation never decides."""

    FORMAL = "formal", _("statutory body of one organisation")
    APPOINTED = "appointed", _("appointed joint forum without power to decide for the parties")
    CONSULTATION = "consultation", _("consultation, not a formal political body")
    OFFICERS = "officers", _("network of officers")

    @property
    def explanation(self) -> str:
        """What the standing means, for somebody who has never heard of it."""
        return str(_STANDING_EXPLAINED[self])


_STANDING_EXPLAINED = {
    Standing.FORMAL: _(
        "A body under the Local Government Act within one of the parties. It makes decisions for that party only."
    ),
    Standing.APPOINTED: _(
        "The parties have appointed its members, but it cannot decide for the parties: "
        "what it recommends is decided by each party itself."
    ),
    Standing.CONSULTATION: _(
        "A place for discussion before decisions are made elsewhere. It is not a formal political body and "
        "makes no decisions."
    ),
    Standing.OFFICERS: _("Public officials who meet to prepare and implement. It makes no political decisions."),
}


class Outcome(TextChoices):
    """What can come out of a forum."""

    DECISION = "decision", _("make decisions")
    RECOMMENDATION = "recommendation", _("recommend decisions to the parties")
    POSITION = "position", _("take a common position")
    CONSULTATION = "consultation", _("consult")
    INFORMATION = "information", _("inform")


class Level(TextChoices):
    ELECTED = "elected", _("elected representatives")
    OFFICERS = "officers", _("officers")
    MIXED = "mixed", _("elected representatives and officers")


class AccessMode(TextChoices):
    """Who may read a forum's papers. Who its members are is always public."""

    OPEN = "open", _("open: everyone can read the papers")
    TRANSPARENT = "transparent", _("transparent: everyone in the collaboration can read the papers")
    CLOSED = "closed", _("closed: only members can read the papers")


class RuleKind(TextChoices):
    PER_PARTY = "per_party", _("a number from each party")
    FROM_FORUM = "from_forum", _("a number chosen from another forum’s members")
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


class Refusal(TextChoices):
    """Why something in a forum is not done now."""

    SEAT_TAKEN = "seat_taken", _("The seat is already taken during that period:")
    SITS_ALREADY = "sits_already", _("This person is already a member of the forum during that period:")
    END_BEFORE_START = "end_before_start", _("The end is before the start. Choose an end on or after the first day.")
    OUTSIDE_SEAT = "outside_seat", _("The seat does not exist for the whole period:")
    OUTSIDE_FORUM = "outside_forum", _("The forum does not exist for the whole period:")
    PERSON_ELSEWHERE = "person_elsewhere", _("That person belongs to another collaboration, or has been erased.")
    NOBODY_TO_REPLACE = "nobody_to_replace", _("The seat is vacant on that day. Make an appointment instead.")
    REPLACED_ON_FIRST_DAY = (
        "replaced_on_first_day",
        _("The current holder starts on that same day. Choose a later day, or correct that appointment."),
    )
    NOT_EARLIER = "not_earlier", _("Choose a day before the appointment’s own last day.")
    NO_PARTIES = (
        "no_parties",
        _("The rule counts seats per party, but there is no such party. Add the parties to the agreement first."),
    )
    TOO_FEW_TO_CHOOSE_AMONG = (
        "too_few_to_choose_among",
        _(
            "More are to be chosen than there are members to choose from. Lower the number, or choose from "
            "another forum:"
        ),
    )
    CHOSEN_IN_A_CIRCLE = (
        "chosen_in_a_circle",
        _("The forums would choose their members from each other in a circle. Change:"),
    )
    COUNT_MISSING = "count_missing", _("Enter how many, or choose “number not decided”.")
    COUNT_TOO_LARGE = "count_too_large", _("That is more seats than a forum can have. The limit is:")
    SOURCE_MISSING = "source_missing", _("Choose which forum or organisation the members come from.")
    NOTHING_TO_CREATE = "nothing_to_create", _("All seats required by the rules already exist.")
    NOT_DECIDED = "not_decided", _("The number of seats is not decided, so there is nothing to create seats from.")
    PARENT_BELOW_ITSELF = "parent_below_itself", _("A forum cannot belong to itself or to one of its own sub-forums.")
    FROM_ELSEWHERE = "from_elsewhere", _("Your choice belongs to another collaboration. Choose from the list.")
    CLOSED_PAPERS = (
        "closed_papers",
        _("The papers were written for a closed forum. Only the forum’s secretary may make it more open."),
    )
    SEATS_BEFORE = "seats_before", _("The forum has seats from before that day. Choose an earlier day.")
    FORUMS_BELOW = "forums_below", _("Forums that belong to this one continue longer. End them first:")
    BEGINS_LATER = (
        "begins_later",
        _("A seat, an appointment or an office starts after that day. Choose a later day, or correct it first."),
    )
    SEAT_HELD = "seat_held", _("Someone holds the seat longer than that. End the appointment first:")
    SEAT_HAS_HISTORY = (
        "seat_has_history",
        _("The seat has been held, so it cannot be removed. Abolish it instead."),
    )
    NO_PRESIDIUM = "no_presidium", _("This type of forum has no presidium.")
    DOES_NOT_SIT_THERE = (
        "does_not_sit_there",
        _(
            "Only someone who is a member of the forum for the whole period may be chosen. Choose another member, "
            "or other dates."
        ),
    )
    CHANGED_SINCE = "changed_since", _("It has been changed since then, so it can no longer be undone.")
    OFFICE_TAKEN = "office_taken", _("The office is already held during that period:")
    HAS_OFFICE = "has_office", _("This person already holds an office in the presidium during that period.")
    ENDS_BEFORE_OFFICE = "ends_before_office", _("The office would end before it started. Choose a later day.")
    TEXT_MISSING = "text_missing", _("There is no text yet. Write it first.")
    MANDATE_FIXED = "mandate_fixed", _("An adopted text is never changed. Write a new version instead.")
    DRAFT_EXISTS = "draft_exists", _("There is already a draft. Continue with it, or discard it first.")
    ADOPTED_TOO_EARLY = "adopted_too_early", _("The former version was adopted later than that day:")
    ADOPTED_AHEAD = "adopted_ahead", _("The date is in the future. Record the adoption once it has happened.")
    BOTH_SIT_THERE = (
        "both_sit_there",
        _("Both are members of the same forum at the same time. End or correct one of the appointments first:"),
    )
    NO_KEEPER = (
        "no_keeper",
        _("No participating organisation could own the paper. Add an organisation to the collaboration first."),
    )
    KEEPER_ELSEWHERE = (
        "keeper_elsewhere",
        _("You do not work for that organisation here. Choose one you work for."),
    )
    ALREADY_LAID = "already_laid", _("The document has already been submitted to the forum.")
    LAYING_NOT_CONFIRMED = (
        "laying_not_confirmed",
        _(
            "Confirm that you understand: everyone with a seat in the forum receives the paper, and this cannot "
            "be undone."
        ),
    )
    MARKED_PAPER = (
        "marked_paper",
        _(
            "The document is marked as secret, and an open forum’s papers are public. Submit a version without "
            "the secret information instead."
        ),
    )
    NOT_A_MEMBER = (
        "not_a_member",
        _("The user has no access to the collaboration. Invite them to it first, then make them secretary."),
    )


class NextHolder(TextChoices):
    """What is said of a seat in the term shift."""

    UNDECIDED = "undecided", _("Not decided yet")
    STAYS = "stays", _("Continues")
    OTHER = "other", _("Someone else")
    NEW = "new", _("New person")
    VACANT = "vacant", _("Stays vacant")


class ShiftState(TextChoices):
    """How far a seat has come in the term shift."""

    FILLED = "filled", _("appointed")
    LEFT_VACANT = "left_vacant", _("left vacant")
    LEFT = "left", _("not decided yet")


class ShiftRefusal(TextChoices):
    """Why something in the term shift is not done now."""

    FILLED_MEANWHILE = "filled_meanwhile", _("The seat has been filled since you opened the page:")
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("The seat has changed since you opened the page. Check that what you entered still holds, and save again."),
    )
    NOT_IN_SHIFT = "not_in_shift", _("The seat does not exist at the term shift, or no longer represents the party.")
    NOBODY_STAYS = "nobody_stays", _("Nobody holds the seat, so nobody can continue. Choose someone.")
    DOUBLE = (
        "double",
        _("This person may already be in the register. Choose “Someone else”, or confirm that they are two:"),
    )
    EMAIL_IN_USE = "email_in_use", _("Someone in the register has this email address. Choose them instead:")
    TWO_EMAILS = (
        "two_emails",
        _("The same name has another email address in another row. Enter the same address, or none in one of them."),
    )
    EMAIL_MISSING = "email_missing", _("An email address is needed for the invitation. Enter it, or do not invite.")
    INVITED_BY_OTHERS = (
        "invited_by_others",
        _("You can invite only your own organisation’s people. Untick the invitation, and ask the coordinator."),
    )
    SEATS_LEFT = (
        "seats_left",
        _("Seats are still undecided. Appoint to them, or state why they are left vacant. Undecided seats:"),
    )
    ALREADY_DONE = "already_done", _("The party has already said that it is done.")
    NOT_DONE = "not_done", _("The party has not said that it is done.")
    CHANGED_SINCE = "changed_since", _("It has been changed since then, so it can no longer be undone.")
    ALREADY_TOLD = (
        "already_told",
        _("The coordinator has already been told, so it can no longer be undone. Say that the party is not done."),
    )


class ShiftFileFault(TextChoices):
    """Why a row of a party's filled-in spreadsheet is not taken into the grid."""

    SEAT_TWICE = "seat_twice", _("The same seat is in the file twice. Keep one of the rows.")
    NOT_YOUR_SEAT = "not_your_seat", _("The party has no such seat to fill. Check the forum, the role and the number.")


class FindingKind(TextChoices):
    """What is not as the composition rules say. The label is a sentence with room for the facts."""

    UNDECIDED = "undecided", _("The number of seats is not decided.")
    NO_RULE = "no_rule", _("The forum’s composition has not been described.")
    PARTY_WITHOUT_SEATS = "party_without_seats", _("%(who)s has no seat; the rule says %(needs)s.")
    TOO_FEW = "too_few", _("%(who)s has %(has)s of %(needs)s seats.")
    TOO_MANY = "too_many", _("%(who)s has %(has)s seats; the rule says %(needs)s.")
    TOO_FEW_DEPUTIES = "too_few_deputies", _("%(who)s has %(has)s of %(needs)s substitutes’ seats.")
    TOO_MANY_DEPUTIES = "too_many_deputies", _("%(who)s has %(has)s substitutes’ seats; the rule says %(needs)s.")
    OUTSIDE_RULES = "outside_rules", _("A seat for %(who)s does not follow from any rule.")
    NOT_CHOSEN_AMONG = "not_chosen_among", _("%(who)s holds a seat here but is not a member of %(source)s on this day.")


class LeftBehind(TextChoices):
    """What may hang on a person."""

    SEAT = "seat", _("seat")
    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")
    LEADS = "leads", _("leads the forum")
    SECRETARY = "secretary", _("secretary")
    ANSWERS_FOR = "answers_for", _("represents a party")
    ROLE = "role", _("role in the collaboration")
    ACCOUNT = "account", _("account")
    CONTACT = "contact", _("contact of the collaboration")
    DUTY = "duty", _("duty in the agreement")


class StillToDo(TextChoices):
    """What remains when somebody leaves."""

    END_AND_APPOINT = "end_and_appoint", _("End the appointment on the last day, and appoint a successor.")
    APPOINT_SUCCESSOR = "appoint_successor", _("Appoint a successor.")
    CHOOSE_CHAIR = "choose_chair", _("Choose a new chair.")
    CHOOSE_VICE_CHAIR = "choose_vice_chair", _("Choose a new vice chair.")
    NAME_LEADER = "name_leader", _("Name who leads the forum from now on.")
    NAME_SECRETARY = "name_secretary", _("Name a new secretary, and remove the access.")
    MOVE_ACCESS = "move_access", _("Give the access to someone else, and remove it here.")
    CLOSE_ACCOUNT = "close_account", _("Close the account when nothing else remains.")
    NAME_CONTACT = "name_contact", _("Name a new contact.")
    NAME_OWNER = "name_owner", _("Name who is responsible for the duty from now on.")
    NOTHING = "nothing", _("Done: a successor is appointed.")


class FileFault(TextChoices):
    """What may be wrong with the forums of an agreement file, and what to do about it."""

    KEY_TWICE = "key_twice", _("Two forums have the key “%(found)s”. Give each its own key.")
    KIND_UNCLEAR = (
        "kind_unclear",
        _("It is not clear what type of forum “%(found)s” is. Enter its type: delegation, committee, network …"),
    )
    FORUM_UNKNOWN = (
        "forum_unknown",
        _("No forum in the file has the key “%(found)s”. Use a key that exists."),
    )
    FORUM_MISSPELT = (
        "forum_misspelt",
        _("No forum in the file has the key “%(found)s”. Do you mean “%(nearest)s”?"),
    )
    OWNER_UNKNOWN = "owner_unknown", _("“%(found)s” is not a party in the file. Use “region”, or a party’s name.")
    AREA_UNKNOWN = "area_unknown", _("No area in the file has the key “%(found)s”. Use a key that exists.")
    NOT_UNDERSTOOD = (
        "not_understood",
        _(
            "The composition of %(found)s cannot be interpreted. Write it like “2 from each municipality”, “7 "
            "from BSR and 6 from RUN” or “chosen by PKD among its members”, or as a list of rules."
        ),
    )
    OTHER_NUMBER = (
        "other_number",
        _("The text says %(found)s parties, but the file has %(expected)s. Correct one of them."),
    )
    SEATS_DIFFER = (
        "seats_differ",
        _("The forum has %(found)s seats, but its composition gives %(expected)s. Correct one of them."),
    )
    DEPUTIES_DIFFER = (
        "deputies_differ",
        _("%(found)s substitutes cannot be divided equally among %(expected)s. Enter a number that can."),
    )
    MORE_THAN_SOURCE = (
        "more_than_source",
        _("%(found)s are to be chosen from the members of %(source)s, which has only %(limit)s. Correct one of them."),
    )
    PARENT_CIRCLE = "parent_circle", _("%(found)s would belong to itself through other forums. Break the circle.")
    CHOSEN_CIRCLE = (
        "chosen_circle",
        _("%(found)s would choose its members from itself through other forums. Break the circle."),
    )


class ForumGap(TextChoices):
    """What an agreement leaves open about its forums. Each has its advice in `GAP_ADVICE`."""

    SEATS_UNDECIDED = "forum_seats_undecided", _("The number of seats is not decided")
    AREA_WITHOUT_FORUM = "area_without_forum", _("An area has no network or forum")
    NO_MANDATE = "forum_without_mandate", _("A forum has neither terms of reference nor rules of procedure")
    MANDATORY_MISSING = "mandatory_forum_missing", _("A forum that must exist does not")
    COMPOSITION_FAILS = "forum_composition_fails", _("A forum’s seats do not match its composition")
    NO_LEADER = "network_without_leader", _("Nobody is named as leader of an officer network")
    NAMED_IN_TWO_WAYS = "forum_named_in_two_ways", _("A forum’s name is spelt in two ways")


GAP_ADVICE = {
    ForumGap.SEATS_UNDECIDED: _("Nobody can be appointed until it has been. Decide the forum’s composition."),
    ForumGap.AREA_WITHOUT_FORUM: _("Choose which forum handles the area’s matters."),
    ForumGap.NO_MANDATE: _("Without it the forum’s powers are unclear. Write it and have it adopted."),
    ForumGap.MANDATORY_MISSING: _("The agreement requires it. Set it up again, or change the agreement."),
    ForumGap.COMPOSITION_FAILS: _("Create the missing seats, or change the composition."),
    ForumGap.NO_LEADER: _("Name who leads the network and is responsible for its activity plan."),
    ForumGap.NAMED_IN_TWO_WAYS: _(
        "Readers cannot tell whether two forums are meant. Choose one name and use it everywhere."
    ),
}


class AppointmentColumn(TextChoices):
    """What a file of appointments may tell, besides who the person is."""

    FORUM = "forum", _("forum")
    PARTY = "party", _("on behalf of")
    ROLE = "role", _("role in the forum")
    OFFICE = "office", _("office in the presidium")
    SEAT_NUMBER = "seat_number", _("number of the seat")
    STARTS_ON = "starts_on", _("from")
    ENDS_ON = "ends_on", _("to")
    DECIDED_BY = "decided_by", _("decided by")
    DECIDED_ON = "decided_on", _("date of the decision")
    REFERENCE = "reference", _("section or registration number")


class AppointmentFault(TextChoices):
    """What is wrong with an appointment in a file, and what to do about it."""

    FORUM_MISSING = "forum_missing", _("The forum is missing. Enter its name or abbreviation.")
    FORUM_UNKNOWN = "forum_unknown", _("There is no forum with this name. Enter it as in the list of forums.")
    FORUM_MISSPELT = "forum_misspelt", _("There is no forum with this name. Do you mean:")
    PARTY_UNKNOWN = "party_unknown", _("No organisation here has this name. Enter it as in the list of organisations.")
    PARTY_MISSPELT = "party_misspelt", _("No organisation here has this name. Do you mean:")
    PARTY_WITHOUT_SEAT = (
        "party_without_seat",
        _("The party has no such seat in the forum. Check the party and the role."),
    )
    ROLE_UNKNOWN = "role_unknown", _("Enter the role as ordförande, vice ordförande, ledamot or ersättare.")
    OFFICE_UNKNOWN = "office_unknown", _("Enter the office as ordförande or vice ordförande, or leave it empty.")
    NUMBER_WRONG = "number_wrong", _("The number of the seat is a whole number, like 3.")
    NO_SUCH_SEAT = "no_such_seat", _("The forum has no seat with this number for this party.")
    NO_VACANT_SEAT = "no_vacant_seat", _("All such seats are taken during that period, by:")
    SITS_ALREADY = "sits_already", _("This person is already a member of the forum during that period.")
    TWICE = "twice", _("This person appears twice in the file for the same forum and period, first on line:")
    SEAT_TWICE = "seat_twice", _("The same seat is in the file twice for that period.")
    START_MISSING = "start_missing", _("The first day is missing.")
    NOT_A_DAY = "not_a_day", _("This is not a valid date. Write it as 2027-01-01, 1/1 2027 or 1 januari 2027.")
    END_BEFORE_START = "end_before_start", _("The end is before the start. Correct one of them.")
    OUTSIDE_FORUM = "outside_forum", _("The forum or the seat does not exist for the whole period.")
    NO_PRESIDIUM = "no_presidium", _("This type of forum has no presidium. Enter ledamot instead.")
    OFFICE_TAKEN = "office_taken", _("The office is already held during that period.")
    TOO_MANY_ROWS = (
        "too_many_rows",
        _("The file has too many rows for this forum. Split the file."),
    )
    NO_VALUE = (
        "no_value",
        _("The cell contains a formula or an error instead of a value. Enter the value itself."),
    )
    TOO_LONG = "too_long", _("The text is too long for its column. Shorten it.")


class ImportRefusal(TextChoices):
    """Why a file of appointments is not carried out."""

    COLUMNS_MISSING = "columns_missing", _("The file must state the seat and the start date. Choose the columns for:")
    NOTHING_TO_DO = "nothing_to_do", _("Nothing would change: everyone in the file already has that seat.")


class WhyNotRemind(TextChoices):
    """Why a party is not reminded of its seats now."""

    DONE = "done", _("Is done.")
    TODAY = "today", _("Was reminded today already.")
    NOBODY = "nobody", _("Nobody represents it here yet. Invite somebody first.")
