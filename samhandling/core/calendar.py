"""Days that matter, as a calendar that other programs follow (iCalendar, RFC 5545).

The slot `calendar.events` is a function(viewer, wish) → list of CalendarEvent: each room gives its own days, and
only of what the viewer may see.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vDuration

from samhandling.core.slots import functions
from samhandling.lib.text import clean_line, clean_text

REFRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """What a calendar covers: a collaboration, for one of its parties, or (None) for the viewer themself.

    Days before `since` are left out. `is_whole` asks for everything that the viewer may see, whomever it concerns.
    """

    collaboration_id: int
    organisation_id: int | None
    since: date
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """How many times what an event says has changed, and when last: by them a program sees that its copy is old."""

    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something that falls on a day. The key is the same every time, whoever reads it.

    `url` is an address on this site, from its first slash.
    """

    key: str
    on: date
    title: str
    description: str
    url: str

    @property
    def digest(self) -> str:
        """The same for as long as the event says the same."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:32]


def events_for(viewer: object, wish: CalendarWish) -> list[CalendarEvent]:
    """The events of all rooms, by day. One that two rooms give comes once."""
    events = {event.key: event for events_in in functions("calendar.events") for event in events_in(viewer, wish)}
    return sorted(events.values(), key=lambda event: (event.on, event.key))


def calendar_file(name: str, events: Iterable[tuple[CalendarEvent, Stamp]], *, site: str, language: str) -> bytes:
    """The calendar as text. An all-day event needs no time zone: the day is the reader's own."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Samhandling//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", clean_line(name))
    calendar.add("x-wr-calname", clean_line(name))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for event, stamp in events:
        calendar.add_component(_entry(event, stamp, site))
    return bytes(calendar.to_ical())


def _entry(event: CalendarEvent, stamp: Stamp, site: str) -> Event:
    entry = Event()
    entry.add("uid", f"{event.key}@{urlsplit(site).hostname}")
    entry.add("dtstamp", stamp.at.astimezone(UTC))
    entry.add("last-modified", stamp.at.astimezone(UTC))
    entry.add("sequence", stamp.sequence)
    entry.add("dtstart", event.on)
    entry.add("summary", clean_line(event.title))
    if event.description:
        entry.add("description", clean_text(event.description))
    entry.add("url", f"{site}{event.url}")
    entry.add("transp", "TRANSPARENT")
    return entry
