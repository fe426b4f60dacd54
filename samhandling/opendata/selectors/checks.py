"""What cannot be so among calendars, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F

from samhandling.core.findings import Finding
from samhandling.opendata.models import CalendarFeed

_NOBODYS = "The address of a calendar is open, and its user has been erased or never came. Close it."
_FOREIGN = "The calendar is of a party of another collaboration. Close it, and find out who wrote past the application."


def check_calendars(_now: datetime) -> Iterator[Finding]:
    """That access has ended is no fault: the address then opens nothing, which is tried at every fetch."""
    for code, words, rows in (
        ("opendata.nobodys_calendar", _NOBODYS, CalendarFeed.objects.filter(closed_at=None, user__is_active=False)),
        (
            "opendata.foreign",
            _FOREIGN,
            CalendarFeed.objects.exclude(organisation__collaboration=None).exclude(
                organisation__collaboration=F("collaboration")
            ),
        ),
    ):
        for number in rows.order_by("pk").values_list("pk", flat=True):
            yield Finding(code, f"opendata.calendarfeed {number}", words)
