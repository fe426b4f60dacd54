"""What this room takes back (the slot `undo`)."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.forums.enums import Refusal, ShiftRefusal
from samhandling.forums.models import Appointment, LeftVacant, PartyShift
from samhandling.forums.services.appointments import mark_of, undo_appointment
from samhandling.forums.services.shift import decide_later
from samhandling.forums.services.shift_answer import unsay_done
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

SHIFT_DONE, LEFT_AS_VACANT, APPOINTED = "shift.done", "seats.left_vacant", "appointment.made"


def undo(actor: "User", act: str, told: Any, now: datetime) -> str | None:
    """In words what was undone, or None when the act is another room's."""
    if act == SHIFT_DONE:
        shift = PartyShift.objects.filter(pk=told).first()
        if shift is None:
            raise RuleBroken(ShiftRefusal.CHANGED_SINCE)
        unsay_done(actor=actor, shift=shift, now=now)
        return _("Undone: %(party)s no longer counts as done.") % {"party": shift.organisation}
    if act == LEFT_AS_VACANT:
        number = decide_later(actor=actor, rows=_as_left(told))
        text = ngettext(
            "Undone: %(number)s seat is undecided again.", "Undone: %(number)s seats are undecided again.", number
        )
        return text % {"number": number}
    if act == APPOINTED:
        number, mark = told
        appointment = Appointment.objects.select_related("seat", "person").filter(pk=number).first()
        if appointment is None:
            raise RuleBroken(Refusal.CHANGED_SINCE)
        undo_appointment(actor=actor, appointment=appointment, mark=mark)
        return _("Undone: %(person)s has not been appointed.") % {"person": appointment.person}
    return None


def way_back_from(appointment: Appointment) -> tuple[str, Any] | None:
    """How an appointment that was just made is undone; None when word of it has left."""
    if appointment.person.user_id is not None:
        return None
    return APPOINTED, [appointment.pk, mark_of(appointment)]


def as_told(rows: Iterable[LeftVacant]) -> list[tuple[int, str]]:
    """The rows by number, with a mark of their reasons: what somebody else writes in them since is not thrown away."""
    return [(row.pk, _mark(row)) for row in rows]


def _as_left(told: list[tuple[int, str]]) -> list[LeftVacant]:
    found = LeftVacant.objects.select_related("seat__forum__type", "seat__organisation").in_bulk(
        [pk for pk, _m in told]
    )
    if any(pk not in found or _mark(found[pk]) != mark for pk, mark in told):
        raise RuleBroken(ShiftRefusal.CHANGED_SINCE)
    return [found[pk] for pk, _mark_then in told]


def _mark(row: LeftVacant) -> str:
    return hashlib.sha256(row.reason.encode()).hexdigest()[:12]
