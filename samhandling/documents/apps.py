from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

SCOPES = (
    _("Read documents that you may read, and the register of your organisation"),
    _("Draw up documents, change, share and publish them"),
)


class DocumentsConfig(AppConfig):
    name = "samhandling.documents"
    label = "documents"

    def ready(self) -> None:
        from samhandling.core.api.scopes import room_scopes
        from samhandling.core.history import tell
        from samhandling.core.slots import Fragment, fill
        from samhandling.documents import history, offers
        from samhandling.documents.selectors.checks import check_documents
        from samhandling.documents.selectors.people import extract_of_person
        from samhandling.documents.services.ties import forget_person, merge_organisation

        tell(history.SENTENCES, history.FIELDS, history.WORDS)
        fill("check", check_documents)
        fill("api.scopes", room_scopes("documents", *SCOPES))
        fill("collaboration.nav", offers.nav)
        fill("search.sources", offers.search)
        fill("home.waiting", offers.waiting)
        fill("organisation.panels", Fragment("documents:organisation_panel", _("Documents")))
        fill("organisation.merge", merge_organisation)
        fill("person.extract", extract_of_person)
        fill("person.erase", forget_person)
