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
    EMAIL = "email", _("email")
    PHONE = "phone", _("telephone")
    ADDRESS = "address", _("postal address")
    WEB = "web", _("web page")


class ImportState(TextChoices):
    PREVIEWED = "previewed", _("previewed")
    APPLIED = "applied", _("carried out")
    UNDONE = "undone", _("undone")


class PersonColumn(TextChoices):
    """What a column of a file of people may hold."""

    FULL_NAME = "full_name", _("full name")
    GIVEN_NAME = "given_name", _("first name")
    FAMILY_NAME = "family_name", _("last name")
    TITLE = "title", _("title")
    ORGANISATION = "organisation", _("works for")
    EMAIL = "email", _("email")
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

    NAME_MISSING = "name_missing", _("The name is missing. Enter both first and last name.")
    TOO_LONG = "too_long", _("The text is too long for its column. Shorten it.")
    EMAIL_WRONG = "email_wrong", _("This is not an email address. Write it as name@example.se, or leave it empty.")
    PHONE_WRONG = "phone_wrong", _("This is not a telephone number. Enter digits, or leave it empty.")
    ORGANISATION_UNKNOWN = (
        "organisation_unknown",
        _("No organisation here has this name. Enter it as in the list of organisations, or add it there first."),
    )
    NO_VALUE = (
        "no_value",
        _("The cell contains a formula or an error instead of a value. Enter the value itself."),
    )
    AMBIGUOUS = (
        "ambiguous",
        _("Several people have this name. Add the email address or the organisation to identify one of them."),
    )
    CONTRADICTS = "contradicts", _("Another row contradicts this one about the same person. Make the two rows agree.")
    EMAIL_TAKEN = (
        "email_taken",
        _("Someone with another name has this email address. Check which name is right."),
    )


class KeptBecause(TextChoices):
    """Why an undo left a row as it is."""

    CHANGED_SINCE = "changed_since", _("has been changed since the import")
    IN_USE = "in_use", _("is used elsewhere: holds a seat, has a log-in or was merged with someone")
    GONE = "gone", _("has been erased or merged since the import")


class WhoCan(TextChoices):
    """Who may let somebody in who cannot do it themselves."""

    COORDINATOR = "coordinator", _("Ask another coordinator. If you are the only one, invite a second one first.")
    LINK = (
        "link",
        _("Ask another coordinator, or someone who represents the person’s organisation."),
    )
    MERGE = (
        "merge",
        _("Merging would combine the access of the two, and one of them is you. Ask another coordinator."),
    )
    SEAT = (
        "seat",
        _(
            "Ask the forum’s secretary, another coordinator, or someone who represents the organisation the seat "
            "belongs to."
        ),
    )
    IMPORT = (
        "import",
        _("Ask another coordinator to carry this out, or remove these rows, which are about you, from the file:"),
    )
    UNDO = "undo", _("Undoing it would restore details about you. Ask another coordinator to undo the import.")


class Refusal(TextChoices):
    """Why an act was not done, and what to do instead."""

    NUMBER_WRONG = (
        "number_wrong",
        _(
            "This is not a valid organisation number. Write its ten digits as 232100-0222; the last one is a "
            "check digit."
        ),
    )
    NUMBER_TAKEN = "number_taken", _("Another organisation here already has this number:")
    PARENT_LOOP = "parent_loop", _("An organisation cannot be part of itself. Choose another parent organisation.")
    NATIONAL_RECORD = (
        "national_record",
        _("Municipalities and regions come from the national register and cannot be edited here."),
    )
    ALREADY_TAKES_PART = "already_takes_part", _("The organisation already takes part on some of those days:")
    HAS_TIES = "has_ties", _("The organisation cannot be removed while it is in use:")
    LEFT_BEFORE_JOINED = (
        "left_before_joined",
        _("The leaving date is before the joining date. Change one of them."),
    )
    CODES_NOT_HERE = "codes_not_here", _("These codes do not belong to municipalities that take part here:")
    POPULATION_UNREASONABLE = (
        "population_unreasonable",
        _("A population figure is negative or unreasonably large. Check the file."),
    )
    POPULATION_DIFFERS = (
        "population_differs",
        _("Other figures are stored for the same table and date. Nothing was added. Check these codes:"),
    )
    MERGE_SELF = "merge_self", _("Choose two different ones to merge.")
    MERGE_NATIONAL = (
        "merge_national",
        _("An organisation from the national register must be the one that is kept. Choose it to be kept."),
    )
    MERGE_TWO_USERS = (
        "merge_two_users",
        _("Both have their own log-in. Unlink one of the log-ins first."),
    )
    MERGE_LEAVES_BEHIND = (
        "merge_leaves_behind",
        _("The two cannot be merged, because something cannot be moved to the one that is kept:"),
    )
    # What stands after it says whom to ask instead: `WhoCan`.
    NOT_YOURSELF = "not_yourself", _("You cannot give yourself access.")
    USER_TAKEN = "user_taken", _("This log-in already belongs to someone else here:")
    USER_UNKNOWN = "user_unknown", _("Nobody with access here uses this address. Invite the person first.")
    ALREADY_ERASED = "already_erased", _("The person has already been erased.")
    CHANGED_AHEAD = (
        "changed_ahead",
        _("The change is in the future. Enter it on the day it takes effect, or choose today or an earlier day."),
    )
    CHANGED_LATER = (
        "changed_later",
        _("The details have changed since that day. Choose a later day, or remove the later change first:"),
    )
    PERSON_TIED = "person_tied", _("The person cannot be erased yet:")
    LAST_COORDINATOR = (
        "last_coordinator",
        _("The last coordinator cannot lose the role. Give it to someone else first."),
    )
    NOT_TAKING_PART = "not_taking_part", _("The organisation does not take part. Add it to the collaboration first.")
    COLOURS_TOO_WEAK = "colours_too_weak", _("The colours are not readable enough for everyone:")
    SLUG_TAKEN = "slug_taken", _("This address is already used. Choose another one.")
    NOT_READY_TO_PUBLISH = (
        "not_ready_to_publish",
        _("Write an introduction and enter a contact address before publishing the collaboration."),
    )
    COLUMNS_MISSING = "columns_missing", _("The file must contain people’s names. Choose the columns for:")
    COLUMN_TWICE = "column_twice", _("The same column was chosen twice:")
    NO_ROWS = "no_rows", _("The file has headings but no rows. Add the people below the headings.")
    ROWS_HAVE_ERRORS = (
        "rows_have_errors",
        _("Some rows have errors. Correct them in the file and upload it again, or choose to leave them out."),
    )
    NOTHING_TO_DO = (
        "nothing_to_do",
        _("Nothing would change: everyone in the file is already here with the same details."),
    )
    CHANGED_SINCE_PREVIEW = (
        "changed_since_preview",
        _("Someone changed the register after you saw the preview. Check it again before you carry it out."),
    )
    ALREADY_APPLIED = "already_applied", _("The import has already been carried out.")
    NOT_APPLIED = "not_applied", _("Only an import that has been carried out can be undone.")
    ROWS_CLEARED = (
        "rows_cleared",
        _("The rows of this file have been cleared because they were old or included someone who has been erased."),
    )


class WhyNotInvite(TextChoices):
    """Why somebody of many is not invited to log in."""

    LOGS_IN = "logs_in", _("Has a log-in already.")
    NO_EMAIL = "no_email", _("Has no email address here. Add one on the person’s page.")
    EMAIL_OF_ANOTHER = "email_of_another", _("Has the same email address as somebody else. Everyone needs their own.")
    ONESELF = "oneself", _("That is you: somebody else must do it.")
