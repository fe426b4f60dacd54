"""Marking a document as possibly secret, and lifting the marking."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, facts_of, refuse
from samhandling.documents.domain.secrecy import openness_when_marked, why_not_mark
from samhandling.documents.enums import Openness, SecrecyRefusal
from samhandling.documents.models import Document, SecrecyMarking
from samhandling.documents.permissions import can_mark
from samhandling.documents.selectors.documents import is_document_marked
from samhandling.documents.services.locking import locked
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

SECTION = ("law", "chapter", "section")


@transaction.atomic
def mark_as_secret(
    *,
    actor: "User",
    document: Document,
    law: str,
    chapter: str,
    section: str,
    now: datetime,
    knows_it_has_been_public: bool = False,
) -> SecrecyMarking:
    """Remind whoever is asked for the document of a section. What was published leaves the public at once."""
    document = locked(document)
    require(can_mark(actor, document))
    openness = Openness(document.openness)
    reason = why_not_mark(
        openness,
        is_marked=is_document_marked(document),
        is_disposed=document.disposed_at is not None,
        knows_it_has_been_public=knows_it_has_been_public,
    )
    refuse(reason)
    document.openness = openness_when_marked(openness)
    if document.openness != openness:
        document.save(update_fields=["openness"])
        record(actor, "document.taken_from_public", document, on_behalf_of=document.owner)
    marking = SecrecyMarking(
        document=document, law=law, chapter=chapter, section=section, marked_at=now, marked_by=actor
    )
    return add(actor, "document.marked", marking, *SECTION, on=document, on_behalf_of=document.owner)


@transaction.atomic
def lift_marking(*, actor: "User", document: Document, now: datetime) -> SecrecyMarking:
    """Take the reminder away. Nothing is published by it: that is an act of its own."""
    document = locked(document)
    require(can_mark(actor, document))
    marking = document.markings.filter(lifted_at=None).first()
    if marking is None:
        raise RuleBroken(SecrecyRefusal.NOT_MARKED)
    marking.lifted_at, marking.lifted_by = now, actor
    marking.save(update_fields=["lifted_at", "lifted_by"])
    before = facts_of(marking, *SECTION)
    record(actor, "document.marking_lifted", document, on_behalf_of=document.owner, before=before)
    return marking
