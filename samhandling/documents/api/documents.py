"""Reading documents and the register, and the verbs of the pages."""

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Query

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Pk, Search, Slug
from samhandling.core.api.files import FileIn
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.problems import invalid_field, unknown_choice
from samhandling.core.api.rows import chosen
from samhandling.core.api.shortlists import short_listing
from samhandling.core.files import serve
from samhandling.documents.api import router
from samhandling.documents.api.answers import DocumentDetail, DocumentOut, RegisterLineOut
from samhandling.documents.api.bodies import (
    DocumentChange,
    DocumentDraft,
    DocumentPublish,
    DocumentQuery,
    DocumentShare,
    VersionDraft,
)
from samhandling.documents.permissions import can_draft, can_let_out, can_register, can_write
from samhandling.documents.selectors.document_page import document_page
from samhandling.documents.selectors.documents import document_for, own_organisations_in
from samhandling.documents.selectors.listing import DocumentFilter, documents_of
from samhandling.documents.selectors.register import register_lines
from samhandling.documents.services.drafts import (
    change_document,
    discard_draft,
    draft_document,
    follow_document,
    replace_file,
)
from samhandling.documents.services.letting_out import publish_document, share_document
from samhandling.organisations.selectors import collaboration_for, participants

if TYPE_CHECKING:
    from samhandling.documents.models import Document

ALL = "/collaborations/{slug}/documents"
ONE = f"{ALL}/{{int:pk}}"


@router.read(ALL, Listing[DocumentOut])
def document_list(
    request: ApiRequest, slug: Slug, paging: Query[Paging], asked: Query[DocumentQuery]
) -> Listing[DocumentOut]:
    """The documents that you may read, the latest first."""
    collaboration = collaboration_for(request.user, slug)
    rows = documents_of(request.user, collaboration, timezone.localdate(), asked.wanted())
    return listing(request, rows, paging, DocumentOut.of, order=("-dated_on", "-pk"))


@router.read(ONE, DocumentDetail)
def document_detail(request: ApiRequest, slug: Slug, pk: Pk) -> DocumentDetail:
    """One document, and who has got it."""
    return _detail(request, slug, pk)


@router.file(f"{ONE}/file")
def document_file(request: ApiRequest, slug: Slug, pk: Pk) -> FileResponse:
    """The document's file."""
    document = _document(request, slug, pk)
    if document.file is None:
        raise Http404
    return serve(document.file)


@router.read("/collaborations/{slug}/register", Listing[RegisterLineOut])
def document_register(
    request: ApiRequest, slug: Slug, paging: Query[Paging], q: Search = ""
) -> Listing[RegisterLineOut]:
    """The register of the organisations that you answer for: drawn up, sent and received."""
    collaboration = collaboration_for(request.user, slug)
    require(can_register(request.user, collaboration.pk))
    lines = register_lines(request.user, collaboration, timezone.localdate(), DocumentFilter(query=q))
    return short_listing(request, lines, paging, RegisterLineOut.of)


# --- Verbs -----------------------------------------------------------------------------------------


@router.write("POST", ALL, DocumentDetail, status=201, location="documents/{id}")
def document_draft(request: ApiUserRequest, slug: Slug, body: DocumentDraft) -> DocumentDetail:
    """Begin a working draft, which only its own organisation reads."""
    collaboration = collaboration_for(request.user, slug)
    require(can_draft(request.user, collaboration.pk))
    facts = body.facts()
    owner = chosen("owner_id", body.owner_id, own_organisations_in(request.user, collaboration))
    del facts["owner_id"]
    made = draft_document(actor=request.user, collaboration=collaboration, owner=owner, **facts)  # type: ignore[arg-type]  # as declared
    return _detail(request, slug, made.pk)


@router.write("POST", f"{ONE}/versions", DocumentDetail, status=201, location="documents/{id}")
def document_follow(request: ApiUserRequest, slug: Slug, pk: Pk, body: VersionDraft) -> DocumentDetail:
    """Begin a new version of what others have had. The old one stands."""
    old = _to_write(request, slug, pk)
    made = follow_document(actor=request.user, document=old, **body.facts())  # type: ignore[arg-type]  # as declared
    return _detail(request, slug, made.pk)


@router.write("PATCH", ONE, DocumentDetail, current=document_detail)
def document_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: DocumentChange) -> DocumentDetail:
    """Change what is said about a document."""
    change_document(actor=request.user, document=_to_write(request, slug, pk), **body.given())
    return _detail(request, slug, pk)


@router.write("PUT", f"{ONE}/file", DocumentDetail)
def document_replace_file(request: ApiUserRequest, slug: Slug, pk: Pk, body: FileIn) -> DocumentDetail:
    """Put another file in a working draft."""
    replace_file(actor=request.user, document=_to_write(request, slug, pk), upload=body.upload())
    return _detail(request, slug, pk)


@router.write("DELETE", ONE, None, status=204, current=document_detail)
def document_discard(request: ApiUserRequest, slug: Slug, pk: Pk) -> None:
    """Throw a working draft away, with its file."""
    discard_draft(actor=request.user, document=_to_write(request, slug, pk))


@router.write("POST", f"{ONE}/shares", DocumentDetail)
def document_share(request: ApiUserRequest, slug: Slug, pk: Pk, body: DocumentShare) -> DocumentDetail:
    """Share a document with other organisations. Those who have it already are passed over."""
    document, today = _to_let_out(request, slug, pk), timezone.localdate()
    recipients = participants(document.collaboration, today).in_bulk(body.recipient_ids)
    if set(body.recipient_ids) - recipients.keys():
        raise invalid_field("recipient_ids", unknown_choice())
    share_document(
        actor=request.user,
        document=document,
        recipients=recipients.values(),
        is_confirmed=body.is_confirmed,
        now=timezone.now(),
    )
    return _detail(request, slug, pk)


@router.write("POST", f"{ONE}/publication", DocumentDetail)
def document_publish(request: ApiUserRequest, slug: Slug, pk: Pk, body: DocumentPublish) -> DocumentDetail:
    """Publish a document, for everybody who sees the collaboration."""
    document = _to_let_out(request, slug, pk)
    publish_document(actor=request.user, document=document, is_checked=body.is_checked, now=timezone.now())
    return _detail(request, slug, pk)


def _document(request: ApiRequest | ApiUserRequest, slug: str, pk: int) -> "Document":
    return document_for(request.user, collaboration_for(request.user, slug), pk, timezone.localdate())


def _to_write(request: ApiUserRequest, slug: str, pk: int) -> "Document":
    """404 for those who may not know of it, 403 for those who may only read it."""
    document = _document(request, slug, pk)
    require(can_write(request.user, document))
    return document


def _to_let_out(request: ApiUserRequest, slug: str, pk: int) -> "Document":
    document = _document(request, slug, pk)
    require(can_let_out(request.user, document))
    return document


def _detail(request: ApiRequest | ApiUserRequest, slug: str, pk: int) -> DocumentDetail:
    document = _document(request, slug, pk)
    page = document_page(request.user, document, timezone.localdate())
    return DocumentDetail.of(document, state=page.state, shares=page.shares, versions=page.versions)
