"""Documents for programs: the same selectors, permissions and services as the pages."""

import base64
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Self

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, Field

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, Flag, In, Line, MaybeLine, Out, Pk, RowId, Search, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.problems import invalid_field, unknown_choice
from samhandling.core.api.router import RoomRouter
from samhandling.core.api.rows import Named, chosen, left_out
from samhandling.core.api.shortlists import short_listing
from samhandling.core.files import serve
from samhandling.documents.enums import Direction, DocumentKind, Openness
from samhandling.documents.permissions import can_draft, can_let_out, can_register, can_write
from samhandling.documents.selectors.documents import (
    DocumentFilter,
    document_for,
    documents_of,
    own_organisations_in,
)
from samhandling.documents.selectors.register import register_lines
from samhandling.documents.selectors.standing import document_page
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
    from samhandling.core.models import StoredFile
    from samhandling.documents.models import Document, Share
    from samhandling.documents.selectors.register import RegisterLine

router = RoomRouter("documents", tag="Documents")

ALL = "/collaborations/{slug}/documents"
ONE = f"{ALL}/{{int:pk}}"

Title = Annotated[Line, Field(max_length=200)]
Correspondent = Annotated[MaybeLine, Field(max_length=200)]
Number = Annotated[MaybeLine, Field(max_length=60)]
# A body holds at most a megabyte, so larger files are handed in on the page.
Base64 = Annotated[
    str,
    Field(max_length=1_000_000, pattern=r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"),
]


# --- What is told ----------------------------------------------------------------------------------


class DocumentFileOut(Out):
    """A file as it was handed in. `sha256` tells whether it is still the same."""

    name: str
    content_type: str
    size: int
    sha256: str

    @classmethod
    def of(cls, stored: "StoredFile") -> Self:
        return cls(name=stored.name, content_type=stored.content_type, size=stored.size, sha256=stored.sha256)


class DocumentOut(Out):
    """A document. `file` is null once it has been disposed of."""

    id: int
    owner: Named
    kind: DocumentKind
    title: str
    dated_on: date
    openness: Openness
    direction: Direction
    correspondent: str
    registration_number: str
    is_marked_as_secret: bool
    published_at: datetime | None
    disposed_at: datetime | None
    file: DocumentFileOut | None

    @classmethod
    def of(cls, document: "Document", **more: object) -> Self:
        told = {
            "id": document.pk,
            "owner": Named.of(document.owner),
            "kind": DocumentKind(document.kind),
            "openness": Openness(document.openness),
            "direction": Direction(document.direction),
            "is_marked_as_secret": document.is_marked,  # type: ignore[attr-defined]  # annotated by the selector
            "file": DocumentFileOut.of(document.file) if document.file else None,
        }
        same = ("title", "dated_on", "correspondent", "registration_number", "published_at", "disposed_at")
        return cls.model_validate(told | {name: getattr(document, name) for name in same} | more)


class ShareOut(Out):
    """Who has got it, since when, and `through` which place when it was not straight."""

    recipient: Named
    shared_at: datetime
    through: str

    @classmethod
    def of(cls, share: "Share") -> Self:
        return cls(recipient=Named.of(share.recipient), shared_at=share.shared_at, through=share.through)


class DocumentDetail(DocumentOut):
    """The same, with where it stands in a sentence, who has got it, and its versions that you may read."""

    state: str
    shares: list[ShareOut]
    versions: list[Named]


class RegisterLineOut(Out):
    """A line of an organisation's register. What is marked as secret has no title here."""

    document_id: int
    register_of: Named
    registration_number: str
    day: date
    direction: str
    correspondent: str
    title: str
    openness: Openness
    shared_at: datetime | None
    shared_with: str
    disposed_at: datetime | None

    @classmethod
    def of(cls, line: "RegisterLine") -> Self:
        return cls(
            document_id=line.document.pk,
            register_of=Named.of(line.organisation),
            registration_number=line.registration_number,
            day=line.day,
            direction=line.direction,
            correspondent=line.correspondent,
            title=line.title,
            openness=Openness(line.document.openness),
            shared_at=line.shared_at,
            shared_with=line.shared_with,
            disposed_at=line.document.disposed_at,
        )


# --- What is taken ---------------------------------------------------------------------------------


class DocumentFileIn(In):
    """A file of at most 730 kB; hand in larger ones on the page. Its kind is told by its content."""

    name: Annotated[Line, Field(max_length=150)]
    content_base64: Base64

    def upload(self) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.name, base64.b64decode(self.content_base64))


class VersionDraft(In):
    title: Title
    dated_on: Day
    file: DocumentFileIn
    kind: DocumentKind = DocumentKind.OTHER
    direction: Direction = Direction.INTERNAL
    correspondent: Correspondent = ""
    registration_number: Number = ""

    def facts(self) -> dict[str, object]:
        told = self.all()
        return told | {"upload": told.pop("file").upload()}


class DocumentDraft(VersionDraft):
    """`owner_id` is an organisation that you work or answer for."""

    owner_id: RowId


class DocumentChange(In):
    """What others have had takes only `correspondent` and `registration_number`."""

    title: Title = left_out()
    dated_on: Day = left_out()
    kind: DocumentKind = left_out()
    direction: Direction = left_out()
    correspondent: Correspondent = left_out()
    registration_number: Number = left_out()


class DocumentShare(In):
    """`is_confirmed`: you know that it becomes an official document with them, and cannot be taken back."""

    recipient_ids: Annotated[list[RowId], Field(min_length=1, max_length=500)]
    is_confirmed: Flag


class DocumentPublish(In):
    """`is_checked`: somebody has looked for personal data and other things that must not be public."""

    is_checked: Flag


class DocumentQuery(BaseModel):
    """What to narrow the list to."""

    q: Search = ""
    owner_id: Pk | None = None
    kind: DocumentKind | None = None
    openness: Openness | None = None

    def wanted(self) -> DocumentFilter:
        return DocumentFilter(query=self.q, owner=self.owner_id, kind=self.kind or "", openness=self.openness or "")


# --- Reads -----------------------------------------------------------------------------------------


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
    document = _found(request, slug, pk)
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
def document_replace_file(request: ApiUserRequest, slug: Slug, pk: Pk, body: DocumentFileIn) -> DocumentDetail:
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


def _found(request: ApiRequest | ApiUserRequest, slug: str, pk: int) -> "Document":
    return document_for(request.user, collaboration_for(request.user, slug), pk, timezone.localdate())


def _to_write(request: ApiUserRequest, slug: str, pk: int) -> "Document":
    """404 for those who may not know of it, 403 for those who may only read it."""
    document = _found(request, slug, pk)
    require(can_write(request.user, document))
    return document


def _to_let_out(request: ApiUserRequest, slug: str, pk: int) -> "Document":
    document = _found(request, slug, pk)
    require(can_let_out(request.user, document))
    return document


def _detail(request: ApiRequest | ApiUserRequest, slug: str, pk: int) -> DocumentDetail:
    document = _found(request, slug, pk)
    told = document_page(request.user, document, timezone.localdate())
    return DocumentDetail.of(
        document,
        state=told.state,
        shares=[ShareOut.of(share) for share in told.shares],
        versions=[Named.of(version) for version in told.versions],
    )
