"""The renewal counted backwards: by which day each step must be taken, so that the next agreement is there in time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from samhandling.agreements.domain.annexes import months_before
from samhandling.agreements.enums import Refusal, RenewalStep, Status, StepState

MOST_WEEKS = 104
LONGEST_BREAK = 20
RECENT = timedelta(days=730)  # a review older than this says nothing of how the agreement ended
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """How many weeks lie before each step, and the weeks of the summer when boards and councils do not meet.

    The councils' fourteen weeks hold the executive boards, sixteen councils, and the notice each must give.
    The four before the signatures hold the three weeks within which a decision may be appealed.
    """

    weeks_evaluated: int = 6
    weeks_proposed: int = 8
    weeks_commented: int = 10
    weeks_joined: int = 6
    weeks_sent: int = 2
    weeks_decided: int = 14
    weeks_signed: int = 4
    weeks_entered: int = 2
    break_from: int = 25
    break_to: int = 33


PACE_FIELDS = tuple(one.name for one in fields(Pace))


@dataclass(frozen=True, slots=True)
class Notice:
    """What the agreement's own text says about giving notice, and where."""

    months: int
    clause_number: str
    clause: int


@dataclass(frozen=True, slots=True)
class RenewalFacts:
    """How far the renewal has come. `successor` is None until the next agreement is drafted."""

    ends_on: date
    last_reviewed_on: date | None = None
    successor: Status | None = None
    comments_due_on: date | None = None
    has_open_proposals: bool = False
    has_silent_parties: bool = False
    has_undecided_parties: bool = False
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step with the latest day for it. `is_turn` marks the one to take now, whether it is late or not."""

    step: RenewalStep
    latest: date
    state: StepState
    is_turn: bool = False


# Each step but the last, with the weeks between it and the next, backwards. Those that rest stand still in the summer.
_BACKWARDS: tuple[tuple[RenewalStep, str, bool], ...] = (
    (RenewalStep.SIGN, "weeks_entered", False),
    (RenewalStep.DECIDE, "weeks_signed", False),
    (RenewalStep.SEND, "weeks_decided", True),
    (RenewalStep.JOIN, "weeks_sent", False),
    (RenewalStep.COMMENTS, "weeks_joined", True),
    (RenewalStep.ASK, "weeks_commented", True),
    (RenewalStep.PROPOSE, "weeks_proposed", True),
    (RenewalStep.EVALUATE, "weeks_evaluated", True),
)


def latest_days(ends_on: date, pace: Pace) -> dict[RenewalStep, date]:
    """The latest day of each step. The new agreement takes effect the day after the last day of the old one."""
    day = ends_on + timedelta(days=1)
    days = {RenewalStep.ENTER: day}
    for step, weeks, rests in _BACKWARDS:
        day = _on_weekday(_weeks_before(day, getattr(pace, weeks), pace if rests else None))
        days[step] = day
    return days


def timeline(facts: RenewalFacts, pace: Pace, today: date) -> list[TimelineStep]:
    """Every step in the order of its days: done, late, next or ahead."""
    days = latest_days(facts.ends_on, pace)
    if facts.comments_due_on is not None and facts.successor is Status.DRAFT:
        days[RenewalStep.COMMENTS] = facts.comments_due_on
    chain = [step for step in RenewalStep if step in days]
    done = steps_done(facts, today)
    last_done = max((number for number, step in enumerate(chain) if step in done), default=-1)
    turn = next((step for step in chain[last_done + 1 :] if step not in done), None)
    steps = [
        TimelineStep(step, days[step], _state(step, days[step], done, turn, today), step is turn) for step in chain
    ]
    if facts.notice is not None:
        day = months_before(facts.ends_on, facts.notice.months)
        steps.append(TimelineStep(RenewalStep.NOTICE, day, StepState.PASSED if day < today else StepState.AHEAD))
    order = list(RenewalStep)
    return sorted(steps, key=lambda one: (one.latest, order.index(one.step)))


def steps_done(facts: RenewalFacts, today: date) -> set[RenewalStep]:
    """What has been done. A later step tells that those before it are; only the evaluation may be passed over."""
    done = set()
    if facts.last_reviewed_on is not None and facts.last_reviewed_on >= facts.ends_on - RECENT:
        done.add(RenewalStep.EVALUATE)
    if facts.successor is None:
        return done
    done.add(RenewalStep.PROPOSE)
    if facts.successor is Status.DRAFT:
        return done | _done_in_draft(facts, today)
    done |= {RenewalStep.ASK, RenewalStep.COMMENTS, RenewalStep.JOIN, RenewalStep.SEND}
    if not facts.has_undecided_parties:
        done.add(RenewalStep.DECIDE)
    if facts.successor in {Status.IN_FORCE, Status.ENDED}:
        done |= {RenewalStep.DECIDE, RenewalStep.SIGN, RenewalStep.ENTER}
    return done


def _done_in_draft(facts: RenewalFacts, today: date) -> set[RenewalStep]:
    if facts.comments_due_on is None:
        return set()
    if facts.comments_due_on >= today and facts.has_silent_parties:
        return {RenewalStep.ASK}
    joined = set() if facts.has_open_proposals else {RenewalStep.JOIN}
    return {RenewalStep.ASK, RenewalStep.COMMENTS} | joined


def turn_of(steps: Iterable[TimelineStep]) -> TimelineStep | None:
    """The step to take now; None when all are taken."""
    return next((step for step in steps if step.is_turn), None)


def why_not_plan(pace: Pace) -> Refusal | None:
    """Each step takes no more than two years, and the break is one within a year."""
    weeks = [getattr(pace, name) for name in PACE_FIELDS if name.startswith("weeks_")]
    if any(not 0 <= count <= MOST_WEEKS for count in weeks):
        return Refusal.WEEKS_OUT_OF_REACH
    is_within_year = 1 <= pace.break_from <= pace.break_to <= 53
    return None if is_within_year and pace.break_to - pace.break_from < LONGEST_BREAK else Refusal.BREAK_OUT_OF_REACH


_NUMBERS = {
    "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "åtta": 8, "nio": 9, "tolv": 12, "arton": 18,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "nine": 9, "twelve": 12,
    "eighteen": 18,
}  # fmt: skip
_MONTHS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:månad|månader|månaders|months?)\b", re.IGNORECASE)
_ABOUT_NOTICE = re.compile(
    r"säg(?:s|er|a|as)? upp|uppsäg|förläng|omförhandl|\bnotice\b|terminat|renegotiat|\bextend", re.IGNORECASE
)


def notice_in(clauses: Iterable[tuple[int, str, str]]) -> Notice | None:
    """The first sentence of the text that tells how many months before the end notice must be given.

    The text comes as clauses: each its key, its number and what it says.
    """
    for clause, number, text in clauses:
        for sentence in re.split(r"[.\n;]", text):
            found = _MONTHS.search(sentence)
            if found and _ABOUT_NOTICE.search(sentence):
                word = found[1].casefold()
                return Notice(_NUMBERS.get(word) or int(word), number, clause)
    return None


def _state(step: RenewalStep, day: date, done: set[RenewalStep], turn: RenewalStep | None, today: date) -> StepState:
    if step in done:
        return StepState.DONE
    if day < today:
        return StepState.LATE
    return StepState.NEXT if step is turn else StepState.AHEAD


def _weeks_before(day: date, weeks: int, pace: Pace | None) -> date:
    """So many weeks earlier; those of the break do not count."""
    while weeks:
        day -= timedelta(days=7)
        if pace is None or not pace.break_from <= day.isocalendar().week <= pace.break_to:
            weeks -= 1
    return day


def _on_weekday(day: date) -> date:
    """The Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
