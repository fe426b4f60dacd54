"""The classes that a collaboration keeps documents by, and how it stands with the time of each document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from samhandling.documents.domain.retention import keeping_of, last_start_due, why_not_remove_class
from samhandling.documents.enums import Keeping, Openness
from samhandling.documents.models import Document, RetentionClass
from samhandling.documents.permissions import kept_by
from samhandling.documents.selectors.keeping import (
    kept_of,
    marked_among,
    proposed_documents,
    readable_among,
    title_shown,
)
from samhandling.organisations.models import Organisation
from samhandling.organisations.permissions import parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class KeepingFilter:
    """What somebody asks the list for. `due_by`: the time is out by that day."""

    owner: int | None = None
    retention_class: int | None = None
    keeping: str = ""
    due_by: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return self != KeepingFilter()


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """One line of the list. The title is shown to those alone who may read the document."""

    document: Document
    title: str
    is_readable: bool
    keeping: Keeping
    due_on: date | None
    is_proposed: bool


def classes_of(collaboration: "Collaboration") -> QuerySet[RetentionClass]:
    return RetentionClass.objects.filter(collaboration=collaboration)


@dataclass(frozen=True, slots=True)
class ClassLine:
    retention_class: RetentionClass
    documents: int
    why_not_remove: str


def class_lines(viewer: "Viewer", collaboration: "Collaboration") -> list[ClassLine]:
    """Each class, how many of one's own organisations' documents it has, and why it cannot be removed, if so.

    How many the others keep is theirs: a count would tell of what one may not know of.
    """
    counted = classes_of(collaboration).annotate(
        used=Count("documents", distinct=True),
        kept=Count("documents", filter=Q(documents__in=kept_by(viewer)), distinct=True),
        disposed_by=Count("disposal_lines", distinct=True),
    )
    lines = []
    for one in counted:
        reason = why_not_remove_class(one.used, one.disposed_by)
        lines.append(ClassLine(one, one.kept, str(reason.label) if reason else ""))
    return lines


def class_for(collaboration: "Collaboration", pk: int) -> RetentionClass:
    return get_object_or_404(classes_of(collaboration).select_related("collaboration"), pk=pk)


def keepers_of(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Organisation]:
    """The organisations whose documents this person keeps here."""
    return Organisation.objects.filter(pk__in=parties_of(viewer, collaboration.pk))


def documents_kept(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Document]:
    """What is to be kept: all of one's own organisations' that others have had, and that is still there."""
    there = kept_by(viewer).filter(collaboration=collaboration, disposed_at=None).exclude(openness=Openness.DRAFT)
    return there.select_related("owner", "retention_class").order_by("retained_from", "dated_on", "pk")


def documents_asked_for(
    viewer: "Viewer", collaboration: "Collaboration", wanted: KeepingFilter, today: date
) -> QuerySet[Document]:
    found = documents_kept(viewer, collaboration)
    if wanted.owner:
        found = found.filter(owner=wanted.owner)
    if wanted.retention_class:
        found = found.filter(retention_class=wanted.retention_class)
    if wanted.due_by:
        found = found.filter(_due(collaboration, wanted.due_by))
    return found.filter(_standing(collaboration, wanted.keeping, today)) if wanted.keeping else found


def documents_due(viewer: "Viewer", collaboration: "Collaboration", today: date) -> QuerySet[Document]:
    """Those whose time is out and that nobody has proposed yet, the longest kept first."""
    return documents_kept(viewer, collaboration).filter(_due(collaboration, today)).exclude(pk__in=proposed_documents())


def kept_lines(viewer: "Viewer", documents: Iterable[Document], today: date) -> list[KeptDocument]:
    documents = list(documents)
    readable, marked = readable_among(viewer, documents, today), marked_among(documents)
    proposed = set(proposed_documents().filter(document__in=[one.pk for one in documents]))
    return [
        KeptDocument(
            document=one,
            title=title_shown(one, readable, marked - readable),
            is_readable=one.pk in readable,
            keeping=keeping_of(kept_of(one), today),
            due_on=kept_of(one).due_on,
            is_proposed=one.pk in proposed,
        )
        for one in documents
    ]


def _standing(collaboration: "Collaboration", keeping: str, today: date) -> Q:
    match keeping:
        case Keeping.UNDECIDED:
            return Q(retention_class=None)
        case Keeping.FOR_EVER:
            return Q(retention_class__isnull=False, retention_class__years=None)
        case Keeping.NOT_STARTED:
            return Q(retention_class__years__isnull=False, retained_from=None)
        case Keeping.DUE:
            return _due(collaboration, today)
    started = Q(retention_class__years__isnull=False, retained_from__isnull=False)
    return started & ~_due(collaboration, today)


def _due(collaboration: "Collaboration", by: date) -> Q:
    """The rule of `due_on`, asked of the database: a latest day to be kept from for each number of years."""
    due = Q(pk__in=[])
    for years in {years for years in classes_of(collaboration).values_list("years", flat=True) if years is not None}:
        due |= Q(retention_class__years=years, retained_from__lte=last_start_due(years, by))
    return due
