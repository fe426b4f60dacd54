from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "samhandling.finance"
    label = "finance"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.core.slots import Fragment, fill
        from samhandling.finance import history
        from samhandling.finance.selectors import slots
        from samhandling.finance.selectors.navigation import nav_items
        from samhandling.finance.services.ties import merge_organisation

        tell(history.SENTENCES, history.FIELDS, history.WORDS)
        fill("collaboration.nav", nav_items)
        fill("home.waiting", slots.waiting_for)
        fill("search.sources", slots.search)
        fill("party.ties", slots.ties_of_party)
        fill("organisation.ties", slots.ties_of_organisation)
        fill("organisation.merge", merge_organisation)
        fill("organisation.panels", Fragment("finance:organisation_panel", _("What we pay")))
