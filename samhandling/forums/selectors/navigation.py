"""What this room lays in the frame's slots: its place in the menu, and what the search finds."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit, NavItem
from samhandling.forums.models import Appointment, Forum
from samhandling.forums.permissions import appointments_visible_to, visible_to
from samhandling.forums.selectors.words import period_in_words
from samhandling.lib.periods import Period
from samhandling.organisations.models import Person
from samhandling.organisations.permissions import collaborations_visible_to

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
    return (hits + _seat_holders(viewer, query, limit - len(hits))) if len(hits) < limit else hits


def _seat_holders(viewer: "Viewer", query: str, limit: int) -> list[Hit]:
    """So many people, in the order of their names, stand for at least so many seats: only theirs are looked up.

    The names are read in order out of one index (`person_search`) until there are enough of them. What else is
    asked of a person is asked as EXISTS, of those whose name fits: as a join SQLite would begin with it.
    """
    seated = Exists(Appointment.objects.filter(person=OuterRef("pk")))
    seen = Exists(collaborations_visible_to(viewer).filter(pk=OuterRef("collaboration")))
    people = Person.objects.filter(_all_words("search_key", query), seated, seen, erased_at=None).order_by(
        "sort_key", "pk"
    )
    sitting = (
        appointments_visible_to(viewer)
        .filter(person__in=people.values("pk")[:limit])
        .select_related("person", "seat__forum__collaboration")
        .order_by("person__sort_key", "person", "-starts_on", "pk")
    )
    return [_seat_holder(one) for one in sitting[:limit]]


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
