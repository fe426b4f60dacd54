"""What each of several processes does to fetch one calendar, each at a moment of its own."""

from collections.abc import Callable
from datetime import datetime

from samhandling.opendata.models import CalendarFeed
from samhandling.opendata.selectors.feeds import file_of
from samhandling.opendata.services.feeds import stamp_events


def prepare(feed: int, now: str) -> Callable[[], str]:
    found = CalendarFeed.objects.select_related("user", "collaboration", "organisation").get(pk=feed)

    def attempt() -> str:
        return file_of(found, stamp_events(feed=found, now=datetime.fromisoformat(now))).decode()

    return attempt
