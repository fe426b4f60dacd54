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
        "A body under the Local Government Act in one of the parties. It decides for that party and for nobody else."
    ),
    Standing.APPOINTED: _(
        "The parties have appointed its members, but it cannot decide for the parties: "
        "what it recommends is decided by each party itself."
    ),
    Standing.CONSULTATION: _(
        "A place to talk before decisions are made elsewhere. It is not a formal political body and decides nothing."
    ),
    Standing.OFFICERS: _("Public officials who meet to prepare and carry out. It takes no political decisions."),
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
    NO_PARTIES = (
        "no_parties",
        _("The rule counts seats per party, and there is no such party. Add the parties to the agreement first."),
    )
    TOO_FEW_TO_CHOOSE_AMONG = (
        "too_few_to_choose_among",
        _("More are to be chosen than there are to choose among. Lower the number, or choose from another forum:"),
    )
    CHOSEN_IN_A_CIRCLE = (
        "chosen_in_a_circle",
        _("The forums would choose their members from each other in a circle, so nobody could be first. Change:"),
    )
    COUNT_MISSING = "count_missing", _("Say how many, or choose “number not decided”.")
    COUNT_TOO_LARGE = "count_too_large", _("That is more seats than a forum can have. The limit is:")
    SOURCE_MISSING = "source_missing", _("Say which forum, or which organisation, the members come from.")
    NOTHING_TO_CREATE = "nothing_to_create", _("All the seats that the rules ask for are there already.")
    NOT_DECIDED = "not_decided", _("The number of seats is not decided, so there is nothing to create seats from.")
    PARENT_BELOW_ITSELF = "parent_below_itself", _("A forum cannot belong to itself or to a forum below it.")
    FROM_ELSEWHERE = "from_elsewhere", _("What was chosen belongs to another collaboration. Choose from the list.")
    CLOSED_PAPERS = (
        "closed_papers",
        _("The papers were written for a closed forum. Only the forum’s secretary may make it more open."),
    )
    SEATS_BEFORE = "seats_before", _("The forum has seats from before that day. Choose an earlier day.")
    FORUMS_BELOW = "forums_below", _("Forums that belong to this one go on longer. End them first:")
    BEGINS_LATER = (
        "begins_later",
        _("A seat, an appointment or an office begins after that day. Choose a later day, or correct it first."),
    )
    SEAT_HELD = "seat_held", _("Somebody sits there longer than that. End the appointment first:")
    SEAT_HAS_HISTORY = (
        "seat_has_history",
        _("People have sat in the seat, so it cannot be removed. Abolish it instead."),
    )
    NO_PRESIDIUM = "no_presidium", _("This type of forum has no presidium.")
    DOES_NOT_SIT_THERE = (
        "does_not_sit_there",
        _("Only a member who sits in the forum during all of that time may be chosen. Choose a member, or other days."),
    )
    OFFICE_TAKEN = "office_taken", _("The office is already held during that time:")
    HAS_OFFICE = "has_office", _("This person already has an office in the presidium during that time.")
    ENDS_BEFORE_OFFICE = "ends_before_office", _("The office would end before it began. Choose a later day.")
    TEXT_MISSING = "text_missing", _("There is no text yet. Write it first.")
    MANDATE_FIXED = "mandate_fixed", _("An adopted text is never changed. Write a new version instead.")
    DRAFT_EXISTS = "draft_exists", _("There is already a draft. Go on with that one, or discard it first.")
    ADOPTED_TOO_EARLY = "adopted_too_early", _("The former version was adopted later than that day:")
    ADOPTED_AHEAD = "adopted_ahead", _("The day lies ahead. Register the adoption once it has happened.")
    BOTH_SIT_THERE = (
        "both_sit_there",
        _("Both sit in the same forum at the same time. End or correct one of the appointments first:"),
    )
    NO_KEEPER = (
        "no_keeper",
        _("No organisation takes part that could own the paper. Let one take part in the collaboration first."),
    )
    KEEPER_ELSEWHERE = (
        "keeper_elsewhere",
        _("You do not work for that organisation here. Choose one that you do work for."),
    )
    ALREADY_LAID = "already_laid", _("The document already lies before the forum.")
    LAYING_NOT_CONFIRMED = (
        "laying_not_confirmed",
        _(
            "Confirm that you know what it means: those who have seats in the forum get the paper, and it cannot be "
            "taken back."
        ),
    )
    MARKED_PAPER = (
        "marked_paper",
        _(
            "The document is marked as secret, and everybody reads an open forum’s papers. Lay a version without what "
            "is secret before the forum instead."
        ),
    )
    NOT_A_MEMBER = (
        "not_a_member",
        _("The user has no access to the collaboration. Invite them to it first, then make them secretary."),
    )


