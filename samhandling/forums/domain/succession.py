"""What happens to a seat after the day one looks at: somebody follows, or nobody does."""

from dataclasses import dataclass
from datetime import date, timedelta

from samhandling.forums.domain.appointments import day_after

# So near its end a term is told of as one that ends. Every term ends some day: years before, that says nothing.
SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Succession:
    """`vacant_from` where the seat will stand empty, `follows_on` where somebody is appointed to come."""

    vacant_from: date | None = None
    follows_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.vacant_from or self.follows_on)


def succession_of(on: date, sits_until: date | None, next_starts_on: date | None, last_day: date | None) -> Succession:
    """`sits_until` is None when the seat is vacant on the day, `last_day` when the seat has none.

    A seat that ends with the term, or that somebody takes over the day after, never stands empty.
    """
    if sits_until is None:
        return Succession(follows_on=next_starts_on)
    empty_from = day_after(sits_until)
    if next_starts_on == empty_from:
        return Succession(follows_on=next_starts_on)
    is_told = sits_until - on <= SOON or next_starts_on is not None
    lives_on = last_day is None or last_day >= empty_from
    return Succession(vacant_from=empty_from if is_told and lives_on else None, follows_on=next_starts_on)
