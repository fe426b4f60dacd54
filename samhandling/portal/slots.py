"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Group, NavItem
from samhandling.core.slots import Filling
from samhandling.organisations.permissions import parties_of
from samhandling.portal.selectors.own import name_of_ours

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """Home: the overview, the days, the papers, and for those who answer for an organisation, that one."""
    pages = [
        (_("Overview"), "portal:collaboration"),
        (_("Calendar"), "portal:coming"),
        (_("Papers of forums"), "portal:papers"),
    ]
    if parties_of(viewer, collaboration.pk):
        pages.append((name_of_ours(viewer, collaboration), "portal:our_organisation"))
    return [
        NavItem(text, reverse(page, args=[collaboration.slug]), order, Group.HOME)
        for order, (text, page) in enumerate(pages)
    ]


SLOTS: dict[str, Filling] = {
    "collaboration.nav": nav,
}
