"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.agreements.permissions import can_create
from samhandling.agreements.selectors.calendar import calendar_events
from samhandling.agreements.selectors.checks import check_agreements
from samhandling.agreements.selectors.days import days_of_agreements
from samhandling.agreements.selectors.notices import deadlines, tellings
from samhandling.agreements.selectors.search import search
from samhandling.agreements.selectors.ties import ties_of_organisation
from samhandling.agreements.selectors.waiting import waiting
from samhandling.agreements.services.agreement import close_when_due
from samhandling.agreements.services.merging import merge_organisation
from samhandling.agreements.services.undoing import undo
from samhandling.core.api.scopes import room_scopes
from samhandling.core.navigation import Creation, Group, NavItem
from samhandling.core.slots import Filling

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """The agreements, and what they say should be done."""
    return [
        NavItem(_("Agreements"), reverse("agreements:list", args=[collaboration.slug]), 10, Group.AGREEMENT),
        NavItem(
            _("Duties and reviews"), reverse("agreements:follow_up", args=[collaboration.slug]), 10, Group.FOLLOW_UP
        ),
    ]


def create(viewer: "Viewer", collaboration: "Collaboration") -> list[Creation]:
    if not can_create(viewer, collaboration.pk):
        return []
    return [Creation(_("Agreement"), reverse("agreements:new", args=[collaboration.slug]), 40)]


SLOTS: dict[str, Filling] = {
    "tick": close_when_due,
    "check": check_agreements,
    "api.scopes": room_scopes(
        "agreements",
        gettext_lazy("Read agreements: their text, who has ratified them, and what follows from them"),
        gettext_lazy("Record what councils have decided and that duties are done, and comment on drafts"),
    ),
    "collaboration.nav": nav,
    "collaboration.days": days_of_agreements,
    "notices": tellings,
    "notices.deadlines": deadlines,
    "frame.create": create,
    "home.waiting": waiting,
    "undo": undo,
    "search.sources": search,
    "calendar.events": calendar_events,
    "organisation.ties": ties_of_organisation,
    "organisation.merge": merge_organisation,
}
