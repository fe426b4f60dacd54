"""What this room takes back (the slot `undo`)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from samhandling.notices.services.reading import mark_unread

if TYPE_CHECKING:
    from samhandling.accounts.models import User

ALL_READ = "notices.all_read"


def undo(actor: "User", act: str, told: Any, _now: datetime) -> str | None:
    """In words what was undone, or None when the act is another room's or nothing is left of it."""
    if act != ALL_READ or not (number := mark_unread(actor=actor, read_at=datetime.fromisoformat(told))):
        return None
    text = ngettext("Undone: one notice is unread again.", "Undone: %(count)s notices are unread again.", number)
    return text % {"count": number}
