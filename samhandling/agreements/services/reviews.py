"""Reviews: planned with the agreement, recorded when they have been held."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.agreements.domain.reviews import why_not_plan_review, why_not_record_review
from samhandling.agreements.enums import Refusal
from samhandling.agreements.models import Agreement, Review
from samhandling.agreements.services.draft import open_follow_up
from samhandling.core.audit import record
from samhandling.core.verbs import add, alter, facts_of, refuse, remove
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def plan_review(*, actor: "User", agreement: Agreement, kind: str, opens_on: date, due_on: date) -> Review:
    """Set when the agreement shall be looked at anew."""
    running = open_follow_up(actor, agreement)
    refuse(why_not_plan_review(opens_on, due_on))
    review = Review(agreement=running, kind=kind, opens_on=opens_on, due_on=due_on)
    return add(actor, "review.planned", review, "kind", "opens_on", "due_on", on=running)


@transaction.atomic
def change_review(*, actor: "User", review: Review, kind: str, opens_on: date, due_on: date) -> Review:
    """Plan anew what has not been held."""
    running = open_follow_up(actor, review.agreement)
    if review.done_on is not None:
        raise RuleBroken(Refusal.REVIEW_DONE)
    refuse(why_not_plan_review(opens_on, due_on))
    alter(actor, "review.changed", review, {"kind": kind, "opens_on": opens_on, "due_on": due_on}, on=running)
    return review


@transaction.atomic
def cancel_review(*, actor: "User", review: Review) -> None:
    """Take a planned review out of the plan. One that has been held stays."""
    running = open_follow_up(actor, review.agreement)
    if review.done_on is not None:
        raise RuleBroken(Refusal.REVIEW_DONE)
    remove(actor, "review.cancelled", review, "kind", "due_on", on=running)


@transaction.atomic
def record_review(
    *, actor: "User", review: Review, done_on: date, outcome: str, conclusion: str, today: date
) -> Review:
    """Write down what the review came to."""
    running = open_follow_up(actor, review.agreement)
    review = Review.objects.get(pk=review.pk)
    refuse(why_not_record_review(review, done_on, conclusion, today))
    review.done_on, review.outcome, review.conclusion = done_on, outcome, conclusion
    review.save(update_fields=["done_on", "outcome", "conclusion"])
    record(actor, "review.recorded", running, after=facts_of(review, "kind", "done_on", "outcome", "conclusion"))
    return review
