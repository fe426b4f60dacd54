"""What this room lays in the slots of the rooms that show it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.navigation import Hit, NavItem, Waiting
from samhandling.core.search import SearchWish
from samhandling.organisations.permissions import (
    access_of,
    can_administer,
    collaborations_visible_to,
    is_coordinator,
    is_member,
)
from samhandling.organisations.selectors.granted import sees_granted
from samhandling.organisations.selectors.organisations import organisations_found
from samhandling.organisations.selectors.people import overdue_counts, people_found
from samhandling.organisations.services.contacts import remove_overdue_contact_points
from samhandling.organisations.services.erasure import forget_old_imports

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """Organisations for all, people for members, settings for the coordinator."""
    items = [NavItem(_("Organisations"), _address("list", collaboration), 30)]
    if is_member(viewer, collaboration.pk):
        items.append(NavItem(_("People"), _address("people", collaboration), 40))
    if sees_granted(viewer, collaboration):
        items.append(NavItem(_("Given access"), _address("granted", collaboration), 80, at_foot=True))
    if can_administer(viewer, collaboration.pk):
        items.append(NavItem(_("Settings"), _address("settings", collaboration), 90))
    return items


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:
    """People whose time has run out, for the coordinator to decide about."""
    mine = [pk for pk in access_of(viewer).roles if is_coordinator(viewer, pk)]
    counts = overdue_counts(mine, today) if mine else {}
    found = collaborations_visible_to(viewer).filter(pk__in=counts) if counts else []
    return [
        Waiting(
            ngettext(
                "Decide about %(count)d person who should not be kept any longer",
                "Decide about %(count)d people who should not be kept any longer",
                counts[collaboration.pk],
            )
            % {"count": counts[collaboration.pk]},
            _address("retention", collaboration),
            collaboration.pk,
        )
        for collaboration in found
    ]


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """Organisations within collaborations one may see, and people within one's own."""
    organisations = [
        Hit(
            found.name,
            found.collaboration,
            reverse("organisations:detail", args=[found.slug, found.organisation]),
            _("Organisations"),
        )
        for found in organisations_found(viewer, wish)
    ]
    people = [
        Hit(
            found.name,
            ", ".join(filter(None, [found.title, found.organisation, found.collaboration])),
            reverse("organisations:person", args=[found.slug, found.pk]),
            _("People"),
        )
        for found in people_found(viewer, wish)
    ]
    return [*organisations, *people]


def tick(now: datetime) -> None:
    """What time takes away: contact points that should not be kept, and old uploads."""
    remove_overdue_contact_points(now)
    forget_old_imports(now)


def _address(name: str, collaboration: "Collaboration") -> str:
    return reverse(f"organisations:{name}", args=[collaboration.slug])
