"""What is told of documents, and what is taken."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, Field

from samhandling.core.api.fields import Day, Flag, In, Line, MaybeLine, Out, Pk, RowId, Search
from samhandling.core.api.files import FileIn, FileOut
from samhandling.core.api.rows import Named, left_out
from samhandling.documents.enums import Direction, DocumentKind, Openness
from samhandling.documents.selectors.listing import DocumentFilter

if TYPE_CHECKING:
    from samhandling.documents.models import Document, Share
    from samhandling.documents.selectors.register import RegisterLine

Title = Annotated[Line, Field(max_length=200)]
Correspondent = Annotated[MaybeLine, Field(max_length=200)]
Number = Annotated[MaybeLine, Field(max_length=60)]


# --- What is told ----------------------------------------------------------------------------------


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
    file: FileOut | None

    @classmethod
    def of(cls, document: "Document", **more: object) -> Self:
        told = {
            "id": document.pk,
            "owner": Named.of(document.owner),
            "kind": DocumentKind(document.kind),
            "openness": Openness(document.openness),
            "direction": Direction(document.direction),
            "is_marked_as_secret": document.is_marked,  # type: ignore[attr-defined]  # annotated by the selector
            "file": FileOut.of(document.file) if document.file else None,
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


class VersionDraft(In):
    title: Title
    dated_on: Day
    file: FileIn
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
