"""Documents one may see, and how each stands."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.documents.domain.steps import Step
from samhandling.documents.enums import Openness
from samhandling.documents.models import Document, SecrecyMarking, Share
from samhandling.documents.permissions import marked, organisations_in, visible_to
from samhandling.organisations.models import Organisation
from samhandling.organisations.selectors.collaborations import participants

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def documents_visible(viewer: "Viewer", collaboration: "Collaboration", today: date) -> QuerySet[Document]:
    """The collaboration's documents, with `is_marked` and their owners."""
    found = visible_to(viewer, today, collaboration.pk)
    return found.select_related("owner", "collaboration", "file", "retention_class").annotate(is_marked=marked())


def document_for(viewer: "Viewer", collaboration: "Collaboration", pk: int, today: date) -> Document:
    """The document, or 404 when this person may not know that it exists."""
    return get_object_or_404(documents_visible(viewer, collaboration, today), pk=pk)


def step_of(document: Document) -> Step:
    """Where the document stands, for the rules."""
    is_marked = getattr(document, "is_marked", None)
    return Step(
        Openness(document.openness),
        is_marked=is_document_marked(document) if is_marked is None else is_marked,
        is_disposed=document.disposed_at is not None,
    )


def is_document_marked(document: Document) -> bool:
    return SecrecyMarking.objects.filter(document=document, lifted_at=None).exists()


def shares_of(document: Document) -> list[Share]:
    """Who has had it, by which road and since when; the first first."""
    return list(document.shares.select_related("recipient", "shared_by"))


def may_receive(document: Document, today: date) -> QuerySet[Organisation]:
    """Those it may still be shared with: who take part today, except its owner and those who have it.

    `readers` is how many answer for each and can log in.
    """
    has_it = document.shares.filter(through="").values("recipient")
    others = participants(document.collaboration, today).exclude(pk=document.owner_id).exclude(pk__in=has_it)
    answering = Q(access__collaboration=document.collaboration_id, access__user__is_active=True)
    return others.annotate(readers=Count("access", filter=answering)).order_by("sort_key")


def own_organisations_in(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Organisation]:
    """The organisations in whose name this person may draw up documents here."""
    return Organisation.objects.filter(pk__in=organisations_in(viewer, collaboration.pk), merged_into=None)


def documents_found(viewer: "Viewer", wish: SearchWish, today: date) -> list[Document]:
    """For the search over everything: what one may read, the newest first."""
    found = visible_to(viewer, today).filter(all_words(wish.words), inside(wish.within))
    return list(found.select_related("owner", "collaboration")[:MOST_HITS])
