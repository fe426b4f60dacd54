"""Reviews: planned with the agreement, recorded when they have been held."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.found import ONE, agreement_in, edited_in
from samhandling.agreements.domain.reviews import review_state
from samhandling.agreements.enums import ReviewKind, ReviewOutcome, ReviewState
from samhandling.agreements.selectors.reviews import review_for, reviews_of
from samhandling.agreements.services.reviews import cancel_review, change_review, plan_review, record_review
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, In, Out, Pk, Prose, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import left_out
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.agreements.models import Review

REVIEW = f"{ONE}/reviews/{{int:review}}"


class ReviewOut(Out):
    """A dated obligation to look at the agreement, and what came of it."""

    id: int
    agreement_id: int
    kind: ReviewKind
    state: ReviewState
    opens_on: date
    due_on: date
    done_on: date | None
    outcome: ReviewOutcome | None
    conclusion: str

    @classmethod
    def of(cls, review: "Review") -> Self:
        return cls(
            id=review.pk,
            agreement_id=review.agreement_id,
            kind=ReviewKind(review.kind),
            state=review_state(review, timezone.localdate()),
            opens_on=review.opens_on,
            due_on=review.due_on,
            done_on=review.done_on,
            outcome=ReviewOutcome(review.outcome) if review.outcome else None,
            conclusion=review.conclusion,
        )


class ReviewChange(In):
    """What is left out stays as it is."""

    kind: ReviewKind = left_out()
    opens_on: Day = left_out()
    due_on: Day = left_out()


class ReviewPlan(In):
    """When the agreement shall be looked at anew."""

    kind: ReviewKind
    opens_on: Day
    due_on: Day


class ReviewRecord(In):
    """On which day it was concluded, what came of it, and two or three sentences that a council can read."""

    done_on: Day
    outcome: ReviewOutcome
    conclusion: Prose


@router.read(f"{ONE}/reviews", Listing[ReviewOut])
def review_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[ReviewOut]:
    """The reviews, the most urgent first and those done last."""
    rows = reviews_of(agreement_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, rows, paging, lambda row: ReviewOut.of(row.review))


@router.read(REVIEW, ReviewOut)
def review_detail(request: ApiRequest, slug: Slug, pk: Pk, review: Pk) -> ReviewOut:
    """One review."""
    return ReviewOut.of(review_for(agreement_in(request.user, slug, pk), review))


@router.write("POST", f"{ONE}/reviews", ReviewOut, status=201, location="agreements/{agreement_id}/reviews/{id}")
def review_plan(request: ApiUserRequest, slug: Slug, pk: Pk, body: ReviewPlan) -> ReviewOut:
    """Plan a review."""
    agreement = agreement_in(request.user, slug, pk)
    return ReviewOut.of(plan_review(actor=request.user, agreement=agreement, **body.all()))


@router.write("PATCH", REVIEW, ReviewOut, current=review_detail)
def review_change(request: ApiUserRequest, slug: Slug, pk: Pk, review: Pk, body: ReviewChange) -> ReviewOut:
    """Plan anew what has not been held."""
    found = review_for(edited_in(request.user, slug, pk), review)
    terms: dict[str, Any] = {"kind": found.kind, "opens_on": found.opens_on, "due_on": found.due_on} | body.given()
    return ReviewOut.of(change_review(actor=request.user, review=found, **terms))


@router.write("DELETE", REVIEW, None, status=204, current=review_detail)
def review_cancel(request: ApiUserRequest, slug: Slug, pk: Pk, review: Pk) -> None:
    """Take a planned review out of the plan."""
    cancel_review(actor=request.user, review=review_for(agreement_in(request.user, slug, pk), review))


@router.write("POST", f"{REVIEW}/record", ReviewOut)
def review_record(request: ApiUserRequest, slug: Slug, pk: Pk, review: Pk, body: ReviewRecord) -> ReviewOut:
    """Write down what a review came to."""
    found = review_for(edited_in(request.user, slug, pk), review)
    return ReviewOut.of(record_review(actor=request.user, review=found, today=timezone.localdate(), **body.all()))
