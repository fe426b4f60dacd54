"""Documents at each step of their way, with defaults that hold together."""

import hashlib
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from samhandling.accounts.models import User
from samhandling.core.models import StoredFile
from samhandling.documents.enums import Openness
from samhandling.documents.models import Disposal, DisposalLine, Document, RetentionClass, SecrecyMarking, Share
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
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile(name=name, content_type="text/plain", size=len(content), sha256=digest)
    stored.content.save(name, ContentFile(content), save=False)
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
    values = {"law": "OSL", "chapter": "21", "section": "1", "marked_at": SHARED_AT} | fields
    return SecrecyMarking.objects.create(document=document, **values)


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


def make_class(collaboration: Collaboration, years: int | None = 5, **fields: Any) -> RetentionClass:
    """Kept for five years unless told; None is for ever."""
    fields.setdefault("name", f"Klass {next(_numbers)}")
    fields.setdefault("plan", "Dokumenthanteringsplan 2020")
    return RetentionClass.objects.create(collaboration=collaboration, years=years, **fields)


def make_kept(
    collaboration: Collaboration,
    owner: Organisation | None = None,
    *,
    years: int | None = 5,
    retained_from: date | None = date(2020, 3, 1),
    **fields: Any,
) -> Document:
    """A document that others have had, with a class of its own: its time was out on 1 March 2025 unless told."""
    if "retention_class" not in fields:
        fields["retention_class"] = make_class(collaboration, years)
    fields.setdefault("openness", Openness.SHARED)
    return make_document(collaboration, owner, retained_from=retained_from, **fields)


def make_disposal(*documents: Document, proposed_by: User | None = None, **fields: Any) -> Disposal:
    """A proposal to dispose of the documents, as they are kept now."""
    values = {"decision_reference": "KS § 12", "decided_on": date(2026, 11, 2), "proposed_at": PUBLISHED_AT} | fields
    first = documents[0]
    disposal = Disposal.objects.create(
        collaboration=first.collaboration, owner=first.owner, proposed_by=proposed_by or make_user(), **values
    )
    for document in documents:
        kept = document.retention_class
        assert kept is not None
        assert kept.years is not None
        assert document.retained_from is not None
        DisposalLine.objects.create(
            disposal=disposal,
            document=document,
            retention_class=kept,
            years=kept.years,
            retained_from=document.retained_from,
        )
    return disposal
