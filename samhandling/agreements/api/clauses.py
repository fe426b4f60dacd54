"""The text: read in order, written, moved, and what each clause has said before."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self

from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.found import ONE, agreement_in, edited_in, workings_in
from samhandling.agreements.selectors.clauses import clause_for, text_of, wordings_of
from samhandling.agreements.selectors.renewal import clause_of
from samhandling.agreements.services.clauses import add_clause, move_clause, remove_clause, rewrite_clause
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, In, Line, MaybeLine, Out, Pk, RowId, Slug, Text
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import chosen
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.agreements.domain.differences import DiffPart
    from samhandling.agreements.models import Agreement, Clause
    from samhandling.agreements.selectors.clauses import Wording

CLAUSE = f"{ONE}/clauses/{{int:clause}}"
Position = Annotated[int, Field(strict=True, ge=1, le=500), WHOLE]


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

    @classmethod
    def of(cls, clause: "Clause") -> Self:
        return cls(
            id=clause.pk,
            agreement_id=clause.agreement_id,
            number=clause.number,
            heading=clause.heading,
            text=clause.text,
            parent_id=clause.parent_id,
            position=clause.position,
            version=clause.version,
            is_removed=clause.is_removed,
        )


class DifferencePart(Out):
    """Some words of a text, and whether they were there before and are there now.

    `unlike` has no words: what follows it differs too much to be told word by word, and stands whole.
    """

    kind: Literal["same", "added", "removed", "unlike"]
    text: str

    @classmethod
    def of(cls, part: "DiffPart") -> Self:
        kind, text = part
        return cls(kind=kind, text=text)


class WordingOut(Out):
    """What a clause said in one version, and how that differs from the version before."""

    version: int
    heading: str
    written_at: datetime
    written_by: str
    reason: str
    text_difference: list[DifferencePart]

    @classmethod
    def of(cls, wording: "Wording") -> Self:
        return cls(
            version=wording.version,
            heading=wording.heading,
            written_at=wording.written_at,
            written_by=wording.written_by,
            reason=wording.reason,
            text_difference=[DifferencePart.of(part) for part in wording.text_difference],
        )


class ClauseCreate(In):
    """A new clause: last below its parent, or last of all."""

    heading: Annotated[Line, Field(max_length=200)]
    text: Text = ""
    parent_id: RowId | None = None


class ClauseRewrite(In):
    """A new wording. When `from_version` is not the newest, somebody came between and nothing is saved."""

    heading: Annotated[Line, Field(max_length=200)]
    text: Text = ""
    reason: Annotated[MaybeLine, Field(max_length=300)] = ""
    from_version: Annotated[int, Field(strict=True, ge=1, le=32_767), WHOLE]


class ClauseMove(In):
    """Below which clause, and as which of its sisters: 1 is first, null is last."""

    parent_id: RowId | None = None
    position: Position | None = None


def parent_in(agreement: "Agreement", pk: int | None) -> "Clause | None":
    return chosen("parent_id", pk, lambda number: clause_of(agreement, number))


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
    found = clause_for(request.user, workings_in(request.user, slug, pk), clause)
    return short_listing(request, wordings_of(found), paging, WordingOut.of)


@router.write("POST", f"{ONE}/clauses", ClauseOut, status=201, location="agreements/{agreement_id}/clauses/{id}")
def clause_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: ClauseCreate) -> ClauseOut:
    """Add a clause to a draft."""
    agreement = edited_in(request.user, slug, pk)
    parent = parent_in(agreement, body.parent_id)
    return ClauseOut.of(
        add_clause(actor=request.user, agreement=agreement, heading=body.heading, text=body.text, parent=parent)
    )


@router.write("PUT", CLAUSE, ClauseOut, current=clause_detail)
def clause_rewrite(request: ApiUserRequest, slug: Slug, pk: Pk, clause: Pk, body: ClauseRewrite) -> ClauseOut:
    """Give a clause of a draft a new wording. The former one stays as a version."""
    found = clause_for(request.user, edited_in(request.user, slug, pk), clause)
    return ClauseOut.of(rewrite_clause(actor=request.user, clause=found, **body.all()))


@router.write("POST", f"{CLAUSE}/move", ClauseOut)
def clause_move(request: ApiUserRequest, slug: Slug, pk: Pk, clause: Pk, body: ClauseMove) -> ClauseOut:
    """Put a clause, with all that lies below it, in another place. The text is numbered anew."""
    agreement = edited_in(request.user, slug, pk)
    found = clause_for(request.user, agreement, clause)
    parent = parent_in(agreement, body.parent_id)
    return ClauseOut.of(move_clause(actor=request.user, clause=found, parent=parent, position=body.position))


@router.write("DELETE", CLAUSE, None, status=204, current=clause_detail)
def clause_remove(request: ApiUserRequest, slug: Slug, pk: Pk, clause: Pk) -> None:
    """Take a clause out of the text. Its history can still be read."""
    found = clause_for(request.user, edited_in(request.user, slug, pk), clause)
    remove_clause(actor=request.user, clause=found)
