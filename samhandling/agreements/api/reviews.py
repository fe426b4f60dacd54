"""Reviews: planned with the agreement, recorded when they have been held."""

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, agreement_in
from samhandling.agreements.domain.reviews import review_state
from samhandling.agreements.enums import ReviewKind, ReviewOutcome, ReviewState
from samhandling.agreements.selectors.reviews import review_for, reviews_of
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing


class ReviewOut(Out):
    """A dated obligation to look at the agreement, and what came of it."""

    id: int
    agreement_id: int
    kind: ReviewKind
    state: ReviewState
    opens_on: date
    due_on: date
    done_on: date | None
    outcome: Annotated[ReviewOutcome | None, From(lambda review: review.outcome or None)]
    conclusion: str


@router.read(f"{ONE}/reviews", Listing[ReviewOut])
def review_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[ReviewOut]:
    """The reviews, the most urgent first and those done last."""
    rows = reviews_of(agreement_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, rows, paging, lambda row: ReviewOut.of(row.review, state=row.state))


@router.read(f"{ONE}/reviews/{{int:review}}", ReviewOut)
def review_detail(request: ApiRequest, slug: Slug, pk: Pk, review: Pk) -> ReviewOut:
    """One review."""
    planned = review_for(agreement_in(request.user, slug, pk), review)
    return ReviewOut.of(planned, state=review_state(planned, timezone.localdate()))
