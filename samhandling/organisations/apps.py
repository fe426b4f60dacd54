from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "collaboration.founded": _("Began the collaboration"),
    "collaboration.changed": _("Changed the settings"),
    "collaboration.contact_changed": _("Changed whom to ask"),
    "collaboration.published": _("Published the collaboration"),
    "collaboration.unpublished": _("Took the collaboration back from the public"),
    "organisation.registered": _("Read the organisation from the national register"),
    "organisation.register_corrected": _("Corrected the organisation by the national register"),
    "organisation.created": _("Added the organisation"),
    "organisation.changed": _("Changed the organisation"),
    "organisation.merged": _("Merged another organisation into this one"),
    "organisation.joined": _("Let the organisation take part"),
    "organisation.left": _("Ended the organisation's participation"),
    "organisation.participation_removed": _("Removed the organisation from those who take part"),
    "contact.added": _("Added a way of contact"),
    "contact.changed": _("Changed a way of contact"),
    "contact.removed": _("Removed a way of contact"),
    "contact.expired": _("Removed a way of contact that should not be kept any longer"),
    "population.added": _("Added population figures from a file"),
    "person.created": _("Added %(person)s"),
    "person.changed": _("Changed the details of %(person)s"),
    "person.imported": _("Read %(person)s from a file"),
    "person.corrected": _("Corrected the details of %(person)s"),
    "person.former_removed": _("Removed former details of %(person)s"),
    "person.changed_by_import": _("Changed the details of %(person)s from a file"),
    "person.set_back": _("Set the details of %(person)s back as they were before the import"),
    "person.import_undone": _("Removed %(person)s, since the import was taken back"),
    "person.linked": _("Linked a log-in to %(person)s"),
    "person.unlinked": _("Removed the log-in from %(person)s"),
    "person.merged": _("Merged another entry into %(person)s"),
    "person.erased": _("Erased %(person)s"),
    "import.uploaded": _("Uploaded a file of people"),
    "import.columns_chosen": _("Chose what the columns of the file hold"),
    "import.applied": _("Carried out the import"),
    "import.undone": _("Took the import back"),
    "access.coordinator_given": _("Gave the role of coordinator"),
    "access.coordinator_taken": _("Took back the role of coordinator"),
    "access.finance_given": _("Gave the role of finance officer"),
    "access.finance_taken": _("Took back the role of finance officer"),
    "access.evaluator_given": _("Gave the role of evaluator"),
    "access.evaluator_taken": _("Took back the role of evaluator"),
    "access.reader_given": _("Gave the role of reader"),
    "access.reader_taken": _("Took back the role of reader"),
    "access.party_given": _("Let the user answer for a party"),
    "access.party_taken": _("Took back that the user answers for a party"),
}
FIELDS: dict[str, str | Promise] = {
    "name": _("Name"),
    "introduction": _("Introduction"),
    "accent": _("Main colour"),
    "support": _("Supporting colour"),
    "is_example": _("Made-up example"),
    "display_name": _("Name for display"),
    "formal_name": _("Formal name"),
    "kind": _("Kind"),
    "sector": _("Sector"),
    "organisation_number": _("Organisation number"),
    "parent": _("Lies below"),
    "answers_for": _("Answers for"),
    "joined_on": _("From"),
    "left_on": _("To"),
    "merged": _("Merged"),
    "rows": _("Rows"),
    "kept": _("Left as they were"),
    "new": _("New"),
    "changed": _("Changed"),
    "same": _("Already there"),
    "error": _("With errors"),
}
SCOPES = (
    _("Read collaborations, organisations and people"),
    _("Add and change organisations, people and ways of contact"),
)


class OrganisationsConfig(AppConfig):
    name = "samhandling.organisations"
    label = "organisations"

    def ready(self) -> None:
        # tables may be imported first when all apps are there
        from samhandling.core.api.scopes import room_scopes
        from samhandling.core.history import tell
        from samhandling.core.slots import fill
        from samhandling.organisations import offers
        from samhandling.organisations.enums import Kind, Sector
        from samhandling.organisations.selectors.access import coordinates_somewhere
        from samhandling.organisations.selectors.checks import check_address_book
        from samhandling.organisations.selectors.people import names_of_people
        from samhandling.organisations.services.register import load_register

        fill("setup", load_register)
        fill("account.second_factor", coordinates_somewhere)
        fill("collaboration.nav", offers.nav)
        fill("home.waiting", offers.waiting)
        fill("search.sources", offers.search)
        fill("history.persons", names_of_people)
        fill("tick", offers.tick)
        fill("check", check_address_book)
        fill("api.scopes", room_scopes("organisations", *SCOPES))
        tell(SENTENCES, FIELDS, {"kind": Kind.choices, "sector": Sector.choices})
