"""What this room lays in the frame's slots: its place in the menu, and what the search finds."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit, NavItem
from samhandling.forums.models import Appointment, Forum
from samhandling.forums.permissions import appointments_visible_to, visible_to
from samhandling.forums.selectors.words import period_in_words
from samhandling.lib.periods import Period

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav_items(viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:  # noqa: ARG001 - the slot's signature
    return [NavItem(_("Forums"), reverse("forums:list", kwargs={"collaboration": collaboration.slug}), order=20)]


def search_forums(viewer: "Viewer", query: str, limit: int) -> list[Hit]:
    """Forums by name and abbreviation, then people through the seats they hold or have held. Never papers."""
    if not query.split():
        return []
    found = visible_to(viewer).filter(_all_words("search_key", query)).select_related("collaboration", "type")
    hits = [
        Hit(text=forum.name, detail=str(forum.collaboration), url=_address(forum), kind=_("Forum"))
        for forum in found[:limit]
    ]
    sitting = (
        appointments_visible_to(viewer)
        .filter(_all_words("person__search_key", query), person__erased_at=None)
        .select_related("person", "seat__forum__collaboration")
        .order_by("person__sort_key", "-starts_on")
    )
    return (hits + [_seat_holder(one) for one in sitting[: limit - len(hits)]]) if len(hits) < limit else hits


def _all_words(field: str, query: str) -> Q:
    wanted = Q()
    for word in query.split():
        wanted &= Q(**{f"{field}__contains": word})
    return wanted


def _seat_holder(appointment: Appointment) -> Hit:
    forum = appointment.seat.forum
    term = period_in_words(Period(appointment.starts_on, appointment.ends_on))
    return Hit(text=str(appointment.person), detail=f"{forum.name}, {term}", url=_address(forum), kind=_("Seat"))


def _address(forum: Forum) -> str:
    return reverse("forums:detail", kwargs={"collaboration": forum.collaboration.slug, "pk": forum.pk})
