"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.opendata.models import CalendarFeed

WORDS = RoomWords(
    room="opendata",
    sentences={
        "calendar.made": _("Created a calendar address"),
        "calendar.closed": _("Closed a calendar address"),
    },
    nouns={
        "calendar": CalendarFeed,
    },
)
