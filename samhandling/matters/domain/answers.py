"""What a party may answer, and what the answers come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from samhandling.matters.enums import Refusal, Route, Stance

# What a body of the party must have decided on.
DECIDED = {Stance.ADOPTED, Stance.ADOPTED_WITH_CHANGE, Stance.DECLINED}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as somebody fills it in."""

    state: Stance
    body: str = ""
    decided_on: date | None = None
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answers come to: how many of the rows are answered, and the median days it took them."""

    rows: int
    answered: int
    days: float | None

    @property
    def left(self) -> int:
        return self.rows - self.answered


def why_not_give(given: Given, *, issued_on: date, is_withdrawn: bool, today: date) -> Refusal | None:
    if is_withdrawn:
        return Refusal.WITHDRAWN
    if given.state is Stance.NOT_YET:
        return Refusal.ANSWER_MISSING
    if given.state in DECIDED and not (given.body.strip() and given.decided_on):
        return Refusal.BODY_MISSING
    if given.decided_on is not None and given.decided_on > today:
        return Refusal.IN_THE_FUTURE
    if given.decided_on is not None and given.decided_on < issued_on:
        return Refusal.BEFORE_ISSUED
    if given.state is Stance.ADOPTED_WITH_CHANGE and not given.reasons.strip():
        return Refusal.CHANGE_MISSING
    return Refusal.WHY_MISSING if given.state is Stance.DECLINED and not given.reasons.strip() else None


def why_not_take(state: Stance, route: Route, *, is_correction: bool, reason: str, has_paper: bool) -> Refusal | None:
    """Given once; after that corrected, with a reason. What came on paper has the paper with it."""
    if is_correction and state is Stance.NOT_YET:
        return Refusal.NOT_ANSWERED
    if not is_correction and state is not Stance.NOT_YET:
        return Refusal.ALREADY_ANSWERED
    if is_correction and not reason.strip():
        return Refusal.REASON_MISSING
    return Refusal.PAPER_MISSING if route is Route.PAPER and not has_paper else None


def why_not_issue(*, parties: int, answer_by: date, today: date) -> Refusal | None:
    if not parties:
        return Refusal.NO_PARTIES
    return Refusal.DAY_PASSED if answer_by < today else None


def why_not_remind(*, left: int, reminded_on: date | None, is_withdrawn: bool, today: date) -> Refusal | None:
    if is_withdrawn:
        return Refusal.WITHDRAWN
    if not left:
        return Refusal.ALL_ANSWERED
    return Refusal.REMINDED_TODAY if reminded_on == today else None


def is_late(answer_by: date, answered_on: date | None, today: date) -> bool:
    """Answered after the day, or not answered although it has passed."""
    return (answered_on or today) > answer_by


def tally(answers: Iterable[tuple[date, date | None]]) -> Tally:
    """Of rows: the day the recommendation was issued, and the day its party answered, if it has."""
    rows = list(answers)
    took = [(answered - issued).days for issued, answered in rows if answered is not None]
    return Tally(len(rows), len(took), median(took) if took else None)
