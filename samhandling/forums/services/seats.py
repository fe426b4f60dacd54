"""Set up seats one by one, change them, and let them cease."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, locked, remove, set_values
from samhandling.forums.domain.appointments import lies_within
from samhandling.forums.enums import Refusal, SeatKind
from samhandling.forums.models import CompositionRule, Forum, Seat
from samhandling.forums.permissions import can_manage, places_held
from samhandling.forums.selectors.in_words import period_in_words, seat_in_words
from samhandling.forums.services.appointments import locked_seat
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period, ends_before_start
from samhandling.organisations.enums import WhoCan
from samhandling.organisations.permissions import answers_for
from samhandling.organisations.services.letting_in import refuse_oneself

if TYPE_CHECKING:
    from samhandling.organisations.models import Organisation


@transaction.atomic
def add_seat(
    *,
    actor: User,
    forum: Forum,
    starts_on: date,
    kind: str = SeatKind.ORDINARY,
    organisation: "Organisation | None" = None,
    ends_on: date | None = None,
    rule: CompositionRule | None = None,
) -> Seat:
    """One more seat, last among its kind."""
    forum = locked(forum, "type")
    require(can_manage(actor, forum))
    ends_on = ends_on or forum.ends_on
    _check_life(forum, Period(starts_on, ends_on))
    _check_organisation(forum, organisation)
    seat = Seat(
        forum=forum,
        rule=rule,
        kind=kind,
        number=(forum.seats.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    after = {"seat": seat_in_words(seat), "organisation": organisation}
    return add(actor, "seat.added", seat, on=forum, after=after)


@transaction.atomic
def change_seat(*, actor: User, seat: Seat, organisation: "Organisation | None") -> Seat:
    """Say on behalf of whom one sits there. Holds for the seat's whole life: it puts a mistake right."""
    seat = locked_seat(seat)
    require(can_manage(actor, seat.forum))
    _check_organisation(seat.forum, organisation)
    before, after = set_values(seat, {"organisation": organisation})
    if after:
        if organisation is not None and not answers_for(actor, seat.forum.collaboration_id, organisation.pk):
            holders = places_held().filter(seat=seat).values_list("person__user", flat=True)
            refuse_oneself(actor, holders, seat.forum.collaboration_id, WhoCan.SEAT)
        seat.save(update_fields=["organisation"])
        record(actor, "seat.changed", seat.forum, before=before, after=after | {"seat": seat_in_words(seat)})
    return seat


@transaction.atomic
def move_seat_up(*, actor: User, seat: Seat) -> Seat:
    """Change places with the one before: this is the order in which substitutes are called."""
    seat = locked_seat(seat)
    require(can_manage(actor, seat.forum))
    above = seat.forum.seats.filter(kind=seat.kind, number__lt=seat.number).order_by("-number").first()
    if above is None:
        return seat
    mine, theirs = seat.number, above.number
    _renumber(seat, (seat.forum.seats.filter(kind=seat.kind).aggregate(last=Max("number"))["last"] or 0) + 1)
    _renumber(above, mine)
    _renumber(seat, theirs)
    record(actor, "seat.moved", seat.forum, before={"number": mine}, after={"number": theirs})
    return seat


@transaction.atomic
def abolish_seat(*, actor: User, seat: Seat, ends_on: date, reason: str = "") -> Seat:
    """The seat is there until that day and not after it. Whoever sits there longer must leave first."""
    seat = locked_seat(seat)
    require(can_manage(actor, seat.forum))
    _check_life(seat.forum, Period(seat.starts_on, ends_on))
    longest = seat.appointments.filter(ends_on__gt=ends_on).select_related("person").order_by("starts_on").first()
    if longest:
        term = period_in_words(Period(longest.starts_on, longest.ends_on))
        raise RuleBroken(Refusal.SEAT_HELD, f"{longest.person}, {term}.")
    before = {"ends_on": seat.ends_on}
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    after = {"ends_on": ends_on, "seat": seat_in_words(seat)}
    record(actor, "seat.abolished", seat.forum, before=before, after=after, reason=reason)
    return seat


@transaction.atomic
def remove_seat(*, actor: User, seat: Seat) -> None:
    """Take away a seat that was made by mistake and that nobody has ever sat in."""
    seat = locked_seat(seat)
    require(can_manage(actor, seat.forum))
    if seat.appointments.exists():
        raise RuleBroken(Refusal.SEAT_HAS_HISTORY)
    before = {"seat": seat_in_words(seat), "organisation": seat.organisation}
    remove(actor, "seat.removed", seat, on=seat.forum, before=before)


def _renumber(seat: Seat, number: int) -> None:
    seat.number = number
    seat.save(update_fields=["number"])


def _check_life(forum: Forum, life: Period) -> None:
    if ends_before_start(life.first, life.last):
        raise RuleBroken(Refusal.END_BEFORE_START)
    whole = Period(forum.starts_on, forum.ends_on)
    if not lies_within(life, whole):
        raise RuleBroken(Refusal.OUTSIDE_FORUM, f"{period_in_words(whole)}.")


def _check_organisation(forum: Forum, organisation: "Organisation | None") -> None:
    if organisation is not None and organisation.collaboration_id not in {None, forum.collaboration_id}:
        raise RuleBroken(Refusal.FROM_ELSEWHERE)
