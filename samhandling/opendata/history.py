"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.opendata.models import CalendarFeed

WORDS = RoomWords(
    room="opendata",
    sentences={
        "calendar.made": _("Made the address of a calendar"),
        "calendar.closed": _("Closed the address of a calendar"),
    },
    nouns={
        "calendar": CalendarFeed,
    },
)
