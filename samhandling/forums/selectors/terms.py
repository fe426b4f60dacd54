"""What is vacant and what ends: the list, the export, and what waits for somebody because of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext

from samhandling.core.leafing import Leafed
from samhandling.core.navigation import Waiting
from samhandling.core.prepared import Prepared
from samhandling.forums.domain.terms import Ending, endings_by_day, is_pressing
from samhandling.forums.enums import SeatKind
from samhandling.forums.models import Appointment, Seat
from samhandling.forums.permissions import appointments_visible_to, seats_visible_to, secretary_of
from samhandling.forums.selectors.seats import SeatOnDay, empty_seats, leafed_empty_seats, vacant_on
from samhandling.forums.selectors.words import number_first
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of, parties_as_values, rows_of_parties

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SPANS = (30, 90, 180, 365)
DEFAULT_SPAN = 90
ROWS_ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked the list for. None means all."""

    on: date
    days: int = DEFAULT_SPAN
    forum: int | None = None
    party: int | None = None

    @property
    def until(self) -> date:
        return self.on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class EndingTerm:
    appointment: Appointment
    has_successor: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """The two lists. Each is read when somebody reads in it, and only as far."""

    vacant: Leafed[SeatOnDay]
    ending: Leafed[EndingTerm]


@dataclass(frozen=True, slots=True)
class TermsOnPages:
    """The two lists a page at a time: a county's terms end all on one day, and they are hundreds."""

    vacant: tuple[SeatOnDay, ...]
    vacant_page: Page[tuple[int, str]]
    ending: tuple[EndingTerm, ...]
    ending_page: Page[Appointment]
    vacant_deputies: int

    @property
    def vacant_count(self) -> int:
        return self.vacant_page.paginator.count

    @property
    def ending_count(self) -> int:
        return self.ending_page.paginator.count


def terms_of(viewer: "Viewer", collaboration: "Collaboration", wish: Wish) -> Terms:
    """Both lists, for the tables that one takes along and for programs. A query for each that is read."""
    seats = seats_visible_to(viewer).filter(_wished(collaboration, wish))
    ending = _ending(_appointments(viewer, collaboration, wish), wish.on, wish.until)
    vacant = _in_order(vacant_on(seats, wish.on))
    return Terms(vacant=leafed_empty_seats(vacant, wish.on), ending=Leafed(ending, _terms))


def terms_on_pages(
    viewer: "Viewer", collaboration: "Collaboration", wish: Wish, *, vacant_page: str | None, ending_page: str | None
) -> TermsOnPages:
    """The lists as somebody leafs through them. Four queries, however long they are."""
    seats = seats_visible_to(viewer).filter(_wished(collaboration, wish))
    keys = list(_in_order(vacant_on(seats, wish.on)).values_list("pk", "kind"))
    vacant = Paginator(keys, ROWS_ON_A_PAGE).get_page(vacant_page)
    found = _ending(_appointments(viewer, collaboration, wish), wish.on, wish.until)
    ending = Paginator(found, ROWS_ON_A_PAGE).get_page(ending_page)
    return TermsOnPages(
        vacant=_vacant(Seat.objects.filter(pk__in=[key for key, _kind in vacant.object_list]), wish.on),
        vacant_page=vacant,
        ending=_terms(ending.object_list),
        ending_page=ending,
        vacant_deputies=sum(kind == SeatKind.DEPUTY for _key, kind in keys),
    )


