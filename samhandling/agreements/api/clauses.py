"""The text as it is read, and what each clause has said before."""

from datetime import datetime
from operator import itemgetter
from typing import Annotated, Literal

from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, agreement_in, workings_in
from samhandling.agreements.selectors.clauses import clause_for, text_of, wordings_of
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing

CLAUSE = f"{ONE}/clauses/{{int:clause}}"


class ClauseOut(Out):
    """A clause as it stands. A rewriting starts from its `version`."""

    id: int
    agreement_id: int
    number: str
    heading: str
    text: str
    parent_id: int | None
    position: int
    version: int
    is_removed: bool


class DifferencePart(Out):
    """Some words of a text, and whether they were there before and are there now.

    `unlike` has no words: what follows it differs too much to be told word by word, and stands whole.
    """

    kind: Annotated[Literal["same", "added", "removed", "unlike"], From(itemgetter(0))]
    text: Annotated[str, From(itemgetter(1))]


class WordingOut(Out):
    """What a clause said in one version, and how that differs from the version before."""

    version: int
    heading: str
    written_at: datetime
    written_by: str
    reason: str
    text_difference: list[DifferencePart]


@router.read(f"{ONE}/clauses", Listing[ClauseOut])
def clause_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[ClauseOut]:
    """The agreement's text, clause by clause in the order it is read."""
    lines = text_of(agreement_in(request.user, slug, pk))
    return short_listing(request, lines, paging, lambda line: ClauseOut.of(line.clause))


@router.read(CLAUSE, ClauseOut)
def clause_detail(request: ApiRequest, slug: Slug, pk: Pk, clause: Pk) -> ClauseOut:
    """One clause. A removed one is told of to those who work with the agreement."""
    return ClauseOut.of(clause_for(request.user, agreement_in(request.user, slug, pk), clause))


@router.read(f"{CLAUSE}/versions", Listing[WordingOut])
def clause_versions(request: ApiRequest, slug: Slug, pk: Pk, clause: Pk, paging: Query[Paging]) -> Listing[WordingOut]:
    """What the clause has said, the newest first. For those who work with the agreement."""
    rewritten = clause_for(request.user, workings_in(request.user, slug, pk), clause)
    return short_listing(request, wordings_of(rewritten), paging, WordingOut.of)
