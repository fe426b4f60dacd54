"""The seats of one forum on a day as lines of a page: plain values, since a delegation has fifty of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from samhandling.core.prepared import Prepared
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
    seats = _seats(forum=forum, on=on)
    rows = _sitters(forum=forum, on=on) if seats else []
    after = _successors(forum=forum, on=on) if any(row.next_starts_on for row in seats) else []
    then = facts_then([row.person for row in (*rows, *after)], on)
    sitting = {row.seat: _sitter(row, then.get(row.person)) for row in rows}
    coming = {row.seat: _sitter(row, then.get(row.person)) for row in reversed(after)}
    in_words = cache(vacant_in_words)  # nearly all of them end on the same day
    return [_line(row, sitting.get(row.pk), coming.get(row.pk), on, in_words) for row in seats]


def _line(
    row: "_Seat", sitter: Sitter | None, successor: Sitter | None, on: date, in_words: Callable[[date, date], str]
) -> SeatLine:
    last_day = min(filter(None, (row.ends_on, row.forum_ends_on)), default=None)
    succession = succession_of(on, sitter.ends_on if sitter else None, row.next_starts_on, last_day)
    empty_since = day_after(row.last_ended_on) if row.last_ended_on else row.starts_on
    empty_from = succession.vacant_from if sitter else empty_since
    return SeatLine(
        pk=row.pk,
        kind=SeatKind(row.kind),
        number=row.number,
        rule=row.rule,
        party=row.party,
        party_name=row.party_name or "",
        party_order=row.party_order or "",
        vacant_since=None if sitter else empty_since,
        next_starts_on=row.next_starts_on,
        sitter=sitter,
        successor=successor,
        succession=succession,
        vacancy=in_words(empty_from, on) if empty_from else "",
    )


def _sitter(row: "_Appointed", then: Facts | None) -> Sitter:
    facts = then or Facts(row.given_name, row.family_name, row.title, None)
    return Sitter(row.person, facts.name, facts.title, row.erased_at is not None, row.ends_on)


class _Seat(NamedTuple):
    pk: int
    kind: str
    number: int
    rule: int | None
    party: int | None
    party_name: str | None
    party_order: str | None
    starts_on: date
    ends_on: date | None
    forum_ends_on: date | None
    last_ended_on: date | None
    next_starts_on: date | None


class _Appointed(NamedTuple):
    seat: int
    person: int
    given_name: str
    family_name: str
    title: str
    erased_at: datetime | None
    ends_on: date


_seats = Prepared(
    _Seat,
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
            "ends_on",
            "forum__ends_on",
            "last_ended_on",
            "next_starts_on",
        )
    ),
)


def _appointed(found: QuerySet[Appointment]) -> QuerySet[Appointment, Any]:
    return found.values_list(
        "seat_id",
        "person_id",
        "person__given_name",
        "person__family_name",
        "person__title",
        "person__erased_at",
        "ends_on",
    )


_sitters = Prepared(
    _Appointed,
    lambda forum, on: _appointed(
        Appointment.objects.filter(seat__forum=forum, starts_on__lte=on, ends_on__gte=on).order_by()
    ),
)
# Those who will sit there later, the nearest first.
_successors = Prepared(
    _Appointed,
    lambda forum, on: _appointed(Appointment.objects.filter(seat__forum=forum, starts_on__gt=on).order_by("starts_on")),
)
