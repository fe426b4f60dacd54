"""How documents stand before the rules of keeping: with classes, proposals and markings read at once."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samhandling.documents.domain.retention import Candidate, Kept
from samhandling.documents.enums import DisposalState, Openness
from samhandling.documents.models import Disposal, DisposalLine, Document, SecrecyMarking
from samhandling.documents.permissions import visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def kept_of(document: Document) -> Kept:
    """What is decided about it now. Read the class with it: `select_related("retention_class")`."""
    years = document.retention_class.years if document.retention_class else None
    return Kept(document.retention_class_id, years, document.retained_from)


def candidates_of(documents: Iterable[Document], but: Disposal | None = None) -> dict[int, Candidate]:
    """Each document by its number. `but` is the proposal that asks, which is no other proposal."""
    found = {document.pk: document for document in documents}
    proposed = proposed_documents().filter(document__in=found)
    elsewhere = set(proposed if but is None else proposed.exclude(disposal=but))
    marked = marked_among(found.values())
    return {
        pk: Candidate(
            kept_of(document),
            Openness(document.openness),
            is_disposed=document.disposed_at is not None,
            is_marked=pk in marked,
            is_proposed_elsewhere=pk in elsewhere,
        )
        for pk, document in found.items()
    }


def readable_among(viewer: "Viewer", documents: Iterable[Document], today: date) -> set[int]:
    """Whose titles this person may be shown. One who keeps a document does not therefore read it."""
    return set(visible_to(viewer, today).filter(pk__in=[one.pk for one in documents]).values_list("pk", flat=True))


def proposed_documents() -> QuerySet[DisposalLine, int]:
    """The numbers of those that stand in a proposal that is neither carried out nor withdrawn."""
    return DisposalLine.objects.filter(disposal__state=DisposalState.PROPOSED).values_list("document_id", flat=True)


def marked_among(documents: Iterable[Document]) -> set[int]:
    """Those that somebody has marked as secret and not lifted the marking from."""
    standing = SecrecyMarking.objects.filter(document__in=[one.pk for one in documents], lifted_at=None)
    return set(standing.values_list("document_id", flat=True))


def title_shown(document: Document, readable: set[int], marked: set[int]) -> str:
    """What a list that others may get to see says: never the title of what is secret or read in a closed room."""
    if document.pk in marked:
        return _("Marked as secret, document %(number)s") % {"number": document.pk}
    if document.pk not in readable:
        return _("Read in a closed forum, document %(number)s") % {"number": document.pk}
    return document.title
