"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    """The pentahelix (S0)."""

    PUBLIC = "public", _("public sector")
    BUSINESS = "business", _("business sector")
    ACADEMIA = "academia", _("academia")
    CIVIL = "civil", _("civil society")
    CITIZENS = "citizens", _("citizens")


class Kind(TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    REGION = "region", _("region")
    AGENCY = "agency", _("state agency")
    FEDERATION = "federation", _("local federation")
    UNIVERSITY = "university", _("university")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association")
    OTHER = "other", _("other")


class Role(TextChoices):
    """What somebody may do in a whole collaboration."""

    COORDINATOR = "coordinator", _("coordinator")
    FINANCE = "finance", _("finance officer")
    EVALUATOR = "evaluator", _("evaluator")
    READER = "reader", _("reader")


class ContactKind(TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    ADDRESS = "address", _("postal address")
    WEB = "web", _("web page")


class ImportState(TextChoices):
    PREVIEWED = "previewed", _("previewed")
    APPLIED = "applied", _("carried out")
    UNDONE = "undone", _("undone")


class PersonColumn(TextChoices):
    """What a column of a file of people may hold."""

    FULL_NAME = "full_name", _("whole name")
    GIVEN_NAME = "given_name", _("first name")
    FAMILY_NAME = "family_name", _("last name")
    TITLE = "title", _("title")
    ORGANISATION = "organisation", _("works for")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")


class RowOutcome(TextChoices):
    """What an import would do with a row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("already there")
    SKIPPED = "skipped", _("left out")
    ERROR = "error", _("error")


class RowFault(TextChoices):
    """What is wrong with a row, and what to do about it."""

    NAME_MISSING = "name_missing", _("The name is missing. Write both first name and last name.")
    TOO_LONG = "too_long", _("The text is too long for its column. Shorten it.")
    EMAIL_WRONG = "email_wrong", _("This is not an e-mail address. Write it as name@example.se, or leave it empty.")
    PHONE_WRONG = "phone_wrong", _("This is not a telephone number. Write digits, or leave it empty.")
    ORGANISATION_UNKNOWN = (
        "organisation_unknown",
        _("No organisation here has this name. Write it as in the list of organisations, or add it there first."),
    )
    NO_VALUE = (
        "no_value",
        _("The cell shows a formula or an error instead of a value. Write the value itself."),
    )
    AMBIGUOUS = (
        "ambiguous",
        _("Several people have this name. Give the e-mail address or the organisation so that one of them is meant."),
    )
    CONTRADICTS = "contradicts", _("Another row says something else about the same person. Make the two rows agree.")
    EMAIL_TAKEN = (
        "email_taken",
        _("Somebody with another name has this e-mail address. Check which of the names is right."),
    )


class KeptBecause(TextChoices):
    """Why an undo left a row as it is."""

    CHANGED_SINCE = "changed_since", _("has been changed since the import")
    IN_USE = "in_use", _("is used elsewhere: holds a seat, has a log-in or was merged with somebody")
    GONE = "gone", _("has been erased or merged since the import")


class WhoCan(TextChoices):
    """Who may let somebody in who cannot do it themselves."""

    COORDINATOR = "coordinator", _("Ask another coordinator. If you are the only one, invite a second one first.")
    LINK = (
        "link",
        _("Ask another coordinator, or somebody who answers for the organisation that the person works for."),
    )
    MERGE = (
        "merge",
        _("What one of the two has, the other one would get, and one of them is yours. Ask another coordinator."),
    )
    SEAT = (
        "seat",
        _(
            "Ask the forum’s secretary, another coordinator, or somebody who answers for the organisation that the "
            "seat stands for."
        ),
    )
    IMPORT = (
        "import",
        _("Let another coordinator carry this out, or take these rows, which are about you, out of the file:"),
    )
    UNDO = "undo", _("What would be set back is about you. Let another coordinator take the import back.")


