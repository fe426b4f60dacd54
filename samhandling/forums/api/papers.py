"""A forum's papers. Who may read is asked about the real day, whatever day is asked about."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import AsOf, Day, Flag, In, Line, Out, Pk, RowId, Slug
from samhandling.core.api.files import FileIn, FileOut
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named, chosen
from samhandling.core.api.shortlists import short_listing
from samhandling.core.files import serve
from samhandling.core.paged_rows import Leafed
from samhandling.documents.enums import DocumentKind
from samhandling.forums.api import router
from samhandling.forums.api.lookups import ONE, day, forum_in
from samhandling.forums.permissions import can_add_papers
from samhandling.forums.selectors.papers import documents_to_submit, owners_for, paper_for, papers_of
from samhandling.forums.services.papers import add_paper, remove_paper, submit_document

if TYPE_CHECKING:
    from samhandling.forums.models import Paper

PAPER = f"{ONE}/papers/{{int:paper}}"


class PaperOut(Out, within="document"):
    """A document that has been submitted to the forum. `file` is null once it has been disposed of.

    `place` tells the order of the agenda among the papers of the same day.
    """

    id: int
    forum_id: int
    document_id: int
    kind: DocumentKind
    title: str
    dated_on: date
    place: int
    owner: Named
    file: FileOut | None


class PaperLay(In):
    """A document of one's own organisation. Those who have seats there have got it from then on.

    `is_confirmed`: you know that, and that it cannot be taken back.
    """

    document_id: RowId
    is_confirmed: Flag


class PaperUpload(In):
    """A new document. `owner_id`, whose it is, may be null where there is only one to choose.

    `is_confirmed`: you know that those who have seats there have got it from then on, and that it cannot be taken back.
    """

    title: Annotated[Line, Field(max_length=200)]
    dated_on: Day
    file: FileIn
    is_confirmed: Flag
    kind: DocumentKind = DocumentKind.OTHER
    owner_id: RowId | None = None


@router.read(f"{ONE}/papers", Listing[PaperOut])
def paper_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None) -> Listing[PaperOut]:
    """What has been submitted to the forum, dated no later than a day, for those who may read it now."""
    forum = forum_in(request.user, slug, pk)
    papers = papers_of(request.user, forum, on=day(on), today=timezone.localdate())
    return short_listing(request, Leafed(papers, list), paging, PaperOut.of)


@router.read(PAPER, PaperOut)
def paper_detail(request: ApiRequest, slug: Slug, pk: Pk, paper: Pk) -> PaperOut:
    """One paper."""
    return PaperOut.of(_paper(request, slug, pk, paper))


@router.file(f"{PAPER}/file")
def paper_file(request: ApiRequest, slug: Slug, pk: Pk, paper: Pk) -> FileResponse:
    """The paper's file."""
    document = _paper(request, slug, pk, paper).document
    if document.file is None:
        raise Http404
    return serve(document.file)


@router.write("POST", f"{ONE}/papers", PaperOut, status=201, location="forums/{forum_id}/papers/{id}")
def paper_lay(request: ApiUserRequest, slug: Slug, pk: Pk, body: PaperLay) -> PaperOut:
    """Submit a document of one's own organisation to the forum."""
    forum, today = forum_in(request.user, slug, pk), timezone.localdate()
    require(can_add_papers(request.user, forum, today))
    document = chosen("document_id", body.document_id, documents_to_submit(request.user, forum, today))
    paper = submit_document(
        actor=request.user,
        forum=forum,
        document=document,
        is_confirmed=body.is_confirmed,
        now=timezone.now(),
        today=today,
    )
    return PaperOut.of(paper)


@router.write("POST", f"{ONE}/papers/upload", PaperOut, status=201, location="forums/{forum_id}/papers/{id}")
def paper_upload(request: ApiUserRequest, slug: Slug, pk: Pk, body: PaperUpload) -> PaperOut:
    """Create a document and submit it to the forum at once. Those who have seats there then have it."""
    forum, today = forum_in(request.user, slug, pk), timezone.localdate()
    require(can_add_papers(request.user, forum, today))
    paper = add_paper(
        actor=request.user,
        forum=forum,
        title=body.title,
        kind=body.kind,
        dated_on=body.dated_on,
        upload=body.file.upload(),
        is_confirmed=body.is_confirmed,
        owner=chosen("owner_id", body.owner_id, owners_for(request.user, forum)),
        now=timezone.now(),
        today=today,
    )
    return PaperOut.of(paper)


@router.write("DELETE", PAPER, None, status=204, current=paper_detail)
def paper_remove(request: ApiUserRequest, slug: Slug, pk: Pk, paper: Pk) -> None:
    """Take a paper off the forum's list. The document stays with its owner."""
    remove_paper(actor=request.user, paper=_paper(request, slug, pk, paper), today=timezone.localdate())


def _paper(request: ApiRequest | ApiUserRequest, slug: str, pk: int, paper: int) -> "Paper":
    return paper_for(request.user, forum_in(request.user, slug, pk), paper, today=timezone.localdate())
