"""What is vacant and what ends: the list, the export, and what waits for somebody because of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from samhandling.core.paged_rows import Leafed
from samhandling.core.prepared import Prepared
from samhandling.forums.domain.appointments import day_after
from samhandling.forums.enums import SeatKind
from samhandling.forums.models import Appointment, Seat
from samhandling.forums.permissions import appointments_visible_to, seats_visible_to
from samhandling.forums.selectors.seats import SeatOnDay, leafed_empty_seats, vacant_on, with_neighbours
from samhandling.organisations.models import Organisation
from samhandling.organisations.permissions import access_of, parties_of, shown
from samhandling.organisations.selectors.formerly import Facts, as_they_were, facts_then

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SPANS = (30, 90, 180, 365)
DEFAULT_SPAN = 90
ROWS_ON_A_PAGE = 30  # of each of the two lists
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class TermQuery:
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


@dataclass(frozen=True)  # without slots: a row says the words of its seat three times over
class SeatRow:
    """What a row of either list shows about its seat."""

    forum: int
    forum_name: str
    kind: str
    number: int
    party: int | None
    party_name: str | None
    pk: int

    @cached_property
    def in_words(self) -> str:
        return f"{SeatKind(self.kind).label}{NO_BREAK_SPACE}{self.number}"

    @property
    def in_full(self) -> str:
        """Apart from the seats of other forums."""
        return f"{self.forum_name}, {self.in_words}"


@dataclass(frozen=True, slots=True)
class VacantRow:
    seat: SeatRow
    vacant_since: date
    next_starts_on: date | None


@dataclass(frozen=True, slots=True)
class EndingRow:
    pk: int
    seat: SeatRow
    person: int
    person_name: str | None  # None once the person has been erased
    ends_on: date
    has_successor: bool


@dataclass(frozen=True, slots=True)
class TermsOnPages:
    """The two lists a page at a time: a county's terms end all on one day, and they are hundreds."""

    vacant: list[VacantRow]
    vacant_page: Page[Any]
    ending: list[EndingRow]
    ending_page: Page[Any]
    vacant_deputies: int

    @property
    def vacant_count(self) -> int:
        return self.vacant_page.paginator.count

    @property
    def ending_count(self) -> int:
        return self.ending_page.paginator.count


def terms_of(viewer: "Viewer", collaboration: "Collaboration", query: TermQuery) -> Terms:
    """Both lists, for the tables that one takes along and for programs. A query for each that is read."""
    seats = seats_visible_to(viewer).filter(_conditions_of(collaboration, query))
    appointments = appointments_visible_to(viewer).filter(_conditions_of(collaboration, query, "seat__"))
    ending = ending_between(appointments, query.on, query.until)
    vacant = _in_order(vacant_on(seats, query.on))
    return Terms(
        vacant=leafed_empty_seats(vacant, query.on), ending=Leafed(ending, lambda part: _terms(part, query.on))
    )


def chosen_terms(
    viewer: "Viewer", collaboration: "Collaboration", query: TermQuery, numbers: list[int] | None
) -> list[Appointment]:
    """Of the terms that end, those with these numbers; all that was asked for when there are none."""
    appointments = appointments_visible_to(viewer).filter(_conditions_of(collaboration, query, "seat__"))
    found = ending_between(appointments, query.on, query.until)
    return list(found if numbers is None else found.filter(pk__in=numbers))


def chosen_vacant(
    viewer: "Viewer", collaboration: "Collaboration", query: TermQuery, numbers: list[int] | None
) -> list[Seat]:
    """Of the vacant seats, those with these numbers; all that was asked for when there are none."""
    seats = seats_visible_to(viewer).filter(_conditions_of(collaboration, query))
    found = _in_order(vacant_on(seats, query.on)).select_related("forum__collaboration", "organisation")
    return list(found if numbers is None else found.filter(pk__in=numbers))


def told_of_vacant(viewer: "Viewer", chosen: Iterable[Seat], on: date) -> Leafed[SeatOnDay]:
    """For the table of those that were chosen."""
    seats = seats_visible_to(viewer).filter(pk__in=[one.pk for one in chosen])
    return leafed_empty_seats(_in_order(seats), on)


def told_of(appointments: Iterable[Appointment], on: date) -> tuple[EndingTerm, ...]:
    """For the table of those that were chosen."""
    return _terms(appointments, on)


