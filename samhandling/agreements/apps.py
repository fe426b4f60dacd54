from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samhandling.core.slots import fill

SCOPES = (
    _("Read agreements, with what they say, who has ratified them, and what follows from them"),
    _("Write agreements, record decisions, duties and reviews, and comment on drafts"),
)


class AgreementsConfig(AppConfig):
    name = "samhandling.agreements"
    label = "agreements"

    def ready(self) -> None:
        from samhandling.agreements import history
        from samhandling.agreements.selectors import slots
        from samhandling.agreements.selectors.calendar import calendar_events
        from samhandling.agreements.selectors.checks import check_agreements
        from samhandling.agreements.selectors.waiting import waiting
        from samhandling.agreements.services.agreement import close_when_due
        from samhandling.agreements.services.merging import merge_organisation
        from samhandling.core.api.scopes import room_scopes
        from samhandling.core.history import tell

        tell(history.SENTENCES, history.FIELDS, history.WORDS)
        fill("collaboration.nav", slots.nav_items)
        fill("search.sources", slots.hits)
        fill("home.waiting", waiting)
        fill("calendar.events", calendar_events)
        fill("organisation.ties", slots.ties_of_organisation)
        fill("organisation.merge", merge_organisation)
        fill("tick", close_when_due)
        fill("check", check_agreements)
        fill("api.scopes", room_scopes("agreements", *SCOPES))
