"""The list of a collaboration's documents, as somebody asked for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from samhandling.documents.enums import DocumentKind, Openness, signs_of
from samhandling.documents.models import Document, SecrecyMarking, Share
from samhandling.documents.permissions import marked, organisations_in, visible_to
from samhandling.documents.selectors.documents import documents_visible
from samhandling.lib.swedish import search_key

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What somebody asks the list for. `is_mine`: only those of one's own organisations."""

    query: str = ""
    owner: int | None = None
    kind: str = ""
    openness: str = ""
    year: int | None = None
    is_mine: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self != DocumentFilter()


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document in the list: plain values, since a page has forty of them."""

    pk: int
    title: str
    registration_number: str
    owner: str
    kind: DocumentKind
    dated_on: date
    openness: Openness
    is_disposed: bool
    is_marked: bool
    # Of a day that is past: nobody but its own organisation had it, although others have had it since.
    was_kept: bool = False

    @property
    def signs(self) -> "list[tuple[str | Promise, str]]":
        signs = signs_of(self.openness, is_disposed=self.is_disposed, is_marked=self.is_marked)
        return [(_("not shared yet"), "neutral"), *signs[1:]] if self.was_kept else signs


@dataclass(frozen=True, slots=True)
class Choices:
    """What this person sees here: how many documents, whose, and of which years, the latest first."""

    count: int
    owners: list[tuple[int, str]]
    years: list[int]


def documents_of(
    viewer: "Viewer", collaboration: "Collaboration", today: date, wanted: DocumentFilter
) -> QuerySet[Document]:
    """The list as somebody asked for it, the newest first."""
    return narrowed(viewer, collaboration, documents_visible(viewer, collaboration, today), wanted)


def rows_listed(
    viewer: "Viewer", collaboration: "Collaboration", today: date, wanted: DocumentFilter, then: date | None = None
) -> "QuerySet[Document, Any]":
    """The same as rows, for `lines_of`. Of a day that is past: those dated by `then`, and how far each had gone.

    Who may read is asked about today, whatever day is shown.
    """
    seen = _dated_by(visible_to(viewer, today, collaboration.pk), then)
    seen = seen.annotate(openness_then=F("openness") if then is None else _openness_on(then))
    found = narrowed(viewer, collaboration, seen, wanted, openness="openness_then")
    return found.annotate(is_marked=marked()).values_list(
        "pk",
        "title",
        "registration_number",
        "owner__display_name",
        "kind",
        "dated_on",
        "openness",
        "openness_then",
        "disposed_at",
        "is_marked",
        named=True,
    )


def _dated_by(found: QuerySet[Document], then: date | None) -> QuerySet[Document]:
    return found if then is None else found.filter(dated_on__lte=then)


def _openness_on(then: date) -> Case:
    """How far a document had gone on the day. What was marked as secret after it was published is public no more."""
    taken_back = SecrecyMarking.objects.filter(
        document=OuterRef("pk"), marked_at__gte=OuterRef("published_at"), marked_at__date__lte=then
    )
    was_shared = Exists(Share.objects.filter(document=OuterRef("pk"), shared_at__date__lte=then))
    was_published = Q(published_at__date__lte=then)
    return Case(
        When(was_published & ~Exists(taken_back), then=Value(Openness.PUBLIC.value)),
        When(was_published | Q(was_shared), then=Value(Openness.SHARED.value)),
        default=Value(Openness.DRAFT.value),
    )


def lines_of(rows: Iterable[Any], then: date | None = None) -> list[DocumentLine]:
    return [_line(row, then) for row in rows]


def _line(row: Any, then: date | None) -> DocumentLine:
    openness = Openness(row.openness_then)
    return DocumentLine(
        pk=row.pk,
        title=row.title,
        registration_number=row.registration_number,
        owner=row.owner__display_name,
        kind=DocumentKind(row.kind),
        dated_on=row.dated_on,
        openness=openness,
        is_disposed=row.disposed_at is not None and (then is None or localdate(row.disposed_at) <= then),
        is_marked=row.is_marked,
        was_kept=openness is Openness.DRAFT and row.openness != Openness.DRAFT,
    )


def narrowed(
    viewer: "Viewer",
    collaboration: "Collaboration",
    found: QuerySet[Document],
    wanted: DocumentFilter,
    *,
    openness: str = "openness",
) -> QuerySet[Document]:
    """`openness` names the column that says how far each has gone."""
    facts: dict[str, Any] = {"owner": wanted.owner, "kind": wanted.kind, openness: wanted.openness}
    found = found.filter(**{name: value for name, value in facts.items() if value})
    if wanted.year:
        found = found.filter(dated_on__year=wanted.year)
    if wanted.is_mine:
        found = found.filter(owner__in=organisations_in(viewer, collaboration.pk))
    for word in search_key(wanted.query).split():
        found = found.filter(search_key__contains=word)
    return found


def choices_in(viewer: "Viewer", collaboration: "Collaboration", today: date, then: date | None = None) -> Choices:
    """What the list may be narrowed to. One query, which counts the documents too."""
    seen = _dated_by(visible_to(viewer, today, collaboration.pk), then).order_by()
    rows = list(
        seen.values_list("owner__sort_key", "owner", "owner__display_name", "dated_on__year").annotate(Count("pk"))
    )
    owners = sorted({(order, pk, name) for order, pk, name, _year, _count in rows})
    years = sorted({year for *_owner, year, _count in rows}, reverse=True)
    return Choices(sum(count for *_rest, count in rows), [(pk, name) for _order, pk, name in owners], years)