def terms_on_pages(
    viewer: "Viewer",
    collaboration: "Collaboration",
    query: TermQuery,
    *,
    vacant_page: str | None,
    ending_page: str | None,
) -> TermsOnPages:
    """The lists as somebody leafs through them. Four queries, however long they are."""
    open_to, wanted = access_of(viewer).open_to, _wanted(collaboration, query)
    vacant_rows = _vacant(open_to=open_to, on=query.on, **wanted)
    ending_rows = _ending(open_to=open_to, on=query.on, until=query.until, **wanted)
    vacant = Paginator(vacant_rows, ROWS_ON_A_PAGE).get_page(vacant_page)
    ending = Paginator(ending_rows, ROWS_ON_A_PAGE).get_page(ending_page)
    return TermsOnPages(
        vacant=[_vacant_row(row) for row in vacant],
        vacant_page=vacant,
        ending=_as_then(list(ending), query.on),
        ending_page=ending,
        vacant_deputies=sum(row.seat.kind == SeatKind.DEPUTY for row in vacant_rows),
    )


_SEAT_COLUMNS = ("forum_id", "forum__name", "kind", "number", "organisation_id", "organisation__display_name", "pk")


class _Vacant(NamedTuple):
    seat: SeatRow
    starts_on: date
    last_ended_on: date | None
    next_starts_on: date | None


class _Ending(NamedTuple):
    seat: SeatRow
    pk: int
    ends_on: date
    has_successor: bool
    person: int
    given_name: str
    family_name: str
    erased_at: datetime | None


def _after_seat(row: "type[_Vacant | _Ending]") -> Callable[..., Any]:
    """The columns of the seat stand first."""
    return lambda *columns: row(SeatRow(*columns[: len(_SEAT_COLUMNS)]), *columns[len(_SEAT_COLUMNS) :])


_vacant: Prepared[_Vacant] = Prepared(
    _after_seat(_Vacant),
    lambda open_to, on, **wanted: _in_order(
        with_neighbours(vacant_on(Seat.objects.filter(shown(open_to, "forum__collaboration__"), **wanted), on), on)
    ).values_list(*_SEAT_COLUMNS, "starts_on", "last_ended_on", "next_starts_on"),
)
_ending: Prepared[_Ending] = Prepared(
    _after_seat(_Ending),
    lambda open_to, on, until, **wanted: ending_between(
        Appointment.objects.filter(
            shown(open_to, "seat__forum__collaboration__"), **{f"seat__{name}": one for name, one in wanted.items()}
        ),
        on,
        until,
    ).values_list(
        *(f"seat__{column}" for column in _SEAT_COLUMNS),
        "pk",
        "ends_on",
        "has_successor",
        "person",
        "person__given_name",
        "person__family_name",
        "person__erased_at",
    ),
)


def _vacant_row(row: _Vacant) -> VacantRow:
    vacant_since = day_after(row.last_ended_on) if row.last_ended_on else row.starts_on
    return VacantRow(row.seat, vacant_since, row.next_starts_on)


def _as_then(rows: list[_Ending], on: date) -> list[EndingRow]:
    then = facts_then([row.person for row in rows], on)
    return [_ending_row(row, then.get(row.person)) for row in rows]


def _ending_row(row: _Ending, then: Facts | None) -> EndingRow:
    facts = then or Facts(row.given_name, row.family_name, "", None)
    return EndingRow(
        row.pk,
        row.seat,
        row.person,
        facts.name if row.erased_at is None else None,
        row.ends_on,
        row.has_successor,
    )


def choices_of(viewer: "Viewer", collaboration: "Collaboration") -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The forums and the parties that one may filter by: those that have seats. One query."""
    rows = (
        seats_visible_to(viewer)
        .filter(forum__collaboration=collaboration)
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
    forums, parties = set(), set()
    for forum, name, order, party, party_name, party_order in rows:
        forums.add((order, forum, name))
        if party is not None:
            parties.add((party_order, party, party_name))
    return [(pk, name) for _order, pk, name in sorted(forums)], [(pk, name) for _order, pk, name in sorted(parties)]


def parties_by_name(viewer: "Viewer", collaboration: "Collaboration") -> list[Organisation]:
    """Those that the viewer answers for: each has its own grid of the term shift. No query for those without any."""
    parties = parties_of(viewer, collaboration.pk)
    return list(Organisation.objects.filter(pk__in=parties).order_by("sort_key", "pk")) if parties else []


def _conditions_of(collaboration: "Collaboration", query: TermQuery, to_seat: str = "") -> Q:
    """For seats, or with the way there for what belongs to them. Joined: so the database begins with the forums."""
    return Q(**{f"{to_seat}{name}": value for name, value in _wanted(collaboration, query).items()})


def _wanted(collaboration: "Collaboration", query: TermQuery) -> dict[str, int]:
    conditions = {"forum__collaboration": collaboration.pk, "forum": query.forum, "organisation": query.party}
    return {name: value for name, value in conditions.items() if value is not None}


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
