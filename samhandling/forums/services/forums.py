"""Set up, change and end forums."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, locked, set_values
from samhandling.forums.domain.appointments import lies_within
from samhandling.forums.enums import AccessMode, Refusal
from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.forums.permissions import can_manage, can_set_up, is_secretary
from samhandling.forums.services.papers import open_papers
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period, ends_before_start

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@transaction.atomic
def create_forum(*, actor: User, collaboration: "Collaboration", **fields: Any) -> Forum:
    """Set up a forum. `fields` are a forum's own (type, name and starts_on are needed) and `areas`."""
    require(can_set_up(actor, collaboration.pk))
    areas = fields.pop("areas", [])
    forum = Forum(collaboration=collaboration, **fields)
    _check(forum, areas)
    add(actor, "forum.set_up", forum, "name", "type", "starts_on")
    forum.areas.set(areas)
    return forum


@transaction.atomic
def change_forum(*, actor: User, forum: Forum, now: datetime, **new: Any) -> Forum:
    """Change what the forum is. A new last day is set by `end_forum`, which also ends what hangs on it.

    Who opens a forum to everybody publishes what lies before it.
    """
    forum = locked(forum, "type")
    require(can_manage(actor, forum))
    areas = new.pop("areas", None)
    _check_openness(actor, forum, new.get("access", forum.access))
    before, after = set_values(forum, new)
    _check(forum, forum.areas.all() if areas is None else areas)
    _check_start(forum, after)
    forum.save()
    if areas is not None:
        _set_areas(forum, areas, before, after)
    if after:
        record(actor, "forum.changed", forum, before=before, after=after)
    if after.get("access") == AccessMode.OPEN:
        open_papers(actor=actor, forum=forum, now=now)
    return forum


@transaction.atomic
def end_forum(*, actor: User, forum: Forum, ends_on: date, reason: str = "") -> Forum:
    """Nobody sits in the forum after its last day: its seats, appointments and presidium end with it."""
    forum = locked(forum, "type")
    require(can_manage(actor, forum))
    _check_end(forum, ends_on)
    before = {"ends_on": forum.ends_on}
    forum.ends_on = ends_on
    forum.save(update_fields=["ends_on"])
    ended = Appointment.objects.filter(seat__forum=forum, ends_on__gt=ends_on).update(ends_on=ends_on)
    PresidiumTerm.objects.filter(forum=forum, ends_on__gt=ends_on).update(ends_on=ends_on)
    Seat.objects.filter(Q(ends_on=None) | Q(ends_on__gt=ends_on), forum=forum).update(ends_on=ends_on)
    after = {"ends_on": ends_on, "ended_appointments": ended}
    record(actor, "forum.ended", forum, before=before, after=after, reason=reason)
    return forum


@transaction.atomic
def prolong_forum(*, actor: User, forum: Forum, ends_on: date | None, reason: str = "") -> Forum:
    """A pilot goes on: to a later day, or until further notice. Seats that would have ended with it go on too."""
    forum = locked(forum, "type")
    require(can_manage(actor, forum))
    before = {"ends_on": forum.ends_on}
    Seat.objects.filter(forum=forum, ends_on=forum.ends_on).update(ends_on=ends_on)
    forum.ends_on = ends_on
    forum.save(update_fields=["ends_on"])
    record(actor, "forum.prolonged", forum, before=before, after={"ends_on": ends_on}, reason=reason)
    return forum


@transaction.atomic
def set_last_day(*, actor: User, forum: Forum, ends_on: date | None, reason: str = "") -> Forum:
    """End the forum, or let it go on when the day is later than the one it has, or none at all."""
    if ends_on is None or (forum.ends_on is not None and ends_on > forum.ends_on):
        return prolong_forum(actor=actor, forum=forum, ends_on=ends_on, reason=reason)
    return end_forum(actor=actor, forum=forum, ends_on=ends_on, reason=reason)


def _check(forum: Forum, areas: Any) -> None:
    if ends_before_start(forum.starts_on, forum.ends_on):
        raise RuleBroken(Refusal.END_BEFORE_START)
    if _comes_from_elsewhere(forum, areas):
        raise RuleBroken(Refusal.FROM_ELSEWHERE)
    above = forum.parent
    while above is not None:
        if above.pk == forum.pk:
            raise RuleBroken(Refusal.PARENT_BELOW_ITSELF)
        above = above.parent


def _comes_from_elsewhere(forum: Forum, areas: Any) -> bool:
    home = forum.collaboration_id
    chosen = [forum.parent, forum.agreement, *(area.agreement for area in areas)]
    if any(one is not None and one.collaboration_id != home for one in chosen):
        return True
    shared = [forum.type, forum.owner]
    return any(one is not None and one.collaboration_id not in {None, home} for one in shared)


def _check_openness(actor: User, forum: Forum, access: str) -> None:
    """Papers written for a closed room are opened by its secretary, not by whoever manages the structure."""
    opens = forum.access == AccessMode.CLOSED and access != AccessMode.CLOSED
    if opens and forum.papers.exists() and not is_secretary(actor, forum):
        raise RuleBroken(Refusal.CLOSED_PAPERS)


def _check_start(forum: Forum, after: dict[str, Any]) -> None:
    earliest = forum.seats.order_by("starts_on").first() if "starts_on" in after else None
    if earliest and earliest.starts_on < forum.starts_on:
        raise RuleBroken(Refusal.SEATS_BEFORE)


def _check_end(forum: Forum, ends_on: date) -> None:
    if ends_before_start(forum.starts_on, ends_on):
        raise RuleBroken(Refusal.END_BEFORE_START)
    life = Period(forum.starts_on, ends_on)
    below = [child.name for child in forum.children.all() if not _ends_by(child, life)]
    if below:
        raise RuleBroken(Refusal.FORUMS_BELOW, f"{', '.join(below)}.")
    later = (
        Appointment.objects.filter(seat__forum=forum, starts_on__gt=ends_on).exists()
        or PresidiumTerm.objects.filter(forum=forum, starts_on__gt=ends_on).exists()
        or forum.seats.filter(starts_on__gt=ends_on).exists()
    )
    if later:
        raise RuleBroken(Refusal.BEGINS_LATER)


def _ends_by(child: Forum, life: Period) -> bool:
    return lies_within(Period(max(child.starts_on, life.first), child.ends_on), life)


def _set_areas(forum: Forum, areas: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    old, new = set(forum.areas.all()), set(areas)
    if old != new:
        before["areas"], after["areas"] = sorted(map(str, old)), sorted(map(str, new))
        forum.areas.set(new)
