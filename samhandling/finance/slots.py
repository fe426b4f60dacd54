"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.core.api.scopes import room_scopes
from samhandling.core.navigation import Creation, Group, NavItem
from samhandling.core.slots import Filling, Fragment
from samhandling.finance.permissions import can_keep_accounts
from samhandling.finance.selectors.calendar import calendar_events
from samhandling.finance.selectors.checks import check_finance
from samhandling.finance.selectors.search import search
from samhandling.finance.selectors.ties import ties_of_organisation, ties_of_party
from samhandling.finance.selectors.waiting import waiting
from samhandling.finance.services.ties import merge_organisation

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    return [NavItem(_("Finance"), reverse("finance:overview", args=[collaboration.slug]), 30, Group.AGREEMENT)]


def create(viewer: "Viewer", collaboration: "Collaboration") -> list[Creation]:
    if not can_keep_accounts(viewer, collaboration.pk):
        return []
    return [Creation(_("Joint project"), reverse("finance:project_new", args=[collaboration.slug]), 50)]


SLOTS: dict[str, Filling] = {
    "check": check_finance,
    "api.scopes": room_scopes(
        "finance",
        gettext_lazy("Read fees, shared costs and projects, and try out cost keys"),
        gettext_lazy("Keep the index and the budgets of projects, and record what parties have decided on projects"),
    ),
    "collaboration.nav": nav,
    "frame.create": create,
    "home.waiting": waiting,
    "search.sources": search,
    "calendar.events": calendar_events,
    "party.ties": ties_of_party,
    "organisation.ties": ties_of_organisation,
    "organisation.merge": merge_organisation,
    "annex.panels": Fragment("finance:annex_panel", gettext_lazy("What the annex costs")),
    "organisation.panels": Fragment("finance:organisation_panel", gettext_lazy("What we pay")),
}
