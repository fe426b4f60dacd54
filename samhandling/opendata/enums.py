"""The fixed words of this room: roles in open data, columns of its tables, and why a calendar is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody is in a forum, and an organisation in a collaboration, as open data says it."""

    MEMBER = "member", _("member")
    SUBSTITUTE = "substitute", _("substitute")
    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")
    PARTICIPANT = "participant", _("takes part in the collaboration")


class AreaKind(TextChoices):
    MUNICIPALITY = "municipality_area", _("the municipality as an area")
    COUNTY = "county_area", _("the county as an area")


class PartyColumn(TextChoices):
    """Parties and what they have decided. The value stands in the file's first row, the label is its description."""

    AGREEMENT_ID = "agreement_id", _("The agreement’s number here; the same in all files.")
    AGREEMENT = "agreement", _("The agreement’s title.")
    AGREEMENT_STATUS = "agreement_status", _("The state of the agreement: proposed, in_force or ended.")
    AGREEMENT_STARTS_ON = "agreement_starts_on", _("The agreement’s first day.")
    AGREEMENT_ENDS_ON = "agreement_ends_on", _("The agreement’s last day.")
    ORGANISATION_ID = "organisation_id", _("The party’s number here; the same in all files.")
    ORGANISATION = "organisation", _("The party’s name.")
    SCB_CODE = "scb_code", _("The municipality’s four digits or the county’s two, by Statistics Sweden.")
    ORGANISATION_NUMBER = "organisation_number", _("The organisation number, with a hyphen.")
    ROLE = "role", _("The party’s role: region, municipality or other.")
    DECISION = "decision", _("Its decision: ratified, ratified_with_note or declined. Empty: not yet.")
    DECIDED_BY = "decided_by", _("The body that decided.")
    DECIDED_ON = "decided_on", _("The date of the decision.")
    SECTION = "section", _("The section of the minutes.")
    REGISTRATION_NUMBER = "registration_number", _("The registration number of the matter.")


class DutyColumn(TextChoices):
    AGREEMENT_ID = "agreement_id", _("The agreement’s number here; the same in all files.")
    AGREEMENT = "agreement", _("The agreement’s title.")
    DUTY_ID = "duty_id", _("The duty’s number here.")
    CLAUSE = "clause", _("The number of the clause the duty is based on.")
    AREA = "area", _("The area of collaboration.")
    WHAT = "what", _("What must be done.")
    OWNER_ID = "owner_id", _("The number of the responsible organisation.")
    OWNER = "owner", _("Who is responsible: an organisation’s name.")
    OWNER_IN_WORDS = "owner_in_words", _("Who is responsible, in the agreement’s own words.")
    DUE_ON = "due_on", _("The day it is due.")
    DUE_IN_WORDS = "due_in_words", _("When it is due, in the agreement’s own words.")
    EVIDENCE = "evidence", _("What shows that it is done.")
    LAW = "law", _("The law, for duties required by law.")
    LAW_SECTION = "law_section", _("The section of the law.")
    FULFILLED_ON = "fulfilled_on", _("The day it was done. Empty: not yet.")


class PopulationColumn(TextChoices):
    ORGANISATION_ID = "organisation_id", _("The municipality’s number here; the same in all files.")
    ORGANISATION = "organisation", _("The municipality’s name.")
    SCB_CODE = "scb_code", _("The municipality’s four digits, by Statistics Sweden.")
    REFERENCE_ON = "reference_on", _("The reference date of the population figure.")
    INHABITANTS = "inhabitants", _("The number of inhabitants.")
    TABLE = "table", _("The table it was taken from.")
    SOURCE = "source", _("Who published the table.")
    FETCHED_ON = "fetched_on", _("The day it was retrieved.")


class Refusal(TextChoices):
    """Why something may not be done with a calendar, and what to do instead."""

    ALREADY_OPEN = (
        "already_open",
        _("You already have this calendar. If you have lost its address, create a new one: the old one stops working."),
    )
    ALREADY_CLOSED = "already_closed", _("The calendar’s address has already stopped working.")
    NOT_A_PARTY = "not_a_party", _("The organisation does not take part in this collaboration. Choose another.")
    UNKNOWN = "unknown", _("There is no calendar at this address. Check that you copied all of it.")
    CLOSED = (
        "closed",
        _("This calendar has been closed. Remove it from your calendar app, or create a new one in the collaboration."),
    )