class FindingKind(TextChoices):
    """What is not as the composition rules say. The label is a sentence with room for the facts."""

    UNDECIDED = "undecided", _("The number of seats is not decided.")
    NO_RULE = "no_rule", _("Nothing is said about how the forum is put together.")
    PARTY_WITHOUT_SEATS = "party_without_seats", _("%(who)s has no seat; the rule says %(needs)s.")
    TOO_FEW = "too_few", _("%(who)s has %(has)s of %(needs)s seats.")
    TOO_MANY = "too_many", _("%(who)s has %(has)s seats; the rule says %(needs)s.")
    TOO_FEW_DEPUTIES = "too_few_deputies", _("%(who)s has %(has)s of %(needs)s substitutes’ seats.")
    TOO_MANY_DEPUTIES = "too_many_deputies", _("%(who)s has %(has)s substitutes’ seats; the rule says %(needs)s.")
    OUTSIDE_RULES = "outside_rules", _("A seat for %(who)s follows from no rule.")
    NOT_CHOSEN_AMONG = "not_chosen_among", _("%(who)s sits here but is not a member of %(source)s on this day.")


class LeftBehind(TextChoices):
    """What may hang on a person."""

    SEAT = "seat", _("seat")
    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")
    LEADS = "leads", _("leads the forum")
    SECRETARY = "secretary", _("secretary")
    ANSWERS_FOR = "answers_for", _("answers for a party")
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
    NAME_LEADER = "name_leader", _("Say who leads the forum from now on.")
    NAME_SECRETARY = "name_secretary", _("Name a new secretary, and take away the access.")
    MOVE_ACCESS = "move_access", _("Give the access to somebody else, and take it away here.")
    CLOSE_ACCOUNT = "close_account", _("Close the account when nothing else remains.")
    NAME_CONTACT = "name_contact", _("Name a new contact.")
    NAME_OWNER = "name_owner", _("Say who answers for the duty from now on.")
    NOTHING = "nothing", _("Done: a successor is appointed.")


class FileFault(TextChoices):
    """What may be wrong with the forums of an agreement file, and what to do about it."""

    KEY_TWICE = "key_twice", _("Two forums have the key “%(found)s”. Give each a key of its own.")
    KIND_UNCLEAR = (
        "kind_unclear",
        _("It is not clear what kind of forum “%(found)s” is. Write its kind: delegation, committee, network …"),
    )
    FORUM_UNKNOWN = (
        "forum_unknown",
        _("No forum in the file has the key “%(found)s”. Write the key of one that is there."),
    )
    FORUM_MISSPELT = (
        "forum_misspelt",
        _("No forum in the file has the key “%(found)s”. Do you mean “%(nearest)s”?"),
    )
    OWNER_UNKNOWN = "owner_unknown", _("“%(found)s” is not a party in the file. Write “region”, or a party's name.")
    AREA_UNKNOWN = "area_unknown", _("No area in the file has the key “%(found)s”. Write the key of one that is there.")
    NOT_UNDERSTOOD = (
        "not_understood",
        _(
            "How %(found)s is put together is not understood. Write it like “2 from each municipality”, "
            "“7 from BSR and 6 from RUN” or “chosen by PKD among its members”, or as a list of rules."
        ),
    )
    OTHER_NUMBER = (
        "other_number",
        _("The words say %(found)s parties, and the file has %(expected)s. Mend one of them."),
    )
    SEATS_DIFFER = (
        "seats_differ",
        _("The forum has %(found)s seats, but its composition gives %(expected)s. Mend one of them."),
    )
    DEPUTIES_DIFFER = (
        "deputies_differ",
        _("%(found)s substitutes cannot be shared equally by %(expected)s. Write a number that can."),
    )
    MORE_THAN_SOURCE = (
        "more_than_source",
        _("%(found)s are to be chosen among the members of %(source)s, which has only %(limit)s. Mend one of them."),
    )
    PARENT_CIRCLE = "parent_circle", _("%(found)s would belong to itself by way of other forums. Break the circle.")
    CHOSEN_CIRCLE = (
        "chosen_circle",
        _("%(found)s would choose its members from itself by way of other forums. Break the circle."),
    )


