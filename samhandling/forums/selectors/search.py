"""What the search finds among forums and those who sit there."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit
from samhandling.core.prepared import Prepared
from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.forums.models import Appointment, Forum
from samhandling.forums.selectors.in_words import period_in_words
from samhandling.lib.periods import Period
from samhandling.organisations.models import Collaboration, Person
from samhandling.organisations.permissions import access_of, shown
from samhandling.organisations.selectors.formerly import facts_then

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """Forums by name and abbreviation, then people through the seats they hold or have held. Never papers."""
    asked: dict[str, Any] = {"open_to": access_of(viewer).open_to, **wish.values}
    forums = [
        Hit(found.name, found.collaboration, _address(found.slug, found.pk), _("Forum")) for found in _forums(**asked)
    ]
    seats = list(_seat_holders(**asked)) if len(forums) < MOST_HITS else []
    if wish.on:
        seats = _as_on(wish.on, seats)
    return [*forums, *(_seat_holder(found) for found in seats)][:MOST_HITS]


def _as_on(on: date, seats: "list[_FoundSeat]") -> "list[_FoundSeat]":
    """Those who sat on the day first, under the names they had then."""
    then = facts_then([found.person for found in seats], on)
    named = [
        found._replace(given_name=then[found.person].given_name, family_name=then[found.person].family_name)
        if found.person in then
        else found
        for found in seats
    ]
    return sorted(named, key=lambda found: on not in Period(found.starts_on, found.ends_on))


class _FoundForum(NamedTuple):
    pk: int
    name: str
    slug: str
    collaboration: str


class _FoundSeat(NamedTuple):
    given_name: str
    family_name: str
    starts_on: date
    ends_on: date
    person: int
    forum: int
    forum_name: str
    slug: str


_forums = Prepared(
    _FoundForum,
    lambda open_to, words, within=None: Forum.objects.filter(
        shown(open_to, "collaboration__"), all_words(words), inside(within)
    ).values_list("pk", "name", "collaboration__slug", "collaboration__name")[:MOST_HITS],
)


def _sitting(
    open_to: Collection[int], words: Collection[str], within: Collection[int] | None = None
) -> "QuerySet[Appointment, Any]":
    """So many people, in the order of their names, stand for at least so many seats: only theirs are looked up.

    The names are read in order out of one index (`person_public_search`) until there are enough of them. What else
    is asked of a person is asked as EXISTS, of those whose name fits: as a join SQLite would begin with it.
    """
    seated = Exists(Appointment.objects.filter(person=OuterRef("pk")))
    visible = Exists(Collaboration.objects.filter(shown(open_to), pk=OuterRef("collaboration")))
    people = Person.objects.filter(
        all_words(words), inside(within), seated, visible, has_public_role=True, erased_at=None
    ).order_by("sort_key", "pk")
    return (
        Appointment.objects.filter(
            shown(open_to, "seat__forum__collaboration__"), person__in=people.values("pk")[:MOST_HITS]
        )
        .order_by("person__sort_key", "person", "-starts_on", "pk")
        .values_list(
            "person__given_name",
            "person__family_name",
            "starts_on",
            "ends_on",
            "person",
            "seat__forum",
            "seat__forum__name",
            "seat__forum__collaboration__slug",
        )[:MOST_HITS]
    )


_seat_holders = Prepared(_FoundSeat, _sitting)


def _seat_holder(found: _FoundSeat) -> Hit:
    detail = f"{found.forum_name}, {period_in_words(Period(found.starts_on, found.ends_on))}"
    return Hit(f"{found.given_name} {found.family_name}".strip(), detail, _address(found.slug, found.forum), _("Seat"))


def _address(slug: str, forum: int) -> str:
    return reverse("forums:detail", kwargs={"collaboration": slug, "pk": forum})
