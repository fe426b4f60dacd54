"""The seats of one forum on a day as lines of a page: plain values, since a delegation has fifty of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from samhandling.forums.domain.appointments import day_after
from samhandling.forums.domain.succession import Succession, succession_of
from samhandling.forums.enums import SeatKind
from samhandling.forums.models import Appointment, Seat
from samhandling.forums.selectors.in_words import seat_name, takes_over_in_words, vacant_in_words
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
    successor: Sitter | None
    succession: Succession
    vacancy: str  # in words: that nobody sits there, or from when nobody will

    @property
    def is_vacant(self) -> bool:
        return self.sitter is None

    @property
    def is_deputy(self) -> bool:
        return self.kind is SeatKind.DEPUTY

    @property
    def takes_over(self) -> str:
        return takes_over_in_words(self.succession.follows_on) if self.succession.follows_on else ""

    @property
    def title(self) -> str:
        return seat_name(self.kind, self.number, self.party_name or None)


def seat_lines(forum: int, on: date) -> list[SeatLine]:
    """The seats that exist that day, members first, each with the one who sits there, as they were then.

    Three queries, and a fourth where somebody is appointed to come after.
    """
    seats = list(_seats(forum, on))
    rows = list(_sitters(forum, on)) if seats else []
    after = list(_successors(forum, on)) if any(row.next_starts_on for row in seats) else []
    then = facts_then([row.person_id for row in (*rows, *after)], on)
    sitting = {row.seat_id: _sitter(row, then.get(row.person_id)) for row in rows}
    coming = {row.seat_id: _sitter(row, then.get(row.person_id)) for row in reversed(after)}
    return [_line(row, sitting.get(row.pk), coming.get(row.pk), on) for row in seats]


def _line(row: Any, sitter: Sitter | None, successor: Sitter | None, on: date) -> SeatLine:
    last_day = min(filter(None, (row.ends_on, row.forum__ends_on)), default=None)
    succession = succession_of(on, sitter.ends_on if sitter else None, row.next_starts_on, last_day)
    empty_since = day_after(row.last_ended_on) if row.last_ended_on else row.starts_on
    empty_from = succession.vacant_from if sitter else empty_since
    return SeatLine(
        pk=row.pk,
        kind=SeatKind(row.kind),
        number=row.number,
        rule=row.rule_id,
        party=row.organisation_id,
        party_name=row.organisation__display_name or "",
        party_order=row.organisation__sort_key or "",
        vacant_since=None if sitter else empty_since,
        next_starts_on=row.next_starts_on,
        sitter=sitter,
        successor=successor,
        succession=succession,
        vacancy=vacant_in_words(empty_from, on) if empty_from else "",
    )


def _sitter(row: Any, then: Facts | None) -> Sitter:
    facts = then or Facts(row.person__given_name, row.person__family_name, row.person__title, None)
    return Sitter(row.person_id, facts.name, facts.title, row.person__erased_at is not None, row.ends_on)


def _seats(forum: int, on: date) -> QuerySet[Seat, Any]:
    seats = existing(with_neighbours(Seat.objects.filter(forum=forum), on), on).order_by("-kind", "number")
    return seats.values_list(  # type: ignore[misc]  # two are annotated by with_neighbours
        "pk",
        "kind",
        "number",
        "rule_id",
        "organisation_id",
        "organisation__display_name",
        "organisation__sort_key",
        "starts_on",
        "ends_on",
        "forum__ends_on",
        "last_ended_on",
        "next_starts_on",
        named=True,
    )


def _sitters(forum: int, on: date) -> QuerySet[Appointment, Any]:
    return _as_rows(Appointment.objects.filter(seat__forum=forum, starts_on__lte=on, ends_on__gte=on).order_by())


def _successors(forum: int, on: date) -> QuerySet[Appointment, Any]:
    """Those who will sit there later, the nearest first."""
    return _as_rows(Appointment.objects.filter(seat__forum=forum, starts_on__gt=on).order_by("starts_on"))


def _as_rows(appointments: QuerySet[Appointment]) -> QuerySet[Appointment, Any]:
    return appointments.values_list(
        "seat_id",
        "person_id",
        "person__given_name",
        "person__family_name",
        "person__title",
        "person__erased_at",
        "ends_on",
        named=True,
    )
