"""Periods of whole days. Both ends are included; an open end is None."""

from dataclasses import dataclass
from datetime import date

# What nobody means: a year with a digit too few or too many. Days at the calendar's own ends cannot be calculated from.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def is_in_reach(day: date) -> bool:
    return EARLIEST <= day <= LATEST


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both counted. `last` is None while the end is open."""

    first: date
    last: date | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day and (self.last is None or day <= self.last)

    @property
    def end(self) -> date:
        """The last day of a period that has one."""
        if self.last is None:
            raise ValueError("the end is open")
        return self.last

    def overlaps(self, other: "Period") -> bool:
        """True when at least one day lies in both."""
        starts_in_time = self.last is None or other.first <= self.last
        return starts_in_time and (other.last is None or self.first <= other.last)


def ends_before_start(first: date | None, last: date | None) -> bool:
    """True for a period that cannot exist. A missing end, or a missing start, is no error here."""
    return first is not None and last is not None and last < first