class ForumGap(TextChoices):
    """What an agreement leaves open about its forums. Each has its advice in `GAP_ADVICE`."""

    SEATS_UNDECIDED = "forum_seats_undecided", _("The number of seats is not decided")
    AREA_WITHOUT_FORUM = "area_without_forum", _("An area has no network or forum")
    NO_MANDATE = "forum_without_mandate", _("A forum has neither terms of reference nor rules of procedure")
    MANDATORY_MISSING = "mandatory_forum_missing", _("A forum that must exist does not")
    COMPOSITION_FAILS = "forum_composition_fails", _("The seats of a forum do not follow its composition")
    NO_LEADER = "network_without_leader", _("Nobody is said to lead an officer network")
    NAMED_IN_TWO_WAYS = "forum_named_in_two_ways", _("A forum is named in two ways")


GAP_ADVICE = {
    ForumGap.SEATS_UNDECIDED: _("Nobody can be appointed until it is. Decide how the forum is put together."),
    ForumGap.AREA_WITHOUT_FORUM: _("Say which forum the matters of the area go to, so that they find their way."),
    ForumGap.NO_MANDATE: _("Without it the forum does not know what it may do. Write it, and let it be adopted."),
    ForumGap.MANDATORY_MISSING: _("The agreement says that it must exist. Set it up again, or change the agreement."),
    ForumGap.COMPOSITION_FAILS: _("Create the seats that are missing, or change the composition."),
    ForumGap.NO_LEADER: _("Say who leads the network and answers for its activity plan."),
    ForumGap.NAMED_IN_TWO_WAYS: _(
        "Readers cannot know whether two forums are meant. Choose one name and write it everywhere."
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

    FORUM_MISSING = "forum_missing", _("The forum is missing. Write its name or abbreviation.")
    FORUM_UNKNOWN = "forum_unknown", _("There is no forum with this name. Write it as in the list of forums.")
    FORUM_MISSPELT = "forum_misspelt", _("There is no forum with this name. Do you mean:")
    PARTY_UNKNOWN = "party_unknown", _("No organisation here has this name. Write it as in the list of organisations.")
    PARTY_MISSPELT = "party_misspelt", _("No organisation here has this name. Do you mean:")
    PARTY_WITHOUT_SEAT = (
        "party_without_seat",
        _("The party has no such seat in the forum. Check the party and the role."),
    )
    ROLE_UNKNOWN = "role_unknown", _("Write the role as ordförande, vice ordförande, ledamot or ersättare.")
    OFFICE_UNKNOWN = "office_unknown", _("Write the office as ordförande or vice ordförande, or leave it empty.")
    NUMBER_WRONG = "number_wrong", _("The number of the seat is a whole number, like 3.")
    NO_SUCH_SEAT = "no_such_seat", _("The forum has no seat with this number for this party.")
    NO_VACANT_SEAT = "no_vacant_seat", _("All such seats are taken during that time, by:")
    SITS_ALREADY = "sits_already", _("This person already sits in the forum during that time.")
    TWICE = "twice", _("This person stands twice in the file for the same forum and time, first on line:")
    START_MISSING = "start_missing", _("The first day is missing.")
    NOT_A_DAY = "not_a_day", _("This is not a day. Write it as 2027-01-01, 1/1 2027 or 1 januari 2027.")
    END_BEFORE_START = "end_before_start", _("The end lies before the start. Mend one of them.")
    OUTSIDE_FORUM = "outside_forum", _("The forum or the seat does not exist during all of that time.")
    NO_PRESIDIUM = "no_presidium", _("This type of forum has no presidium. Write ledamot instead.")
    OFFICE_TAKEN = "office_taken", _("The office is already held during that time.")
    TOO_MANY_ROWS = (
        "too_many_rows",
        _("The file has too many rows for this forum. Divide the file."),
    )
    NO_VALUE = (
        "no_value",
        _("The cell shows a formula or an error instead of a value. Write the value itself."),
    )
    TOO_LONG = "too_long", _("The text is too long for its column. Shorten it.")


class ImportRefusal(TextChoices):
    """Why a file of appointments is not carried out."""

    COLUMNS_MISSING = "columns_missing", _("The file must say where and from when people sit. Choose the columns for:")
    NOTHING_TO_DO = "nothing_to_do", _("Nothing would change: everybody in the file already sits where it says.")
