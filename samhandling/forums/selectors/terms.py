"""What is vacant and what ends: the list, the export, and what waits for somebody because of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from samhandling.core.paged_rows import Leafed
from samhandling.core.prepared import Prepared, Row
from samhandling.forums.domain.appointments import day_after
from samhandling.forums.enums import SeatKind
from samhandling.forums.models import Appointment, Seat
from samhandling.forums.permissions import appointments_visible_to, seats_visible_to
from samhandling.forums.selectors.seats import SeatOnDay, leafed_empty_seats, vacant_on, with_neighbours
from samhandling.organisations.permissions import access_of, shown
from samhandling.organisations.selectors.formerly import Facts, as_they_were, facts_then

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SPANS = (30, 90, 180, 365)
DEFAULT_SPAN = 90
ROWS_ON_A_PAGE = 30  # of each of the two lists
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


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
class SeatRow:
    """What a row of either list tells about its seat."""

    forum: int
    forum_name: str
    kind: str
    number: int
    party: int | None
    party_name: str | None

    @property
    def in_words(self) -> str:
        return f"{SeatKind(self.kind).label}{NO_BREAK_SPACE}{self.number}"


@dataclass(frozen=True, slots=True)
class VacantRow:
    seat: SeatRow
    vacant_since: date
    next_starts_on: date | None


@dataclass(frozen=True, slots=True)
class EndingRow:
    seat: SeatRow
    person: int
    person_name: str | None  # None once the person has been erased
    ends_on: date
    has_successor: bool


@dataclass(frozen=True, slots=True)
class TermsOnPages:
    """The two lists a page at a time: a county's terms end all on one day, and they are hundreds."""

    vacant: list[VacantRow]
    vacant_page: Page[tuple[int, str]]
    ending: list[EndingRow]
    ending_page: Page[tuple[int]]
    vacant_deputies: int

    @property
    def vacant_count(self) -> int:
        return self.vacant_page.paginator.count

    @property
    def ending_count(self) -> int:
        return self.ending_page.paginator.count


def terms_of(viewer: "Viewer", collaboration: "Collaboration", wish: Wish) -> Terms:
    """Both lists, for the tables that one takes along and for programs. A query for each that is read."""
    where = _where(collaboration, wish)
    seats = seats_visible_to(viewer).filter(_wished(**where))
    appointments = appointments_visible_to(viewer).filter(_wished("seat__", **where))
    ending = ending_between(appointments, wish.on, wish.until)
    vacant = _in_order(vacant_on(seats, wish.on))
    return Terms(vacant=leafed_empty_seats(vacant, wish.on), ending=Leafed(ending, lambda part: _terms(part, wish.on)))


def terms_on_pages(
    viewer: "Viewer", collaboration: "Collaboration", wish: Wish, *, vacant_page: str | None, ending_page: str | None
) -> TermsOnPages:
    """The lists as somebody leafs through them. Five queries, however long they are."""
    asked: dict[str, Any] = {"open_to": access_of(viewer).open_to, "on": wish.on, **_where(collaboration, wish)}
    vacant_keys = _vacant(**asked)
    vacant = Paginator(vacant_keys, ROWS_ON_A_PAGE).get_page(vacant_page)
    ending = Paginator(_ending(until=wish.until, **asked), ROWS_ON_A_PAGE).get_page(ending_page)
    return TermsOnPages(
        vacant=[_vacant_row(row) for row in _vacant_rows(keys=[key for key, _kind in vacant], on=wish.on)],
        vacant_page=vacant,
        ending=_ending_on_page([key for (key,) in ending], wish.on),
        ending_page=ending,
        vacant_deputies=sum(kind == SeatKind.DEPUTY for _key, kind in vacant_keys),
    )


_SEAT_COLUMNS = ("forum_id", "forum__name", "kind", "number", "organisation_id", "organisation__display_name")
_ENDING_COLUMNS = (
    "ends_on",
    "has_successor",
    "person",
    "person__given_name",
    "person__family_name",
    "person__erased_at",
    *(f"seat__{column}" for column in _SEAT_COLUMNS),
)
_vacant = Prepared(
    lambda open_to, on, **where: _in_order(
        vacant_on(Seat.objects.filter(shown(open_to, "forum__collaboration__"), _wished(**where)), on)
    ).values_list("pk", "kind")
)
_ending = Prepared(
    lambda open_to, on, until, **where: ending_between(
        Appointment.objects.filter(shown(open_to, "seat__forum__collaboration__"), _wished("seat__", **where)),
        on,
        until,
    ).values_list("pk")
)
_vacant_rows = Prepared(
    lambda keys, on: _in_order(with_neighbours(Seat.objects.filter(pk__in=keys), on)).values_list(
        "starts_on", "last_ended_on", "next_starts_on", *_SEAT_COLUMNS
    )
)


