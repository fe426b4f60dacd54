"""The seats of one forum on a day as lines of a page: plain values, since a delegation has fifty of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samhandling.core.prepared import Prepared, Row
from samhandling.forums.domain.appointments import day_after
from samhandling.forums.enums import SeatKind
from samhandling.forums.models import Appointment, Seat
from samhandling.forums.selectors.in_words import seat_name
from samhandling.forums.selectors.seats import existing, with_neighbours
from samhandling.organisations.selectors.formerly import Facts, facts_then


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits there, and until when. Somebody erased has no name any more."""

    person: int
    name: str
    title: str
    is_erased: bool
    ends_on: date


@dataclass(frozen=True, slots=True)
class SeatLine:
    pk: int
    kind: SeatKind
    number: int
    rule: int | None
    party: int | None
    party_name: str
    party_order: str
    vacant_since: date | None
    next_starts_on: date | None
    sitter: Sitter | None

    @property
    def is_vacant(self) -> bool:
        return self.sitter is None

    @property
    def is_deputy(self) -> bool:
        return self.kind is SeatKind.DEPUTY

    @property
    def title(self) -> str:
        return seat_name(self.kind, self.number, self.party_name or None)


def seat_lines(forum: int, on: date) -> list[SeatLine]:
    """The seats that exist that day, members first, each with the one who sits there, as they were then.

    Three queries.
    """
    seats = _seats(forum=forum, on=on)
    rows = _sitters(forum=forum, on=on) if seats else []
    then = facts_then([person for _seat, person, *_facts in rows], on)
    sitting = {seat: _sitter(person, facts, then.get(person)) for seat, person, *facts in rows}
    return [_line(row, sitting.get(row[0])) for row in seats]


def _line(row: Row, sitter: Sitter | None) -> SeatLine:
    pk, kind, number, rule, party, name, order, starts_on, last_ended_on, next_starts_on = row
    empty_since = day_after(last_ended_on) if last_ended_on else starts_on
    return SeatLine(
        pk=pk,
        kind=SeatKind(kind),
        number=number,
        rule=rule,
        party=party,
        party_name=name or "",
        party_order=order or "",
        vacant_since=None if sitter else empty_since,
        next_starts_on=next_starts_on,
        sitter=sitter,
    )


def _sitter(person: int, facts: Sequence[Any], then: Facts | None) -> Sitter:
    given, family, title, erased_at, ends_on = facts
    told = then or Facts(given, family, title, None)
    return Sitter(person, told.name, told.title, erased_at is not None, ends_on)


_seats = Prepared(
    lambda forum, on: (
        existing(with_neighbours(Seat.objects.filter(forum=forum), on), on)
        .order_by("-kind", "number")
        .values_list(  # type: ignore[misc]  # two are annotated by with_neighbours
            "pk",
            "kind",
            "number",
            "rule_id",
            "organisation_id",
            "organisation__display_name",
            "organisation__sort_key",
            "starts_on",
            "last_ended_on",
            "next_starts_on",
        )
    )
)
_sitters = Prepared(
    lambda forum, on: (
        Appointment.objects.filter(seat__forum=forum, starts_on__lte=on, ends_on__gte=on)
        .order_by()
        .values_list(
            "seat_id",
            "person_id",
            "person__given_name",
            "person__family_name",
            "person__title",
            "person__erased_at",
            "ends_on",
        )
    )
)
