"""What the parties say about a draft and what they propose, and what is answered."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.clauses import DifferencePart
from samhandling.agreements.api.lookups import ONE, edited_in, workings_in
from samhandling.agreements.enums import ProposalState
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors.parties import party_for
from samhandling.agreements.selectors.renewal import (
    clause_of,
    comment_for,
    compared,
    parties_spoken_for,
    proposal_for,
    talk_about,
)
from samhandling.agreements.services.renewal import answer_comment, propose_change, write_comment
from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, From, In, Out, Pk, Prose, RowId, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named, chosen
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement, Party

COMMENT = f"{ONE}/comments/{{int:comment}}"


class CommentOut(Out):
    """What a party, or the coordinator, says about the draft: about one clause or about the whole."""

    id: int
    agreement_id: int
    clause_id: int | None
    party: Named | None
    speaker: str
    text: str
    written_at: datetime
    answer: str


class ProposalOut(Out, within="proposal"):
    """Another text for a clause. It is outdated when the clause got a new wording after it was written."""

    id: int
    agreement_id: Annotated[int, From("proposal.clause.agreement_id")]
    clause_id: int
    party: Named | None
    speaker: str
    text: str
    reason: str
    base_version: int
    is_outdated: bool
    state: Annotated[ProposalState, From("proposal.state")]
    proposed_at: datetime
    decided_at: datetime | None
    answer: str
    difference: Annotated[list[DifferencePart], From("parts")]


class CommentCreate(In):
    """About one clause, or about the whole when `clause_id` is null.

    `party_id` null is the coordinator, or the only party that one answers for.
    """

    text: Annotated[Prose, Field(max_length=10_000)]
    clause_id: RowId | None = None
    party_id: RowId | None = None


class ProposalCreate(In):
    """`base_version` is the version of the clause that the writer had before them."""

    clause_id: RowId
    text: Annotated[Prose, Field(max_length=20_000)]
    reason: Annotated[Prose, Field(max_length=2_000)]
    base_version: Annotated[int, Field(strict=True, ge=1, le=32_767), WHOLE]
    party_id: RowId | None = None


class Answer(In):
    """Told to those who wrote."""

    answer: Annotated[Prose, Field(max_length=5_000)]


@router.read(f"{ONE}/comments", Listing[CommentOut])
def comment_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[CommentOut]:
    """What has been said: about the whole, then clause by clause. For those who work with the agreement."""
    talks = talk_about(workings_in(request.user, slug, pk))
    comments = [comment for talk in talks for comment in talk.comments]
    return short_listing(request, comments, paging, CommentOut.of)


@router.read(COMMENT, CommentOut)
def comment_detail(request: ApiRequest, slug: Slug, pk: Pk, comment: Pk) -> CommentOut:
    """One comment. For those who work with the agreement."""
    return CommentOut.of(comment_for(workings_in(request.user, slug, pk), comment))


@router.write("POST", f"{ONE}/comments", CommentOut, status=201, location="agreements/{agreement_id}/comments/{id}")
def comment_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: CommentCreate) -> CommentOut:
    """Say something about a draft."""
    agreement = workings_in(request.user, slug, pk)
    party = _voice(request, agreement, body.party_id)
    clause = chosen("clause_id", body.clause_id, lambda number: clause_of(agreement, number))
    written = write_comment(actor=request.user, agreement=agreement, clause=clause, party=party, text=body.text)
    return CommentOut.of(written)


@router.write("POST", f"{COMMENT}/answer", CommentOut)
def comment_answer(request: ApiUserRequest, slug: Slug, pk: Pk, comment: Pk, body: Answer) -> CommentOut:
    """Tell those who commented what became of it."""
    written = comment_for(edited_in(request.user, slug, pk), comment)
    return CommentOut.of(answer_comment(actor=request.user, comment=written, answer=body.answer))


@router.read(f"{ONE}/proposals", Listing[ProposalOut])
def proposal_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[ProposalOut]:
    """What has been proposed, in the order of the text. For those who work with the agreement."""
    talks = talk_about(workings_in(request.user, slug, pk))
    proposals = [proposal for talk in talks for proposal in talk.proposals]
    return short_listing(request, proposals, paging, ProposalOut.of)


@router.read(f"{ONE}/proposals/{{int:proposal}}", ProposalOut)
def proposal_detail(request: ApiRequest, slug: Slug, pk: Pk, proposal: Pk) -> ProposalOut:
    """One proposal, with what it would change. For those who work with the agreement."""
    return ProposalOut.of(compared(proposal_for(workings_in(request.user, slug, pk), proposal)))


@router.write("POST", f"{ONE}/proposals", ProposalOut, status=201, location="agreements/{agreement_id}/proposals/{id}")
def proposal_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: ProposalCreate) -> ProposalOut:
    """Put forward another text for a clause of a draft."""
    agreement = workings_in(request.user, slug, pk)
    party = _voice(request, agreement, body.party_id)
    clause = chosen("clause_id", body.clause_id, lambda number: clause_of(agreement, number))
    made = propose_change(
        actor=request.user,
        clause=clause,
        party=party,
        text=body.text,
        reason=body.reason,
        base_version=body.base_version,
    )
    return ProposalOut.of(compared(made))


def _voice(request: ApiUserRequest, agreement: "Agreement", pk: int | None) -> "Party | None":
    """In whose name the person speaks. Somebody with no voice gets 403, as on the pages."""
    parties, is_coordinator = parties_spoken_for(request.user, agreement), can_edit(request.user, agreement)
    require(bool(parties) or is_coordinator)
    if pk is None and not is_coordinator and len(parties) == 1:
        return parties[0]
    return chosen("party_id", pk, lambda number: party_for(agreement, number))