_ending_rows = Prepared(
    lambda keys: _by_last_day(Appointment.objects.filter(pk__in=keys)).values_list(*_ENDING_COLUMNS)
)


def _vacant_row(row: Row) -> VacantRow:
    starts_on, last_ended_on, next_starts_on, *seat = row
    return VacantRow(SeatRow(*seat), day_after(last_ended_on) if last_ended_on else starts_on, next_starts_on)


def _ending_on_page(keys: list[int], on: date) -> list[EndingRow]:
    rows = _ending_rows(keys=keys)
    then = facts_then([person for _ends_on, _has_successor, person, *_facts in rows], on)
    return [_ending_row(row, then) for row in rows]


def _ending_row(row: Row, then: dict[int, Facts]) -> EndingRow:
    ends_on, has_successor, person, given, family, erased_at, *seat = row
    told = then.get(person) or Facts(given, family, "", None)
    return EndingRow(SeatRow(*seat), person, told.name if erased_at is None else None, ends_on, has_successor)


def choices_of(viewer: "Viewer", collaboration: "Collaboration") -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The forums and the parties that one may filter by: those that have seats. One query."""
    rows = _choices(open_to=access_of(viewer).open_to, collaboration=collaboration.pk)
    forums, parties = set(), set()
    for forum, name, order, party, party_name, party_order in rows:
        forums.add((order, forum, name))
        if party is not None:
            parties.add((party_order, party, party_name))
    return [(pk, name) for _order, pk, name in sorted(forums)], [(pk, name) for _order, pk, name in sorted(parties)]


_choices = Prepared(
    lambda open_to, collaboration: (
        Seat.objects.filter(shown(open_to, "forum__collaboration__"), forum__collaboration=collaboration)
        .order_by()
        .values_list(
            "forum",
            "forum__name",
            "forum__sort_key",
            "organisation",
            "organisation__display_name",
            "organisation__sort_key",
        )
        .distinct()
    )
)


def _where(collaboration: "Collaboration", wish: Wish) -> dict[str, int]:
    """Where somebody looks, as values for `_wished`: what is not asked for is not there."""
    told = {"collaboration": collaboration.pk, "forum": wish.forum, "party": wish.party}
    return {name: value for name, value in told.items() if value is not None}


def _wished(to_seat: str = "", /, *, collaboration: int, forum: int | None = None, party: int | None = None) -> Q:
    """For seats, or with the way there for what hangs on them. Joined: so the database begins with the forums."""
    wished = Q(**{f"{to_seat}forum__collaboration": collaboration})
    if forum is not None:
        wished &= Q(**{f"{to_seat}forum": forum})
    if party is not None:
        wished &= Q(**{f"{to_seat}organisation": party})
    return wished


def _in_order(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    return seats.order_by("forum__type__position", "forum__sort_key", "forum_id", "-kind", "number")


def _terms(appointments: Iterable[Appointment], on: date) -> tuple[EndingTerm, ...]:
    found = tuple(
        EndingTerm(one, one.has_successor)  # type: ignore[attr-defined]  # annotated by _ending
        for one in appointments
    )
    as_they_were((term.appointment.person for term in found), on)
    return found


def ending_between(appointments: QuerySet[Appointment], on: date, until: date) -> QuerySet[Appointment]:
    """Those that run on the day and end not later than the other."""
    running = appointments.filter(
        Q(seat__forum__ends_on=None) | Q(seat__forum__ends_on__gt=on),
        starts_on__lte=on,
        ends_on__gte=on,
        ends_on__lte=until,
    )
    return _by_last_day(running).select_related("seat__forum__collaboration", "seat__organisation", "person")


def _by_last_day(appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """In order, each with `has_successor`: whether somebody is appointed after it."""
    later = Appointment.objects.filter(seat=OuterRef("seat"), starts_on__gt=OuterRef("ends_on"))
    return appointments.annotate(has_successor=Exists(later)).order_by(
        "ends_on", "seat__forum__sort_key", "-seat__kind", "seat__number", "pk"
    )
