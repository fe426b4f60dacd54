"""What this room takes back (the slot `undo`)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import ngettext

from samhandling.organisations.permissions import people_visible_to
from samhandling.organisations.services.many_people import KEPT, keep_people_as_before

if TYPE_CHECKING:
    from samhandling.accounts.models import User


def undo(actor: "User", act: str, told: Any, now: datetime) -> str | None:
    """In words what was undone, or None when the act is another room's."""
    if act != KEPT:
        return None
    people = people_visible_to(actor).filter(pk__in=[row[0] for row in told])
    number = keep_people_as_before(actor=actor, people=people, kept=told, today=timezone.localdate(now))
    text = ngettext(
        "Undone: %(number)s person is kept as before.", "Undone: %(number)s people are kept as before.", number
    )
    return text % {"number": number}
