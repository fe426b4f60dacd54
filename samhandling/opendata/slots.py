"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Group, NavItem
from samhandling.core.slots import Filling
from samhandling.opendata.permissions import can_follow
from samhandling.opendata.selectors.checks import check_calendars
from samhandling.opendata.selectors.feeds import calendar_doors
from samhandling.opendata.services.feeds import forget_person, merge_organisation

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """One's calendars, for those with access: at the foot of every page here."""
    if not can_follow(viewer, collaboration.pk):
        return []
    return [NavItem(_("Calendars"), reverse("opendata:feeds", args=[collaboration.slug]), 60, Group.FOOT)]


def footer() -> list[tuple[str, str]]:
    return [(_("Open data"), reverse("opendata:overview"))]


SLOTS: dict[str, Filling] = {
    "collaboration.nav": nav,
    "frame.footer": footer,
    "account.doors": calendar_doors,
    "check": check_calendars,
    "organisation.merge": merge_organisation,
    "person.erase": forget_person,
}
