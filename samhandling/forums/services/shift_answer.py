"""What a party is asked in the term shift, and answers: fill your seats by that day; we are done."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.history import events_of
from samhandling.core.verbs import alter, locked, refuse
from samhandling.forums.domain.shift import is_to_be_reminded, why_not_done
from samhandling.forums.enums import ShiftRefusal
from samhandling.forums.models import PartyShift
from samhandling.forums.permissions import can_follow_shift, can_shift
from samhandling.forums.selectors.shift import PartyState, party_state, shift_of
from samhandling.lib.errors import RuleBroken
from samhandling.notices.services.telling import untell

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, Organisation


@transaction.atomic
def say_done(
    *, actor: User, collaboration: "Collaboration", organisation: "Organisation", shift_on: date, now: datetime
) -> PartyShift:
    """The party has filled its seats, or said why some of them stay vacant."""
    require(can_shift(actor, collaboration.pk, organisation.pk))
    shift = _shift(collaboration, organisation, shift_on)
    left = party_state(collaboration, organisation, shift_on).left
    reason = why_not_done(left, is_done=shift.done_at is not None)
    refuse(reason, f"{left}." if reason is ShiftRefusal.SEATS_LEFT else "")
    shift.done_at, shift.done_by = now, actor
    shift.save(update_fields=["done_at", "done_by"])
    record(actor, "shift.done", shift, after={"starts_on": shift_on}, on_behalf_of=organisation)
    return shift


@transaction.atomic
def take_back_done(
    *, actor: User, collaboration: "Collaboration", organisation: "Organisation", shift_on: date
) -> PartyShift:
    """Something is to be changed after all: the party counts as not done until it says so again."""
    require(can_shift(actor, collaboration.pk, organisation.pk))
    shift = _shift(collaboration, organisation, shift_on)
    if shift.done_at is None:
        raise RuleBroken(ShiftRefusal.NOT_DONE)
    shift.done_at, shift.done_by = None, None
    shift.save(update_fields=["done_at", "done_by"])
    record(actor, "shift.reopened", shift, before={"starts_on": shift_on}, on_behalf_of=organisation)
    return shift


@transaction.atomic
def unsay_done(*, actor: User, shift: PartyShift, now: datetime) -> PartyShift:
    """As if it had not been said: the coordinators are not told, when they have not been told yet."""
    require(can_shift(actor, shift.collaboration_id, shift.organisation_id))
    shift = locked(shift, "organisation")
    last = events_of(shift).filter(verb__in=["shift.done", "shift.reopened", "shift.undone"]).order_by("pk").last()
    if last is None or last.verb != "shift.done" or last.actor_id != actor.pk or shift.done_at is None:
        raise RuleBroken(ShiftRefusal.CHANGED_SINCE)
    shift.done_at, shift.done_by = None, None
    shift.save(update_fields=["done_at", "done_by"])
    record(actor, "shift.undone", shift, before={"starts_on": shift.starts_on}, on_behalf_of=shift.organisation)
    if not untell(last, now):
        raise RuleBroken(ShiftRefusal.ALREADY_TOLD)
    return shift


@transaction.atomic
def ask_parties(
    *,
    actor: User,
    collaboration: "Collaboration",
    organisations: Sequence["Organisation"],
    shift_on: date,
    answer_by: date | None,
) -> list[PartyShift]:
    """Ask the parties to fill their seats by that day. Returns those to whom it is news."""
    require(can_follow_shift(actor, collaboration.pk))
    asked = []
    for organisation in organisations:
        shift = _shift(collaboration, organisation, shift_on)
        if alter(actor, "shift.asked", shift, {"answer_by": answer_by}):
            asked.append(shift)
    return asked


@transaction.atomic
def remind_parties(
    *,
    actor: User,
    collaboration: "Collaboration",
    organisations: Sequence["Organisation"],
    shift_on: date,
    now: datetime,
) -> list[PartyShift]:
    """Remind those of the parties that are not done. Returns those that were: nobody is reminded twice in a day."""
    require(can_follow_shift(actor, collaboration.pk))
    # Held before they are looked at: of two who press the button together, the second finds everybody reminded.
    held = {one.pk: _shift(collaboration, one, shift_on) for one in sorted(organisations, key=lambda one: one.pk)}
    waiting = [one for one in shift_of(collaboration, shift_on, parties=list(held)) if _waits(one, now)]
    return [_reminded(actor, held[one.organisation.pk], one.left, now) for one in waiting]


def _waits(one: PartyState, now: datetime) -> bool:
    reminded_on = timezone.localdate(one.reminded_at) if one.reminded_at else None
    return is_to_be_reminded(one.seats, is_done=one.is_done, reminded_on=reminded_on, today=timezone.localdate(now))


def _reminded(actor: User, shift: PartyShift, left: int, now: datetime) -> PartyShift:
    shift.reminded_at = now
    shift.save(update_fields=["reminded_at"])
    record(actor, "shift.reminded", shift, after={"starts_on": shift.starts_on, "seats_left": left})
    return shift


def _shift(collaboration: "Collaboration", organisation: "Organisation", shift_on: date) -> PartyShift:
    """The party's row as it is now, and nobody else's until this transaction ends. It is made when first needed."""
    shift, _is_new = PartyShift.objects.get_or_create(
        collaboration=collaboration, organisation=organisation, starts_on=shift_on
    )
    return locked(shift, "organisation")
