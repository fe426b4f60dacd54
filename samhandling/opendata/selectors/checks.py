"""What cannot be so among calendars, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime

from samhandling.core.findings import Finding
from samhandling.opendata.models import CalendarFeed

_NOBODYS = "The address of a calendar is open, and its user has been erased or never came. Close it."


def check_calendars(_now: datetime) -> Iterator[Finding]:
    """That access has ended is no fault: the address then opens nothing, which is tried at every fetch."""
    nobodys = CalendarFeed.objects.filter(closed_at=None, user__is_active=False)
    for number in nobodys.order_by("pk").values_list("pk", flat=True):
        yield Finding("opendata.nobodys_calendar", f"opendata.calendarfeed {number}", _NOBODYS)
