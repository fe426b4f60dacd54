"""What this room puts in which slot."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.core.api.scopes import room_scopes
from samhandling.core.navigation import Creation, Group, NavItem
from samhandling.core.slots import Filling
from samhandling.organisations.permissions import can_administer, is_member
from samhandling.organisations.selectors.access import coordinates_somewhere
from samhandling.organisations.selectors.checks import check_address_book
from samhandling.organisations.selectors.granted_access import sees_granted
from samhandling.organisations.selectors.people import names_of_people
from samhandling.organisations.selectors.search import search
from samhandling.organisations.selectors.waiting import waiting
from samhandling.organisations.services.contacts import remove_overdue_contact_points
from samhandling.organisations.services.erasure import forget_old_imports
from samhandling.organisations.services.register import load_register

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """Organisations for all, people for members, settings for the coordinator."""
    items = [NavItem(_("Organisations"), _address("list", collaboration), 10, Group.REGISTER)]
    if is_member(viewer, collaboration.pk):
        items.append(NavItem(_("People"), _address("people", collaboration), 20, Group.REGISTER))
    if sees_granted(viewer, collaboration):
        items.append(NavItem(_("Access granted"), _address("granted", collaboration), 20, Group.SETTINGS))
    if can_administer(viewer, collaboration.pk):
        items.append(NavItem(_("Settings"), _address("settings", collaboration), 10, Group.SETTINGS))
    return items


def create(viewer: "Viewer", collaboration: "Collaboration") -> list[Creation]:
    if not can_administer(viewer, collaboration.pk):
        return []
    return [
        Creation(_("Person"), _address("person_create", collaboration), 60),
        Creation(_("Organisation"), _address("create", collaboration), 70),
    ]


def tick(now: datetime) -> None:
    """What time takes away: contact points that should not be kept, and old uploads."""
    remove_overdue_contact_points(now)
    forget_old_imports(now)


def _address(name: str, collaboration: "Collaboration") -> str:
    return reverse(f"organisations:{name}", args=[collaboration.slug])


SLOTS: dict[str, Filling] = {
    "setup": load_register,
    "tick": tick,
    "check": check_address_book,
    "api.scopes": room_scopes(
        "organisations",
        gettext_lazy("Read collaborations, organisations and people"),
        gettext_lazy("Add and edit organisations, people and contact details"),
    ),
    "account.second_factor": coordinates_somewhere,
    "collaboration.nav": nav,
    "frame.create": create,
    "home.waiting": waiting,
    "search.sources": search,
    "history.persons": names_of_people,
}
