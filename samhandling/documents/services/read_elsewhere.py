"""What an upper room does with documents when it submits them where others read them, such as to a forum.

The room that calls has asked whether its user may: a forum's secretary keeps its papers without working for the
organisation whose documents they are. Everything happens in the caller's transaction.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile

from samhandling.core.audit import record
from samhandling.core.files import store_file
from samhandling.core.verbs import add, refuse
from samhandling.documents.domain.steps import why_not_publish
from samhandling.documents.enums import Openness, Refusal
from samhandling.documents.models import Document
from samhandling.documents.selectors.documents import step_of
from samhandling.documents.services.letting_out import stamp
from samhandling.documents.services.locking import locked
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration, Organisation


def draw_up_elsewhere(
    actor: "User",
    collaboration: "Collaboration",
    *,
    owner: "Organisation",
    title: str,
    kind: str,
    dated_on: date,
    upload: "UploadedFile[bytes]",
    allowed: frozenset[str],
    is_read_elsewhere: bool,
) -> Document:
    """A document that is drawn up straight where it is read. With `is_read_elsewhere` it is read nowhere else."""
    document = Document(
        collaboration=collaboration,
        owner=owner,
        kind=kind,
        title=title,
        dated_on=dated_on,
        file=store_file(upload=upload, user=actor, allowed=allowed),
        is_read_elsewhere=is_read_elsewhere,
        created_by=actor,
    )
    return add(actor, "document.drafted", document, "kind", on_behalf_of=owner)


def submit_elsewhere(
    actor: "User",
    document: Document,
    recipients: Iterable["Organisation"],
    *,
    through: str,
    is_open: bool,
    now: datetime,
) -> Document:
    """Let those of a place have the document, and everybody where the place is open to all."""
    document = locked(document)
    if document.disposed_at:
        raise RuleBroken(Refusal.DISPOSED)
    if is_open and document.openness != Openness.PUBLIC:
        publish_elsewhere(actor, document, now)
    has_it = set(document.shares.filter(through=through).values_list("recipient_id", flat=True))
    new = [one for one in recipients if one.pk != document.owner_id and one.pk not in has_it]
    stamp(actor, document, new, now, through)
    return document


def publish_elsewhere(actor: "User", document: Document, now: datetime) -> None:
    """Everybody reads the place where it lies, so the document says so too. What is marked never comes there.

    The caller holds the document (`locked`), so that nobody marks it meanwhile.
    """
    refuse(why_not_publish(step_of(document)))
    document.openness, document.published_at, document.published_by = Openness.PUBLIC, now, actor
    document.is_read_elsewhere = False
    document.save(update_fields=["openness", "published_at", "published_by", "is_read_elsewhere"])
    record(actor, "document.published", document, on_behalf_of=document.owner)


def give_back(document: Document) -> None:
    """It is no longer read elsewhere: from now on its organisation's own people read it, like its others."""
    if document.is_read_elsewhere:
        document.is_read_elsewhere = False
        document.save(update_fields=["is_read_elsewhere"])
