"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Group, NavItem
from samhandling.core.slots import Filling

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    return [NavItem(_("Overview"), reverse("portal:collaboration", args=[collaboration.slug]), 0, Group.HOME)]


SLOTS: dict[str, Filling] = {
    "collaboration.nav": nav,
}
