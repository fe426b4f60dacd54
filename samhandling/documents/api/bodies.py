"""What programs send about documents."""

from typing import Annotated

from pydantic import BaseModel, Field

from samhandling.core.api.fields import Day, Flag, In, Line, MaybeLine, Pk, RowId, Search
from samhandling.core.api.files import FileIn
from samhandling.core.api.rows import left_out
from samhandling.documents.enums import Direction, DocumentKind, Openness
from samhandling.documents.selectors.listing import DocumentFilter

Title = Annotated[Line, Field(max_length=200)]
Correspondent = Annotated[MaybeLine, Field(max_length=200)]
Number = Annotated[MaybeLine, Field(max_length=60)]


class VersionDraft(In):
    title: Title
    dated_on: Day
    file: FileIn
    kind: DocumentKind = DocumentKind.OTHER
    direction: Direction = Direction.INTERNAL
    correspondent: Correspondent = ""
    registration_number: Number = ""

    def facts(self) -> dict[str, object]:
        facts = self.all()
        return facts | {"upload": facts.pop("file").upload()}


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
