from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "samhandling.documents"
    label = "documents"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.core.slots import Fragment, fill
        from samhandling.documents import history, offers
        from samhandling.documents.selectors.people import extract_of_person
        from samhandling.documents.services.ties import forget_person, merge_organisation

        tell(history.SENTENCES, history.FIELDS, history.WORDS)
        fill("collaboration.nav", offers.nav)
        fill("search.sources", offers.search)
        fill("organisation.panels", Fragment("documents:organisation_panel", _("Documents")))
        fill("organisation.merge", merge_organisation)
        fill("person.extract", extract_of_person)
        fill("person.erase", forget_person)
