"""When the agreement must be looked at anew."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from samhandling.agreements.enums import Refusal, ReviewState
from samhandling.lib.periods import Period, ends_before_start


class DatedReview(Protocol):
    """Anything with a window to be reviewed in."""

    @property
    def opens_on(self) -> date: ...

    @property
    def due_on(self) -> date: ...

    @property
    def done_on(self) -> date | None: ...


R = TypeVar("R", bound=DatedReview)


def review_state(review: DatedReview, on: date) -> ReviewState:
    """How it stands on the day: what has been done later was still to do."""
    if review.done_on is not None and review.done_on <= on:
        return ReviewState.DONE
    if review.due_on < on:
        return ReviewState.OVERDUE
    return ReviewState.GOING_ON if review.opens_on <= on else ReviewState.AHEAD


def next_review(reviews: Iterable[R], on: date) -> R | None:
    """The undone review to turn to: the one longest overdue, else the one due first."""
    undone = [review for review in reviews if review_state(review, on) is not ReviewState.DONE]
    return min(undone, key=lambda review: _urgency(review, on), default=None)


def in_order_of_urgency(reviews: Iterable[R], on: date) -> list[R]:
    """Overdue first, then those going on, then those ahead; done last."""
    return sorted(reviews, key=lambda review: _urgency(review, on))


_RANK = {ReviewState.OVERDUE: 0, ReviewState.GOING_ON: 1, ReviewState.AHEAD: 2, ReviewState.DONE: 3}


def _urgency(review: DatedReview, on: date) -> tuple[int, date]:
    return _RANK[review_state(review, on)], review.due_on


def last_year_of(ends_on: date) -> date:
    """The first of the agreement's last 365 days."""
    return ends_on - timedelta(days=364)


def is_reviewed_in_last_year(reviews: Iterable[DatedReview], ends_on: date) -> bool:
    """True when some review falls within the agreement's last 365 days."""
    last_year = Period(last_year_of(ends_on), ends_on)
    return any(last_year.overlaps(Period(review.opens_on, review.due_on)) for review in reviews)


def why_not_plan_review(opens_on: date, due_on: date) -> Refusal | None:
    return Refusal.ENDS_BEFORE_START if ends_before_start(opens_on, due_on) else None


def why_not_record_review(review: DatedReview, done_on: date, conclusion: str, today: date) -> Refusal | None:
    """A review is recorded once, when it has been held, with what it came to."""
    if review.done_on is not None:
        return Refusal.REVIEW_DONE
    if done_on > today:
        return Refusal.IN_THE_FUTURE
    if done_on < review.opens_on:
        return Refusal.BEFORE_REVIEW_OPENS
    return None if conclusion.strip() else Refusal.REASON_MISSING
