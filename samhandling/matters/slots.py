"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.core.api.scopes import room_scopes
from samhandling.core.navigation import Creation, Group, Hit, NavItem
from samhandling.core.search import SearchWish
from samhandling.core.slots import Filling
from samhandling.matters.permissions import can_raise
from samhandling.matters.selectors.calendar import calendar_events
from samhandling.matters.selectors.checks import check_matters
from samhandling.matters.selectors.notices import deadlines, tellings
from samhandling.matters.selectors.search import matters_found
from samhandling.matters.selectors.ties import extract_of_person, ties_of_organisation, ties_of_party
from samhandling.matters.selectors.waiting import waiting
from samhandling.matters.services.ties import forget_person, merge_organisation, merge_person

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    return [
        NavItem(_("Matters"), reverse("matters:list", args=[collaboration.slug]), 10, Group.MATTERS),
        NavItem(_("Answers of the parties"), reverse("matters:matrix", args=[collaboration.slug]), 20, Group.MATTERS),
    ]


def create(viewer: "Viewer", collaboration: "Collaboration") -> list[Creation]:
    if not can_raise(viewer, collaboration.pk):
        return []
    return [Creation(_("Matter"), reverse("matters:new", args=[collaboration.slug]), 10)]


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """What may be read may change with the day."""
    return matters_found(viewer, wish, timezone.localdate())


SLOTS: dict[str, Filling] = {
    "check": check_matters,
    "api.scopes": room_scopes(
        "matters",
        gettext_lazy("Read matters and the parties’ answers, as far as the user may"),
        gettext_lazy("Answer recommendations"),
    ),
    "collaboration.nav": nav,
    "frame.create": create,
    "notices": tellings,
    "notices.deadlines": deadlines,
    "home.waiting": waiting,
    "search.sources": search,
    "calendar.events": calendar_events,
    "organisation.ties": ties_of_organisation,
    "organisation.merge": merge_organisation,
    "party.ties": ties_of_party,
    "person.extract": extract_of_person,
    "person.erase": forget_person,
    "person.merge": merge_person,
}
