"""Documents at each step of their way, with defaults that hold together."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from samhandling.accounts.models import User
from samhandling.core.models import StoredFile
from samhandling.documents.enums import Openness
from samhandling.documents.models import Document, SecrecyMarking, Share
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.accounts import make_user
from tests.factories.organisations import make_collaboration, make_organisation, make_person

_numbers = count(1)

DATED_ON = date(2026, 3, 2)
SHARED_AT = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
PUBLISHED_AT = datetime(2026, 4, 1, 12, tzinfo=UTC)


def make_upload(text: str = "Utkast till yttrande", name: str = "yttrande.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def make_stored_file(text: str = "Utkast till yttrande", name: str = "yttrande.txt") -> StoredFile:
    stored = StoredFile(name=name, content_type="text/plain", size=len(text.encode()), sha256="0" * 64)
    stored.content.save(name, ContentFile(text.encode()), save=False)
    stored.save()
    return stored


def make_document(
    collaboration: Collaboration | None = None, owner: Organisation | None = None, **fields: Any
) -> Document:
    """A working draft with a file; its owner takes part in the collaboration."""
    collaboration = collaboration or make_collaboration()
    owner = owner or make_organisation(collaboration=collaboration, takes_part=True)
    fields.setdefault("title", f"Yttrande {next(_numbers)}")
    fields.setdefault("dated_on", DATED_ON)
    if "file" not in fields:
        fields["file"] = make_stored_file()
    return Document.objects.create(collaboration=collaboration, owner=owner, **fields)


def share(
    document: Document, *recipients: Organisation, through: str = "", shared_at: datetime = SHARED_AT
) -> Document:
    """The same document, which the organisations have got."""
    for recipient in recipients:
        Share.objects.create(document=document, recipient=recipient, through=through, shared_at=shared_at)
    if document.openness == Openness.DRAFT:
        document.openness = Openness.SHARED
        document.save(update_fields=["openness"])
    return document


def publish(document: Document, published_at: datetime = PUBLISHED_AT) -> Document:
    document.openness, document.published_at = Openness.PUBLIC, published_at
    document.save(update_fields=["openness", "published_at"])
    return document


def mark(document: Document, **fields: Any) -> SecrecyMarking:
    """Marked as secret by the public access and secrecy act, unless told otherwise."""
    told = {"law": "OSL", "chapter": "21", "section": "1", "marked_at": SHARED_AT} | fields
    return SecrecyMarking.objects.create(document=document, **told)


def dispose(document: Document, disposed_at: datetime = PUBLISHED_AT) -> Document:
    """The same document, of which only the register's line is left."""
    document.file, document.disposed_at = None, disposed_at
    document.save(update_fields=["file", "disposed_at"])
    return document


def make_colleague(collaboration: Collaboration, organisation: Organisation, **fields: Any) -> User:
    """A user whom the register of people says works for the organisation. That alone opens no collaboration."""
    user = make_user(**fields)
    make_person(collaboration=collaboration, organisation=organisation, user=user)
    return user
