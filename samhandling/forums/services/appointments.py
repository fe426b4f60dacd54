"""Appoint, replace, end early and correct: who sits in a seat, from when to when."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import alter, locked, refuse, remove, set_values
from samhandling.forums.domain.appointments import (
    Taken,
    day_before,
    first_clash,
    left_of_office,
    less,
    why_not_end,
    why_not_replace,
    why_not_term,
)
from samhandling.forums.enums import Refusal
from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.forums.permissions import appoints_for_party, can_appoint, can_run
from samhandling.forums.selectors.in_words import period_in_words, seat_in_words
from samhandling.forums.services.places import notify_of_places, refuse_own_place
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period, ends_before_start
from samhandling.organisations.services.people import give_public_role

if TYPE_CHECKING:
    from samhandling.core.models import Event
    from samhandling.organisations.models import Organisation, Person


@transaction.atomic
def appoint(
    *,
    actor: User,
    seat: Seat,
    person: "Person",
    starts_on: date,
    ends_on: date,
    decided_by: str = "",
    decided_on: date | None = None,
    decision_reference: str = "",
) -> Appointment:
    """Let the person sit in the seat. Of two who try at the same time, the second sees who was first."""
    seat = locked_seat(seat)
    require(can_appoint(actor, seat))
    refuse_own_place(actor, seat, [person.user_id])
    term = Period(starts_on, ends_on)
    _check(seat, person, term)
    appointment = Appointment.objects.create(
        seat=seat,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        decided_by=decided_by,
        decided_on=decided_on,
        decision_reference=decision_reference,
    )
    give_public_role([person.pk])
    event = _remember(actor, "appointment.made", appointment, after={"starts_on": starts_on, "ends_on": ends_on})
    notify_of_places(event, [(person.user_id, seat)])
    return appointment


@transaction.atomic
def replace(
    *, actor: User, seat: Seat, person: "Person", starts_on: date, ends_on: date, **decision: Any
) -> Appointment:
    """One act: the one who sits there leaves the day before, and the new one begins."""
    seat = locked_seat(seat)
    require(can_appoint(actor, seat))
    former = seat.appointments.filter(starts_on__lte=starts_on, ends_on__gte=starts_on).first()
    if former is None:
        raise RuleBroken(Refusal.NOBODY_TO_REPLACE)
    refuse(why_not_replace(_term(former), starts_on))
    _shorten(actor, former, day_before(starts_on), "appointment.replaced")
    return appoint(actor=actor, seat=seat, person=person, starts_on=starts_on, ends_on=ends_on, **decision)


@transaction.atomic
def end_early(*, actor: User, appointment: Appointment, ends_on: date, reason: str = "") -> Appointment:
    """The person leaves before the term is out. Why is kept with the appointment, not in the history."""
    seat = locked_seat(appointment.seat)
    require(can_appoint(actor, seat))
    appointment = Appointment.objects.get(pk=appointment.pk)
    refuse(why_not_end(_term(appointment), ends_on))
    appointment.left_early_because = reason
    _shorten(actor, appointment, ends_on, "appointment.ended_early")
    return appointment


@transaction.atomic
def end_many(*, actor: User, rows: Sequence[Appointment], ends_on: date, reason: str = "") -> list[Appointment]:
    """All of them leave on one day, for one reason. When one cannot, nobody does, and the refusal says who."""
    forums = {one.seat.forum_id for one in rows}
    list(Forum.objects.select_for_update().filter(pk__in=forums).order_by("pk").values_list("pk"))
    return [_end_one(actor, one, ends_on, reason) for one in sorted(rows, key=lambda row: row.pk)]


def _end_one(actor: User, appointment: Appointment, ends_on: date, reason: str) -> Appointment:
    try:
        return end_early(actor=actor, appointment=appointment, ends_on=ends_on, reason=reason)
    except RuleBroken as broken:
        who = f"{appointment.person}, {appointment.seat.forum}, {period_in_words(_term(appointment))}."
        raise RuleBroken(broken.reason, who) from broken


@transaction.atomic
def correct(*, actor: User, appointment: Appointment, **new: Any) -> Appointment:
    """Put right the days or the decision of an appointment. Days that it gains obey the rules that new ones do."""
    seat = locked_seat(appointment.seat)
    require(can_appoint(actor, seat))
    appointment = Appointment.objects.select_related("person").get(pk=appointment.pk)
    former, sat = _term(appointment), _sits(appointment)
    before, after = set_values(appointment, new)
    if not after:
        return appointment
    if ends_before_start(appointment.starts_on, appointment.ends_on):
        raise RuleBroken(Refusal.END_BEFORE_START)
    gained = less(_term(appointment), [former])
    if gained:
        refuse_own_place(actor, seat, [appointment.person.user_id])
    for days in gained:
        _check(seat, appointment.person, days, besides=appointment)
    appointment.save(update_fields=list(after))
    _cut_presidium(actor, appointment, sat)
    event = _remember(actor, "appointment.corrected", appointment, before=before, after=after)
    if gained:
        notify_of_places(event, [(appointment.person.user_id, seat)])
    return appointment


@transaction.atomic
def undo_appointment(*, actor: User, appointment: Appointment, mark: str) -> None:
    """As if it had not been made: for one who cannot log in, so that nobody was told, and while no office rests on it.

    By its `mark` as it was made it is known whether somebody has changed it since.
    """
    seat = locked_seat(appointment.seat)
    require(can_appoint(actor, seat))
    now = Appointment.objects.select_related("person").filter(pk=appointment.pk).first()
    if now is None or now.person.user_id is not None or mark_of(now) != mark:
        raise RuleBroken(Refusal.CHANGED_SINCE)
    offices = PresidiumTerm.objects.filter(forum=seat.forum_id, person=now.person_id)
    if any(_term(now).overlaps(Period(office.starts_on, office.ends_on)) for office in offices):
        raise RuleBroken(Refusal.CHANGED_SINCE)
    now.seat = seat
    _remember(actor, "appointment.undone", now, before={"starts_on": now.starts_on})
    now.delete()


def mark_of(appointment: Appointment) -> str:
    """Another when anything in it is changed."""
    fields = ("starts_on", "ends_on", "decided_by", "decided_on", "decision_reference", "left_early_because")
    told = "\n".join(str(getattr(appointment, name) or "") for name in fields)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def locked_seat(seat: Seat) -> Seat:
    """The seat as it is now, and nobody else's to change until this transaction is over.

    The forum's row is taken first, always in that order: one person in two seats is a rule about the forum.
    """
    Forum.objects.select_for_update().get(pk=seat.forum_id)
    return locked(seat, "forum__type", "organisation")


def _check(seat: Seat, person: "Person", term: Period, besides: Appointment | None = None) -> None:
    if person.collaboration_id != seat.forum.collaboration_id or person.erased_at is not None:
        raise RuleBroken(Refusal.PERSON_ELSEWHERE)
    seat_life = Period(seat.starts_on, seat.ends_on)
    forum_life = Period(seat.forum.starts_on, seat.forum.ends_on)
    if reason := why_not_term(term, seat=seat_life, forum=forum_life):
        life = {Refusal.OUTSIDE_SEAT: seat_life, Refusal.OUTSIDE_FORUM: forum_life}.get(reason)
        raise RuleBroken(reason, f"{period_in_words(life)}." if life else "")
    others = Appointment.objects.select_related("person")
    if besides:
        others = others.exclude(pk=besides.pk)
    _refuse_clash(Refusal.SEAT_TAKEN, term, others.filter(seat=seat))
    _refuse_clash(Refusal.SITS_ALREADY, term, others.filter(seat__forum=seat.forum, person=person))


def _refuse_clash(reason: Refusal, term: Period, others: QuerySet[Appointment]) -> None:
    clash = first_clash(term, [Taken(str(one.person), _term(one)) for one in others])
    if clash:
        raise RuleBroken(reason, f"{clash.who}, {period_in_words(clash.term)}.")


def _shorten(actor: User, appointment: Appointment, last: date, verb: str) -> None:
    before, sat = {"ends_on": appointment.ends_on}, _sits(appointment)
    appointment.ends_on = last
    appointment.save(update_fields=["ends_on", "left_early_because"])
    _cut_presidium(actor, appointment, sat)
    _remember(actor, verb, appointment, before=before, after={"ends_on": last})


def _sits(appointment: Appointment) -> list[Period]:
    """All the days that the person sits in the forum, by this appointment and by their others."""
    sits = Appointment.objects.filter(seat__forum=appointment.seat.forum_id, person=appointment.person_id)
    return [_term(one) for one in sits]


def _cut_presidium(actor: User, appointment: Appointment, sat: list[Period]) -> None:
    """Who no longer sits in the forum no longer presides over it. `sat`: when they sat before the change."""
    sits, forum = _sits(appointment), appointment.seat.forum
    for office in PresidiumTerm.objects.filter(forum=forum, person=appointment.person_id):
        term = Period(office.starts_on, office.ends_on)
        left = left_of_office(term, sat, sits)
        if left is None:
            remove(actor, "presidium.ended", office, "office", "ends_on", on=forum, person_id=office.person_id)
        else:
            days = {"starts_on": left.first, "ends_on": left.last}
            alter(actor, "presidium.ended", office, days, on=forum, person_id=office.person_id)


def _term(appointment: Appointment) -> Period:
    return Period(appointment.starts_on, appointment.ends_on)


def _remember(actor: User, verb: str, appointment: Appointment, **what: Any) -> "Event":
    """The event lies on the forum, where people look for it, and says which seat."""
    seat = appointment.seat
    what["after"] = what.get("after", {}) | {"seat": seat_in_words(seat)}
    return record(
        actor,
        verb,
        seat.forum,
        person_id=appointment.person_id,
        on_behalf_of=_party_behind(actor, seat),
        **what,
    )


def _party_behind(actor: User, seat: Seat) -> "Organisation | None":
    acts_for_party = appoints_for_party(actor, seat) and not can_run(actor, seat.forum)
    return seat.organisation if acts_for_party else None