class Refusal(TextChoices):
    """Why an act was not done, and what to do instead."""

    NUMBER_WRONG = (
        "number_wrong",
        _("This is not an organisation number. Write its ten digits as 232100-0222; the last one is a check digit."),
    )
    NUMBER_TAKEN = "number_taken", _("Another organisation here already has this number:")
    PARENT_LOOP = "parent_loop", _("An organisation cannot lie below itself. Choose another one above it.")
    NATIONAL_RECORD = (
        "national_record",
        _("Municipalities and regions come from the national register and cannot be changed here."),
    )
    ALREADY_TAKES_PART = "already_takes_part", _("The organisation already takes part on some of those days:")
    HAS_TIES = "has_ties", _("The organisation cannot be removed while it is in use:")
    LEFT_BEFORE_JOINED = (
        "left_before_joined",
        _("The day of leaving lies before the day of joining. Change one of them."),
    )
    CODES_NOT_HERE = "codes_not_here", _("These codes are not of municipalities that take part here:")
    POPULATION_UNREASONABLE = (
        "population_unreasonable",
        _("A number of inhabitants is less than zero or larger than can be meant. Check the file."),
    )
    POPULATION_DIFFERS = (
        "population_differs",
        _("Other figures are stored for the same table and date. Nothing was added. Check these codes:"),
    )
    MERGE_SELF = "merge_self", _("Choose two different ones to merge.")
    MERGE_NATIONAL = (
        "merge_national",
        _("A record of the national register can only be the one that is kept. Choose it as keeper."),
    )
    MERGE_TWO_USERS = (
        "merge_two_users",
        _("Both have a log-in of their own. Remove the link to one of the log-ins first."),
    )
    MERGE_LEAVES_BEHIND = (
        "merge_leaves_behind",
        _("The two cannot be merged, because something cannot be moved to the one that is kept:"),
    )
    # What stands after it says whom to ask instead: `WhoCan`.
    NOT_YOURSELF = "not_yourself", _("You cannot give yourself access.")
    USER_TAKEN = "user_taken", _("This log-in already belongs to somebody else here:")
    USER_UNKNOWN = "user_unknown", _("Nobody with access here logs in with this address. Invite the person first.")
    ALREADY_ERASED = "already_erased", _("The person has already been erased.")
    CHANGED_AHEAD = (
        "changed_ahead",
        _("The change lies ahead. Write it on the day it takes effect, or choose today or an earlier day."),
    )
    CHANGED_LATER = (
        "changed_later",
        _("The details have changed since that day. Choose a later day, or remove the later change first:"),
    )
    PERSON_TIED = "person_tied", _("The person cannot be erased yet:")
    LAST_COORDINATOR = (
        "last_coordinator",
        _("The last coordinator cannot lose the role. Give it to somebody else first."),
    )
    NOT_TAKING_PART = "not_taking_part", _("The organisation does not take part. Add it to the collaboration first.")
    COLOURS_TOO_WEAK = "colours_too_weak", _("The colours cannot be read well by everybody:")
    SLUG_TAKEN = "slug_taken", _("This address is already used. Choose another one.")
    NOT_READY_TO_PUBLISH = (
        "not_ready_to_publish",
        _("Write an introduction and a contact address before the collaboration is published."),
    )
    COLUMNS_MISSING = "columns_missing", _("The file must say what people are called. Choose the columns for:")
    COLUMN_TWICE = "column_twice", _("The same column was chosen twice:")
    NO_ROWS = "no_rows", _("The file has headings but no rows. Add the people below the headings.")
    ROWS_HAVE_ERRORS = (
        "rows_have_errors",
        _("Some rows have errors. Mend them in the file and upload it again, or choose to leave them out."),
    )
    NOTHING_TO_DO = "nothing_to_do", _("Nothing would change: everybody in the file is already here, as they are.")
    CHANGED_SINCE_PREVIEW = (
        "changed_since_preview",
        _("Somebody changed the register after you looked at the preview. Look at it again before you carry it out."),
    )
    ALREADY_APPLIED = "already_applied", _("The import has already been carried out.")
    NOT_APPLIED = "not_applied", _("Only an import that has been carried out can be undone.")
    ROWS_CLEARED = (
        "rows_cleared",
        _("The rows of this file have been cleared, because they were old or held somebody who has been erased."),
    )
