from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

SCOPES = (
    _("Read fees, shared costs and projects, and try cost keys out"),
    _("Keep the index and the budgets of projects, and record what parties have decided on projects"),
)


class FinanceConfig(AppConfig):
    name = "samhandling.finance"
    label = "finance"

    def ready(self) -> None:
        from samhandling.core.api.scopes import room_scopes
        from samhandling.core.history import tell
        from samhandling.core.slots import Fragment, fill
        from samhandling.finance import history
        from samhandling.finance.selectors import slots
        from samhandling.finance.selectors.calendar import calendar_events
        from samhandling.finance.selectors.checks import check_finance
        from samhandling.finance.selectors.navigation import nav_items
        from samhandling.finance.selectors.waiting import waiting_for
        from samhandling.finance.services.ties import merge_organisation

        tell(history.SENTENCES, history.FIELDS, history.WORDS, history.UNITS)
        fill("api.scopes", room_scopes("finance", *SCOPES))
        fill("collaboration.nav", nav_items)
        fill("home.waiting", waiting_for)
        fill("check", check_finance)
        fill("calendar.events", calendar_events)
        fill("search.sources", slots.search)
        fill("party.ties", slots.ties_of_party)
        fill("organisation.ties", slots.ties_of_organisation)
        fill("organisation.merge", merge_organisation)
        fill("annex.panels", Fragment("finance:annex_panel", _("What the annex costs")))
        fill("organisation.panels", Fragment("finance:organisation_panel", _("What we pay")))
