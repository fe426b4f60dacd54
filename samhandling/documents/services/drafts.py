"""A working draft: begun, changed, given another file, thrown away. Its title is never written into an event."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.files import remove_file, store_file
from samhandling.core.verbs import add, refuse, remove, set_values
from samhandling.documents.domain.steps import (
    why_not_change,
    why_not_discard,
    why_not_follow,
    why_not_replace_file,
)
from samhandling.documents.enums import Direction, DocumentKind, Refusal
from samhandling.documents.models import Document
from samhandling.documents.permissions import can_draft, can_write, organisations_in
from samhandling.documents.selectors.documents import step_of
from samhandling.documents.services.locking import locked
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.models import StoredFile
    from samhandling.organisations.models import Collaboration, Organisation

# What events may hold. The rest is free text, which may name somebody or reveal what is secret.
REMEMBERED = ("kind", "dated_on", "direction", "registration_number")


@transaction.atomic
def draft_document(
    *,
    actor: "User",
    collaboration: "Collaboration",
    owner: "Organisation",
    title: str,
    dated_on: date,
    upload: "UploadedFile[bytes]",
    kind: str = DocumentKind.OTHER,
    direction: str = Direction.INTERNAL,
    correspondent: str = "",
    registration_number: str = "",
) -> Document:
    """Begin a working draft of one's own organisation. Nobody else reads it."""
    require(can_draft(actor, collaboration.pk))
    if owner.pk not in organisations_in(actor, collaboration.pk):
        raise RuleBroken(Refusal.OWNER_NOT_YOURS)
    document = Document(
        collaboration=collaboration,
        owner=owner,
        kind=kind,
        title=title,
        dated_on=dated_on,
        file=store_file(upload=upload, user=actor),
        direction=direction,
        correspondent=correspondent,
        registration_number=registration_number,
        created_by=actor,
    )
    return add(actor, "document.drafted", document, "kind", on_behalf_of=owner)


@transaction.atomic
def follow_document(
    *, actor: "User", document: Document, title: str, dated_on: date, upload: "UploadedFile[bytes]", **facts: Any
) -> Document:
    """Begin a new version of what others have had: a draft that follows it. The old one stands as it is."""
    old = locked(document)
    require(can_write(actor, old))
    refuse(why_not_follow(step_of(old), is_followed=Document.objects.filter(follows=old).exists()))
    version = draft_document(
        actor=actor,
        collaboration=old.collaboration,
        owner=old.owner,
        title=title,
        dated_on=dated_on,
        upload=upload,
        **facts,
    )
    return start_following(actor=actor, document=version, old=old)


@transaction.atomic
def start_following(*, actor: "User", document: Document, old: Document) -> Document:
    """Say that a draft replaces a document of the same organisation."""
    version, old = locked(document), locked(old)
    require(can_write(actor, version) and can_write(actor, old) and version.owner_id == old.owner_id)
    refuse(why_not_follow(step_of(old), is_followed=Document.objects.filter(follows=old).exists()))
    refuse(why_not_replace_file(step_of(version)))
    version.follows = old
    version.save(update_fields=["follows"])
    record(actor, "document.followed", old, on_behalf_of=old.owner)
    return version


@transaction.atomic
def change_document(*, actor: "User", document: Document, **facts: Any) -> Document:
    """Change what is said about it: anything while it is a draft, afterwards only what the register adds."""
    document = locked(document)
    require(can_write(actor, document))
    step = step_of(document)
    before, after = set_values(document, facts)
    refuse(why_not_change(step, after.keys()))
    if not after:
        return document
    document.save(update_fields=list(after))
    record(
        actor,
        "document.changed",
        document,
        on_behalf_of=document.owner,
        before={name: before[name] for name in REMEMBERED if name in before},
        after={name: after[name] for name in REMEMBERED if name in after},
    )
    return document


@transaction.atomic
def replace_file(*, actor: "User", document: Document, upload: "UploadedFile[bytes]") -> Document:
    """Put another file in a draft; the old one is removed. What others have had keeps its file."""
    document = locked(document)
    require(can_write(actor, document))
    refuse(why_not_replace_file(step_of(document)))
    old = document.file
    document.file = store_file(upload=upload, user=actor)
    document.save(update_fields=["file"])
    _remove(old)
    record(actor, "document.file_replaced", document, on_behalf_of=document.owner)
    return document


@transaction.atomic
def discard_draft(*, actor: "User", document: Document) -> None:
    """Throw a draft away, with its file. Only that there was one is remembered."""
    document = locked(document)
    require(can_write(actor, document))
    refuse(why_not_discard(step_of(document)))
    stored = document.file
    remove(actor, "document.discarded", document, on_behalf_of=document.owner)
    _remove(stored)


@transaction.atomic
def discard_drafts(*, actor: "User", documents: Iterable[Document]) -> int:
    """Throw many away: all of them, or none."""
    chosen = sorted(documents, key=lambda document: document.pk)
    for document in chosen:
        discard_draft(actor=actor, document=document)
    return len(chosen)


def _remove(stored: "StoredFile | None") -> None:
    if stored is not None:
        remove_file(stored)
