"""Fill a party's seats for a new term, in one act: people, appointments, invitations and their coupling.

All or nothing: the rows are one decision of one council. Half of it saved would leave the director to find out which
half; instead every row that cannot be is told at once, and what was entered stays in the form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.forums.domain.shift import NewPerson, Wish, newcomers_of
from samhandling.forums.enums import NextHolder, Refusal, ShiftRefusal
from samhandling.forums.models import Appointment, Forum, LeftVacant, Seat
from samhandling.forums.permissions import appoints_for_party, can_run, can_shift
from samhandling.forums.selectors.in_words import seat_in_words
from samhandling.forums.selectors.shift import ShiftSeat, email_of, filled_by_whom, person_of, shift_seats
from samhandling.forums.services.appointments import appoint
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.doubles import likely_doubles, of_email
from samhandling.organisations.permissions import can_link
from samhandling.organisations.selectors.people_file import known_people
from samhandling.organisations.services.inviting import enter_person, invite_person

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, Organisation, Person


class Decision(TypedDict, total=False):
    """The decision behind all the rows of one grid."""

    decided_by: str
    decided_on: date | None
    decision_reference: str


class RowsRefused(RuleBroken):
    """Nothing was saved: why, for each seat whose row cannot be. Its own reason is that of the first."""

    def __init__(self, by_seat: Mapping[int, RuleBroken]) -> None:
        first = next(iter(by_seat.values()))
        super().__init__(first.reason, first.detail)
        self.by_seat = {seat: broken.message for seat, broken in by_seat.items()}


@dataclass(slots=True)
class Saved:
    """What was done."""

    appointed: int = 0
    left_vacant: int = 0
    reopened: int = 0
    added: int = 0
    invited: int = 0
    newly_vacant: list[LeftVacant] = field(default_factory=list)

    @property
    def is_undoable(self) -> bool:
        """Nothing but seats left vacant that were undecided: nobody is told of it."""
        others = self.appointed + self.reopened + self.added + self.invited
        return bool(self.newly_vacant) and len(self.newly_vacant) == self.left_vacant and not others


@dataclass(slots=True)
class _Grid:
    """One sending of the grid while it is carried out."""

    actor: User
    collaboration: "Collaboration"
    organisation: "Organisation"
    shift_on: date
    decision: Decision
    language: str
    now: datetime
    seats: dict[int, ShiftSeat]
    refused: dict[int, RuleBroken] = field(default_factory=dict)
    newcomers: dict[str, "Person"] = field(default_factory=dict)
    saved: Saved = field(default_factory=Saved)


@transaction.atomic
def save_shift(
    *,
    actor: User,
    collaboration: "Collaboration",
    organisation: "Organisation",
    shift_on: date,
    wishes: Sequence[Wish],
    decision: Decision,
    language: str,
    now: datetime,
) -> Saved:
    """Do what the rows say, or raise `RowsRefused` and do nothing. Seats that no row speaks of stay as they are."""
    require(can_shift(actor, collaboration.pk, organisation.pk))
    grid = _Grid(
        actor=actor,
        collaboration=collaboration,
        organisation=organisation,
        shift_on=shift_on,
        decision=decision,
        language=language,
        now=now,
        seats=_held_seats(collaboration, organisation, wishes, shift_on, timezone.localdate(now)),
    )
    people, contradicting = newcomers_of(wishes)
    grid.refused |= {seat: RuleBroken(reason) for seat, reason in contradicting.items()}
    _add_newcomers(grid, people)
    for wish in wishes:
        if wish.seat not in grid.refused:
            _try(grid, wish)
    if grid.refused:
        raise RowsRefused(grid.refused)
    return grid.saved


def _held_seats(
    collaboration: "Collaboration", organisation: "Organisation", wishes: Sequence[Wish], shift_on: date, today: date
) -> dict[int, ShiftSeat]:
    """The seats as they are now, and nobody else's to fill: the forums' rows are taken, always in one order."""
    wanted = Seat.objects.filter(
        pk__in=[wish.seat for wish in wishes], forum__collaboration=collaboration, organisation=organisation
    )
    list(Forum.objects.select_for_update().filter(pk__in=wanted.values("forum")).order_by("pk").values_list("pk"))
    return {one.pk: one for one in shift_seats(wanted, shift_on, today)}


def _try(grid: _Grid, wish: Wish) -> None:
    """One row, with a savepoint: the rows after it are looked at too, so that all that is wrong is told at once."""
    try:
        with transaction.atomic():
            _carry_out(grid, wish)
    except RuleBroken as broken:
        grid.refused[wish.seat] = broken


def _carry_out(grid: _Grid, wish: Wish) -> None:
    found = grid.seats.get(wish.seat)
    if found is None:
        raise RuleBroken(ShiftRefusal.NOT_IN_SHIFT)
    if found.mark != wish.seen:
        if found.follower is not None:
            raise RuleBroken(ShiftRefusal.FILLED_MEANWHILE, _taken_in_words(found.follower))
        raise RuleBroken(ShiftRefusal.CHANGED_MEANWHILE)
    if wish.choice is NextHolder.VACANT:
        _leave_vacant(grid, found, wish.reason)
    elif wish.choice is NextHolder.UNDECIDED:
        _reopen(grid, found)
    else:
        _appoint(grid, found, wish)


def _taken_in_words(follower: Appointment) -> str:
    advice = _("Choose “Not decided yet” to let that stand.")
    return f"{filled_by_whom(follower)} {advice}"


def _appoint(grid: _Grid, found: ShiftSeat, wish: Wish) -> None:
    person = _person(grid, found, wish)
    LeftVacant.objects.filter(seat=found.seat, starts_on=grid.shift_on).delete()
    appoint(
        actor=grid.actor,
        seat=found.seat,
        person=person,
        starts_on=wish.term.first,
        ends_on=wish.term.end,
        **grid.decision,
    )
    grid.saved.appointed += 1
    if wish.invites:
        _invite(grid, found, person, wish.email)


def _person(grid: _Grid, found: ShiftSeat, wish: Wish) -> "Person":
    if wish.newcomer is not None and wish.choice is NextHolder.NEW:
        return grid.newcomers[wish.newcomer.key]
    if wish.choice is NextHolder.STAYS:
        if found.before is None:
            raise RuleBroken(ShiftRefusal.NOBODY_STAYS)
        return found.before.person
    person = person_of(grid.collaboration, wish.person or 0)
    if person is None:
        raise RuleBroken(Refusal.PERSON_ELSEWHERE)
    return person


def _add_newcomers(grid: _Grid, people: Sequence[NewPerson]) -> None:
    """Each name once, however many seats it gets. Somebody who may be here already is asked about first."""
    known = known_people(grid.collaboration) if people else []
    for new in people:
        facts = new.facts
        reason: ShiftRefusal | None = None
        detail = ""
        if taken := of_email(facts.email, known):
            reason, detail = ShiftRefusal.EMAIL_IN_USE, f"{taken.given_name} {taken.family_name}."
        elif not new.is_another and (doubles := likely_doubles(facts.given_name, facts.family_name, known)):
            first = doubles[0]
            told = (f"{first.given_name} {first.family_name}", first.title, first.organisation)
            reason, detail = ShiftRefusal.DOUBLE, f"{', '.join(filter(None, told))}."
        if reason is not None:
            grid.refused |= dict.fromkeys(new.seats, RuleBroken(reason, detail))
            continue
        grid.newcomers[facts.key] = enter_person(
            actor=grid.actor,
            collaboration=grid.collaboration,
            organisation=grid.organisation,
            given_name=facts.given_name,
            family_name=facts.family_name,
            title=facts.title,
            email=facts.email,
        )
        grid.saved.added += 1


def _invite(grid: _Grid, found: ShiftSeat, person: "Person", email: str) -> None:
    if person.user_id is not None:
        return
    if not can_link(grid.actor, person):
        raise RuleBroken(ShiftRefusal.INVITED_BY_OTHERS)
    address = email or email_of(person)
    if not address:
        raise RuleBroken(ShiftRefusal.EMAIL_MISSING)
    sentence = _("You have been appointed to a seat in {forum} on behalf of {party}.")
    greeting = format_lazy(sentence, forum=found.seat.forum.name, party=grid.organisation.display_name)
    is_invited = invite_person(
        actor=grid.actor,
        person=person,
        email=address,
        language=grid.language,
        now=grid.now,
        greeting_lines=[greeting],
    )
    person.refresh_from_db(fields=["user"])
    grid.saved.invited += is_invited


def _leave_vacant(grid: _Grid, found: ShiftSeat, reason: str) -> None:
    """Why may name somebody: it stays with the seat, and out of the history."""
    if found.is_filled:
        raise RuleBroken(ShiftRefusal.FILLED_MEANWHILE, _taken_in_words(found.follower) if found.follower else "")
    left, is_new = LeftVacant.objects.get_or_create(
        seat=found.seat, starts_on=grid.shift_on, defaults={"reason": reason}
    )
    if is_new:
        grid.saved.newly_vacant.append(left)
    else:
        left.reason = reason
        left.save(update_fields=["reason"])
    _remember(grid.actor, "seat.left_vacant", found.seat, grid.shift_on)
    grid.saved.left_vacant += 1


def _reopen(grid: _Grid, found: ShiftSeat) -> None:
    if LeftVacant.objects.filter(seat=found.seat, starts_on=grid.shift_on).delete()[0]:
        _remember(grid.actor, "seat.undecided", found.seat, grid.shift_on)
        grid.saved.reopened += 1


@transaction.atomic
def decide_later(*, actor: User, rows: Sequence[LeftVacant]) -> int:
    """The seats are undecided again: all of them, or none."""
    forums = sorted({row.seat.forum_id for row in rows})
    list(Forum.objects.select_for_update().filter(pk__in=forums).order_by("pk").values_list("pk"))
    for row in rows:
        seat = row.seat
        require(
            seat.organisation_id is not None and can_shift(actor, seat.forum.collaboration_id, seat.organisation_id)
        )
        if not LeftVacant.objects.filter(pk=row.pk, reason=row.reason).delete()[0]:
            raise RuleBroken(ShiftRefusal.CHANGED_SINCE)
        _remember(actor, "seat.undecided", seat, row.starts_on)
    return len(rows)


def _remember(actor: User, verb: str, seat: Seat, shift_on: date) -> None:
    acts_for_party = appoints_for_party(actor, seat) and not can_run(actor, seat.forum)
    record(
        actor,
        verb,
        seat.forum,
        after={"seat": seat_in_words(seat), "starts_on": shift_on},
        on_behalf_of=seat.organisation if acts_for_party else None,
    )
