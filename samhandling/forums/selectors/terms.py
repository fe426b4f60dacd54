"""What is vacant and what ends: the list, the export, and what waits for somebody because of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext

from samhandling.core.navigation import Waiting
from samhandling.forums.domain.terms import Ending, endings_by_day, is_pressing
from samhandling.forums.models import Appointment, Forum, Seat
from samhandling.forums.permissions import appointments_visible_to, seats_visible_to, secretary_of
from samhandling.forums.selectors.seats import SeatOnDay, with_holders
from samhandling.forums.selectors.words import number_first
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SPANS = (30, 90, 180, 365)
DEFAULT_SPAN = 90


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked the list for. None means all."""

    on: date
    days: int = DEFAULT_SPAN
    forum: int | None = None
    party: int | None = None


@dataclass(frozen=True, slots=True)
class EndingTerm:
    appointment: Appointment
    has_successor: bool


@dataclass(frozen=True, slots=True)
class Terms:
    vacant: tuple[SeatOnDay, ...]
    ending: tuple[EndingTerm, ...]


def terms_of(viewer: "Viewer", collaboration: "Collaboration", wish: Wish) -> Terms:
    """Three queries, however long the lists are."""
    seats = _wished(seats_visible_to(viewer).filter(forum__collaboration=collaboration), wish)
    return Terms(vacant=tuple(_vacant(seats, wish.on)), ending=tuple(_ending(viewer, seats, wish)))


def choices_of(viewer: "Viewer", collaboration: "Collaboration") -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The forums and the parties that one may filter by: those that have seats."""
    seats = seats_visible_to(viewer).filter(forum__collaboration=collaboration)
    forums = seats.order_by("forum__sort_key").values_list("forum", "forum__name").distinct()
    parties = (
        seats.exclude(organisation=None)
        .order_by("organisation__sort_key")
        .values_list("organisation", "organisation__display_name")
        .distinct()
    )
    return list(forums), [(pk, name) for pk, name in parties if pk is not None]


def _wished(seats: QuerySet[Seat], wish: Wish) -> QuerySet[Seat]:
    if wish.forum is not None:
        seats = seats.filter(forum=wish.forum)
    if wish.party is not None:
        seats = seats.filter(organisation=wish.party)
    return seats


def _vacant(seats: QuerySet[Seat], on: date) -> Iterable[SeatOnDay]:
    ordered = seats.order_by("forum__type__position", "forum__sort_key", "forum_id", "-kind", "number")
    return (seat for seat in with_holders(ordered, on) if seat.is_vacant)


def _ending(viewer: "Viewer", seats: QuerySet[Seat], wish: Wish) -> Iterable[EndingTerm]:
    later = Appointment.objects.filter(seat=OuterRef("seat"), starts_on__gt=OuterRef("ends_on"))
    found = (
        appointments_visible_to(viewer)
        .filter(
            Q(seat__forum__ends_on=None) | Q(seat__forum__ends_on__gt=wish.on),
            seat__in=seats.values("pk"),
            starts_on__lte=wish.on,
            ends_on__gte=wish.on,
            ends_on__lte=wish.on + timedelta(days=wish.days),
        )
        .annotate(has_successor=Exists(later))
        .select_related("seat__forum__collaboration", "seat__organisation", "person")
        .order_by("ends_on", "seat__forum__sort_key", "-seat__kind", "seat__number")
    )
    return (EndingTerm(appointment, appointment.has_successor) for appointment in found)


# --- What waits for somebody -------------------------------------------------------------------------


def waiting_for(viewer: "Viewer", today: date) -> list[Waiting]:
    """Vacancies and ending terms: everything for the coordinator and the secretary, own seats for a party."""
    seats = _seats_to_care_for(viewer)
    if seats is None:
        return []
    vacant = [found for found in with_holders(seats.order_by("forum__sort_key", "number"), today) if found.is_vacant]
    wish = Wish(today)
    return _vacancies_waiting(vacant) + _endings_waiting(list(_ending(viewer, seats, wish)), today)


def _seats_to_care_for(viewer: "Viewer") -> QuerySet[Seat] | None:
    access = access_of(viewer)
    coordinated = [key for key, roles in access.roles.items() if Role.COORDINATOR in roles]
    cared = Q(forum__collaboration__in=coordinated) | Q(forum__in=secretary_of(viewer))
    for collaboration, parties in access.parties.items():
        cared |= Q(forum__collaboration=collaboration, organisation__in=parties)
    if not (coordinated or access.parties or secretary_of(viewer)):
        return None
    return Seat.objects.filter(cared).select_related("forum__collaboration")


def _vacancies_waiting(vacant: Sequence[SeatOnDay]) -> list[Waiting]:
    by_forum: dict[int, list[Seat]] = {}
    for found in vacant:
        by_forum.setdefault(found.seat.forum_id, []).append(found.seat)
    return [_vacancy_waiting(seats[0].forum, len(seats)) for seats in by_forum.values()]


def _vacancy_waiting(forum: Forum, count: int) -> Waiting:
    text = ngettext("One seat in %(forum)s is vacant.", "%(number)s seats in %(forum)s are vacant.", count)
    return Waiting(
        text=text % {"number": number_first(count), "forum": forum.abbreviation or forum.name},
        url=f"{_terms_address(forum)}?forum={forum.pk}",
        collaboration_id=forum.collaboration_id,
    )


def _endings_waiting(terms: Sequence[EndingTerm], today: date) -> list[Waiting]:
    """One line for each collaboration and day. Where a successor is appointed nothing waits."""
    forums = {term.appointment.seat.forum.collaboration_id: term.appointment.seat.forum for term in terms}
    grouped = endings_by_day(
        Ending(term.appointment.seat.forum.collaboration_id, term.appointment.ends_on)
        for term in terms
        if not term.has_successor
    )
    return [
        Waiting(
            text=_ending_in_words(count, day),
            url=_terms_address(forums[collaboration_id]),
            collaboration_id=collaboration_id,
            due_on=day,
            is_urgent=is_pressing(day, today),
        )
        for (collaboration_id, day), count in grouped.items()
    ]


def _ending_in_words(count: int, day: date) -> str:
    text = ngettext("One appointment ends on %(day)s.", "%(number)s appointments end on %(day)s.", count)
    return text % {"number": number_first(count), "day": date_format(day, "j F")}


def _terms_address(forum: Forum) -> str:
    return reverse("forums:terms", kwargs={"collaboration": forum.collaboration.slug})
