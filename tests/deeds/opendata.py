"""How each verb about calendars is provoked, and what its event tells."""

from samhandling.opendata.services import feeds
from tests.deeds.deed import Deed
from tests.journeys.overtaken import NOW

DEEDS: dict[str, Deed] = {
    "calendar.made": Deed(
        lambda s, _: feeds.make_feed(actor=s.actor, collaboration=s.here, organisation=s.other, now=NOW)[0],
        after="organisation",
    ),
    "calendar.closed": Deed(
        lambda s, row: feeds.close_feed(actor=s.actor, feed=row, now=NOW), "feed", after="organisation"
    ),
}
