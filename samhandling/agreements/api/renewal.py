"""The renewal's timeline, and how the parties have answered the round of comments. For those who work with it."""

from datetime import date
from typing import Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, workings_in
from samhandling.agreements.enums import AnswerState, RenewalStep, StepState
from samhandling.agreements.selectors.comment_round import comment_round
from samhandling.agreements.selectors.timeline import drawn_renewal, renewed_by
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing


class RenewalStepOut(Out):
    """A step of the renewal with its latest day. `is_turn` marks the one to take now."""

    step: RenewalStep
    latest: date
    state: StepState
    is_turn: bool


class PartyAnswerOut(Out):
    """How a party has answered when it was asked for comments, and how many comments and proposals it has made."""

    party: Named
    state: AnswerState
    answered_on: date | None
    reminded_on: Annotated[date | None, From("party.reminded_on")]
    comments_and_proposals: Annotated[int, From("said")]


@router.read(f"{ONE}/renewal", Listing[RenewalStepOut])
def renewal_steps(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[RenewalStepOut]:
    """The steps of the renewal in the order of their days, counted backwards from the last day of what is in force.

    404 when there is no agreement to count backwards from. For those who work with the agreement.
    """
    base = renewed_by(workings_in(request.user, slug, pk))
    if base is None:
        raise Http404
    drawn = drawn_renewal(request.user, base, timezone.localdate())
    return short_listing(request, drawn.renewal.steps, paging, RenewalStepOut.of)


@router.read(f"{ONE}/comment-round", Listing[PartyAnswerOut])
def party_answers(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[PartyAnswerOut]:
    """Each party's answer, those who have given none first. For those who work with the agreement."""
    found = comment_round(request.user, workings_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, found.rows, paging, PartyAnswerOut.of)
