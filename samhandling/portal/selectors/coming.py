"""The days to come, as a list by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from samhandling.core.calendar import CalendarEvent, CalendarWish, events_for
from samhandling.organisations.permissions import is_coordinator
from samhandling.portal.enums import Whose

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SHOWN_OF_A_MONTH = 8


@dataclass(frozen=True, slots=True)
class Month:
    """A month and what falls in it."""

    first: date
    events: list[CalendarEvent]

    @property
    def days(self) -> list[tuple[date, list[CalendarEvent]]]:
        """A term ends for many on one day: the day is said once."""
        return _by_day(self.events)

    @property
    def first_days(self) -> list[tuple[date, list[CalendarEvent]]]:
        """As many as one takes in at a glance."""
        return _by_day(self.events[:SHOWN_OF_A_MONTH])

    @property
    def more(self) -> int:
        return max(len(self.events) - SHOWN_OF_A_MONTH, 0)

    @property
    def name(self) -> str:
        """ "December 2026"."""
        return date_format(self.first, "F Y").capitalize()


def _by_day(events: list[CalendarEvent]) -> list[tuple[date, list[CalendarEvent]]]:
    return [(day, list(part)) for day, part in groupby(events, key=lambda event: event.on)]


def by_month(events: Iterable[CalendarEvent]) -> list[Month]:
    """The events come by day."""
    return [Month(first, list(part)) for first, part in groupby(events, key=lambda event: event.on.replace(day=1))]


def coming_days(
    viewer: "Viewer", collaboration: "Collaboration", whose: str, party: int | None, today: date
) -> list[CalendarEvent]:
    """What falls on a day from today on: one's own, a party's or all that one may see."""
    wish = CalendarWish(
        collaboration.pk,
        party if whose == Whose.PARTY else None,
        since=today,
        is_whole=whose == Whose.ALL,
    )
    return events_for(viewer, wish)


def year_ahead(viewer: "Viewer", collaboration: "Collaboration", today: date) -> list[CalendarEvent]:
    """The coming twelve months of whoever coordinates."""
    until = date(today.year + 1, today.month, 1)
    events = coming_days(viewer, collaboration, Whose.MINE, None, today)
    return [event for event in events if event.on < until]


def whose_choices(viewer: "Viewer", collaboration: "Collaboration", *, has_party: bool, is_own: bool) -> list[Whose]:
    """A coordinator's own days are everybody's."""
    if is_coordinator(viewer, collaboration.pk):
        return [Whose.ALL, *([Whose.PARTY] if has_party else [])]
    return [*([Whose.MINE] if is_own else []), *([Whose.PARTY] if has_party else []), Whose.ALL]
