"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.notices.enums import Weekday
from samhandling.notices.models import NoticeWish

WORDS = RoomWords(
    room="notices",
    sentences={
        "notice_wish.changed": _("Changed how they are notified"),
    },
    nouns={
        "notice_wish": NoticeWish,
    },
    units={
        "digest_weekday": lambda day: str(Weekday(day).label),
        **dict.fromkeys(("digest_hour", "quiet_from", "quiet_to"), "{:02}:00".format),
    },
)
