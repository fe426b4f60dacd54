"""What answers say of documents and of lines of the register."""

from datetime import date, datetime
from typing import Annotated

from samhandling.core.api.fields import From, Out
from samhandling.core.api.files import FileOut
from samhandling.core.api.rows import Named
from samhandling.documents.enums import Direction, DocumentKind, Openness


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
    is_marked_as_secret: Annotated[bool, From("is_marked")]
    published_at: datetime | None
    disposed_at: datetime | None
    file: FileOut | None


class ShareOut(Out):
    """Who has got it, since when, and `through` which place when it was not straight."""

    recipient: Named
    shared_at: datetime
    through: str


class DocumentDetail(DocumentOut):
    """The same, with where it stands in a sentence, who has got it, and its versions that you may read."""

    state: str
    shares: list[ShareOut]
    versions: list[Named]


class RegisterLineOut(Out):
    """A line of an organisation's register. What is marked as secret has no title here."""

    document_id: Annotated[int, From("document.id")]
    register_of: Annotated[Named, From("organisation")]
    registration_number: str
    day: date
    direction: str
    correspondent: str
    title: str
    openness: Annotated[Openness, From("document.openness")]
    shared_at: datetime | None
    shared_with: str
    disposed_at: Annotated[datetime | None, From("document.disposed_at")]
