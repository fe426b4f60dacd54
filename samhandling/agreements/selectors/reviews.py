"""Reviews, the most urgent first."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.shortcuts import get_object_or_404

from samhandling.agreements.domain.reviews import in_order_of_urgency, next_review, review_state
from samhandling.agreements.enums import ReviewKind, ReviewState
from samhandling.agreements.models import Agreement, Review
from samhandling.core.prepared import Prepared


@dataclass(frozen=True, slots=True)
class ReviewRow:
    review: Review
    state: ReviewState

    @property
    def tone(self) -> str:
        return _TONES[self.state]

    @property
    def may_be_recorded(self) -> bool:
        """Its time has come, and it has not been held."""
        return self.state in {ReviewState.OVERDUE, ReviewState.GOING_ON}


_TONES = {
    ReviewState.OVERDUE: "danger",
    ReviewState.GOING_ON: "warning",
    ReviewState.AHEAD: "neutral",
    ReviewState.DONE: "success",
}


def reviews_of(agreement: Agreement, today: date) -> list[ReviewRow]:
    """Overdue first, then those going on, those ahead, and last those done."""
    return [
        ReviewRow(review, review_state(review, today)) for review in in_order_of_urgency(agreement.reviews.all(), today)
    ]


def next_review_of(agreement: Agreement, today: date) -> ReviewRow | None:
    review = next_review(agreement.reviews.all(), today)
    return ReviewRow(review, review_state(review, today)) if review else None


class ComingReview(NamedTuple):
    """As much of an undone review as the overview tells."""

    kind: str
    opens_on: date
    due_on: date
    done_on: date | None

    @property
    def in_words(self) -> str:
        return str(ReviewKind(self.kind).label)


def coming_review_of(agreement: Agreement, today: date) -> ComingReview | None:
    return next_review(_reviews(agreement=agreement.pk), today)


_reviews = Prepared(
    ComingReview,
    lambda agreement: (
        Review.objects.filter(agreement=agreement, done_on=None)
        .order_by("due_on", "pk")
        .values_list("kind", "opens_on", "due_on", "done_on")
    ),
)


def review_for(agreement: Agreement, pk: int) -> Review:
    """One of this agreement's reviews, or 404."""
    return get_object_or_404(agreement.reviews.all(), pk=pk)