def choices_of(viewer: "Viewer", collaboration: "Collaboration") -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The forums and the parties that one may filter by: those that have seats. One query."""
    seats = seats_visible_to(viewer).filter(forum__collaboration=collaboration).order_by()
    rows = seats.values_list(
        "forum",
        "forum__name",
        "forum__sort_key",
        "organisation",
        "organisation__display_name",
        "organisation__sort_key",
    ).distinct()
    forums, parties = set(), set()
    for forum, name, order, party, party_name, party_order in rows:
        forums.add((order, forum, name))
        if party is not None:
            parties.add((party_order, party, party_name))
    return [(pk, name) for _order, pk, name in sorted(forums)], [(pk, name) for _order, pk, name in sorted(parties)]


def _appointments(viewer: "Viewer", collaboration: "Collaboration", wish: Wish) -> QuerySet[Appointment]:
    return appointments_visible_to(viewer).filter(_wished(collaboration, wish, "seat__"))


def _wished(collaboration: "Collaboration", wish: Wish, to_seat: str = "") -> Q:
    """For seats, or with the way there for what hangs on them. Joined: so the database begins with the forums."""
    wished = Q(**{f"{to_seat}forum__collaboration": collaboration})
    if wish.forum is not None:
        wished &= Q(**{f"{to_seat}forum": wish.forum})
    if wish.party is not None:
        wished &= Q(**{f"{to_seat}organisation": wish.party})
    return wished


def _in_order(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    return seats.order_by("forum__type__position", "forum__sort_key", "forum_id", "-kind", "number")


def _vacant(seats: QuerySet[Seat], on: date) -> tuple[SeatOnDay, ...]:
    return tuple(empty_seats(_in_order(seats), on))


def _terms(appointments: Iterable[Appointment]) -> tuple[EndingTerm, ...]:
    return tuple(
        EndingTerm(one, one.has_successor)  # type: ignore[attr-defined]  # annotated by _ending
        for one in appointments
    )


def _ending(appointments: QuerySet[Appointment], on: date, until: date) -> QuerySet[Appointment]:
    """Those that run on the day and end not later than the other."""
    later = Appointment.objects.filter(seat=OuterRef("seat"), starts_on__gt=OuterRef("ends_on"))
    return (
        appointments.filter(
            Q(seat__forum__ends_on=None) | Q(seat__forum__ends_on__gt=on),
            starts_on__lte=on,
            ends_on__gte=on,
            ends_on__lte=until,
        )
        .annotate(has_successor=Exists(later))
        .select_related("seat__forum__collaboration", "seat__organisation", "person")
        .order_by("ends_on", "seat__forum__sort_key", "-seat__kind", "seat__number", "pk")
    )


# --- What waits for somebody -------------------------------------------------------------------------


def waiting_for(viewer: "Viewer", today: date) -> list[Waiting]:
    """Vacancies and ending terms: everything for the coordinator and the secretary, own seats for a party.

    Counted by the database: a region has a thousand seats, and one line is all that is told of each forum.
    """
    coordinated = [key for key, roles in access_of(viewer).roles.items() if Role.COORDINATOR in roles]
    kept, parties = secretary_of(viewer), parties_as_values(viewer)
    if not (coordinated or kept or parties):
        return []
    cared: dict[str, Any] = {"on": today, "coordinated": coordinated, "kept": kept, **parties}
    return _vacancies_waiting(_vacancies(**cared)) + _endings_waiting(_endings(until=Wish(today).until, **cared), today)


def _cared_for(coordinated: list[int], kept: list[int], parties: dict[str, Any], to_seat: str = "") -> Q:
    """The seats that are somebody's to fill; `to_seat` is the way to the seat from what is asked for."""
    cared = Q(**{f"{to_seat}forum__collaboration__in": coordinated}) | Q(**{f"{to_seat}forum__in": kept})
    return cared | rows_of_parties(parties, f"{to_seat}forum__collaboration", f"{to_seat}organisation")


_vacancies = Prepared(
    lambda on, coordinated, kept, **parties: (
        vacant_on(Seat.objects.filter(_cared_for(coordinated, kept, parties)), on)
        .order_by("forum__sort_key", "forum")
        .values_list("forum", "forum__name", "forum__collaboration", "forum__collaboration__slug")
        .annotate(count=Count("pk"))
    )
)
_endings = Prepared(
    lambda on, until, coordinated, kept, **parties: (
        _ending(Appointment.objects.filter(_cared_for(coordinated, kept, parties, "seat__")), on, until)
        .filter(has_successor=False)  # type: ignore[misc]  # annotated by _ending
        .order_by()
        .values_list("seat__forum__collaboration", "seat__forum__collaboration__slug", "ends_on")
    )
)


def _vacancies_waiting(counted: Iterable[tuple[int, str, int, str, int]]) -> list[Waiting]:
    return [
        Waiting(
            text=_vacancies_in_words(count, name),
            url=f"{_terms_address(slug)}?forum={forum}",
            collaboration_id=collaboration,
        )
        for forum, name, collaboration, slug, count in counted
    ]


def _vacancies_in_words(count: int, forum: str) -> str:
    text = ngettext("One seat in %(forum)s is vacant.", "%(number)s seats in %(forum)s are vacant.", count)
    return text % {"number": number_first(count), "forum": forum}


def _endings_waiting(rows: list[tuple[int, str, date]], today: date) -> list[Waiting]:
    """One line for each collaboration and day. Where a successor is appointed nothing waits."""
    slugs = {collaboration: slug for collaboration, slug, _day in rows}
    grouped = endings_by_day(Ending(collaboration, day) for collaboration, _slug, day in rows)
    return [
        Waiting(
            text=_ending_in_words(count, day),
            url=_terms_address(slugs[collaboration]),
            collaboration_id=collaboration,
            due_on=day,
            is_urgent=is_pressing(day, today),
        )
        for (collaboration, day), count in grouped.items()
    ]


def _ending_in_words(count: int, day: date) -> str:
    text = ngettext("One appointment ends on %(day)s.", "%(number)s appointments end on %(day)s.", count)
    return text % {"number": number_first(count), "day": date_format(day, "j F")}


def _terms_address(slug: str) -> str:
    return reverse("forums:terms", kwargs={"collaboration": slug})
