"""Where a matter is dealt with, by when, and whether it gets on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samhandling.forums.enums import Outcome
from samhandling.lib.periods import Period
from samhandling.matters.enums import Condition, Refusal, Result

# A matter where nothing has happened for so long has stopped.
STILL = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Treated:
    """One treatment, as far as the rules look at it."""

    due_on: date | None
    done_on: date | None = None
    result: Result | None = None
    has_assignment: bool = False


def why_not_plan(due_on: date | None, raised_on: date, forum: Period | None) -> tuple[Refusal, date] | None:
    """A day that cannot be: before the matter was raised, or when the forum is not there. `forum` is its life."""
    if due_on is None:
        return None
    if due_on < raised_on:
        return Refusal.BEFORE_RAISED, raised_on
    if forum is None:
        return None
    if due_on < forum.first:
        return Refusal.BEFORE_FORUM, forum.first
    return (Refusal.AFTER_FORUM, forum.last) if forum.last is not None and due_on > forum.last else None


def why_not_record(
    result: Result, allowed: Sequence[Outcome] | None, done_on: date, today: date, assignment: str
) -> Refusal | None:
    """`allowed`: what the forum's standing and type let come of it, or None where a party deals with it."""
    if done_on > today:
        return Refusal.IN_THE_FUTURE
    if allowed is None and result in {Result.RECOMMENDATION, Result.POSITION}:
        return Refusal.PARTY_CANNOT_RECOMMEND
    if allowed is not None and result.outcome is not None and result.outcome not in allowed:
        return Refusal.OUTSIDE_MANDATE
    return Refusal.ONLY_WHEN_RETURNED if assignment.strip() and result is not Result.RETURNED else None


def next_of(treatments: Iterable[Treated]) -> Treated | None:
    """What comes next: of what is not done the earliest day, and what has no day last."""
    waiting = [one for one in treatments if one.done_on is None]
    return min(waiting, key=lambda one: one.due_on or date.max, default=None)


def laps(treatments: Iterable[Treated]) -> int:
    """How many times the matter has been referred back with nothing else to do than before."""
    return sum(one.result is Result.RETURNED and not one.has_assignment for one in treatments)


def condition_of(
    treatments: Sequence[Treated],
    *,
    raised_on: date,
    is_closed: bool,
    has_owner: bool,
    today: date,
    answered_on: date | None = None,
) -> Condition:
    """How it stands, the worst first: late, lost (nobody owns it, nothing is next, or that has no day), stopped.

    `answered_on`: when a party last answered a recommendation in the matter, which is something happening too.
    """
    if is_closed:
        return Condition.CLOSED
    following = next_of(treatments)
    if following and following.due_on and following.due_on < today:
        return Condition.LATE
    if not has_owner or following is None or following.due_on is None:
        return Condition.LOST
    last = max(filter(None, [raised_on, answered_on, *(one.done_on for one in treatments)]))
    return Condition.STOPPED if last + STILL < today else Condition.RUNNING
