"""Reviews, the most urgent first."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.shortcuts import get_object_or_404

from samhandling.agreements.domain.reviews import in_order_of_urgency, next_review, review_state
from samhandling.agreements.enums import ReviewKind, ReviewState
from samhandling.agreements.models import Agreement, Review
from samhandling.agreements.selectors.duties import TO_BE_DONE
from samhandling.core.prepared import Prepared

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """How a review stands on a day. `is_foretold`: on one that is still to come, when nothing can be late yet."""

    review: Review
    state: ReviewState
    is_foretold: bool = False

    @property
    def word(self) -> "str | Promise":
        return TO_BE_DONE if self.is_foretold and self.state is ReviewState.OVERDUE else self.state.label

    @property
    def tone(self) -> str:
        return "warning" if self.is_foretold and self.state is ReviewState.OVERDUE else _TONES[self.state]

    @property
    def is_done(self) -> bool:
        return self.state is ReviewState.DONE

    @property
    def may_be_recorded(self) -> bool:
        """Its time has come, and it has not been held."""
        return not self.is_foretold and self.state in {ReviewState.OVERDUE, ReviewState.GOING_ON}


_TONES = {
    ReviewState.OVERDUE: "danger",
    ReviewState.GOING_ON: "warning",
    ReviewState.AHEAD: "neutral",
    ReviewState.DONE: "success",
}


def reviews_of(agreement: Agreement, on: date, *, today: date | None = None) -> list[ReviewRow]:
    """As of the day: overdue first, then those going on, those ahead, and last those done."""
    return [_row(review, on, today) for review in in_order_of_urgency(agreement.reviews.all(), on)]


def next_review_of(agreement: Agreement, on: date, *, today: date | None = None) -> ReviewRow | None:
    review = next_review(agreement.reviews.all(), on)
    return _row(review, on, today) if review else None


def _row(review: Review, on: date, today: date | None) -> ReviewRow:
    return ReviewRow(review, review_state(review, on), is_foretold=on > (today or on))


class ComingReview(NamedTuple):
    """As much of an undone review as the overview tells."""

    kind: str
    opens_on: date
    due_on: date
    done_on: date | None

    @property
    def in_words(self) -> str:
        return str(ReviewKind(self.kind).label)


def coming_review_of(agreement: Agreement, on: date) -> ComingReview | None:
    return next_review(_reviews(agreement=agreement.pk, on=on), on)


_reviews = Prepared(
    ComingReview,
    lambda agreement, on: (
        Review.objects.filter(Q(done_on=None) | Q(done_on__gt=on), agreement=agreement)
        .order_by("due_on", "pk")
        .values_list("kind", "opens_on", "due_on", "done_on")
    ),
)


def review_for(agreement: Agreement, pk: int) -> Review:
    """One of this agreement's reviews, or 404."""
    return get_object_or_404(agreement.reviews.all(), pk=pk)
