"""The forums that somebody keeps as their secretary: how they stand, and what lies before them lately."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import ngettext

from samhandling.core.prepared import Prepared
from samhandling.documents.permissions import marked
from samhandling.forums.models import Appointment, Forum, Paper
from samhandling.forums.permissions import papers_visible_to, readable_forums, secretary_of
from samhandling.forums.selectors.in_words import number_first, seats_in_words
from samhandling.forums.selectors.seats import filled_by_forum
from samhandling.forums.selectors.terms import DEFAULT_SPAN

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SOON = timedelta(days=DEFAULT_SPAN)


class _Kept(NamedTuple):
    pk: int
    name: str
    abbreviation: str


_kept = Prepared(
    _Kept,
    lambda forums, collaboration: (
        Forum.objects.filter(pk__in=forums, collaboration=collaboration)
        .order_by("type__position", "sort_key", "pk")
        .values_list("pk", "name", "abbreviation")
    ),
)
_ending = Prepared(
    int,
    lambda forums, today, until: (
        Appointment.objects.filter(seat__forum__in=forums, starts_on__lte=today, ends_on__gte=today, ends_on__lte=until)
        .order_by()
        .values_list("seat__forum")
    ),
)


@dataclass(frozen=True, slots=True)
class KeptForum:
    """A forum of one's own, and how its seats stand."""

    pk: int
    name: str
    abbreviation: str
    filled: int
    seats: int
    ending: int

    @property
    def sentence(self) -> str:
        """ "28 of 30 seats are filled. Two are vacant. 28 appointments end within 90 days."."""
        seats = seats_in_words(self.filled, self.seats)
        if not self.ending:
            return seats
        ending = ngettext(
            "One appointment ends within %(days)s days.",
            "%(number)s appointments end within %(days)s days.",
            self.ending,
        ) % {"number": number_first(self.ending), "days": DEFAULT_SPAN}
        return f"{seats} {ending}"


def kept_forums(viewer: "Viewer", collaboration: "Collaboration", today: date) -> list[KeptForum]:
    """Three questions, and none for whoever is nobody's secretary."""
    mine = secretary_of(viewer)
    kept = _kept(forums=sorted(mine), collaboration=collaboration.pk) if mine else []
    if not kept:
        return []
    forums = [one.pk for one in kept]
    filled = filled_by_forum(forums, today)
    ending = Counter(_ending(forums=forums, today=today, until=today + SOON))
    return [KeptForum(*one, *filled.get(one.pk, (0, 0)), ending[one.pk]) for one in kept]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in a list of several forums' papers."""

    pk: int
    title: str
    kind: str
    dated_on: date
    forum: int
    forum_name: str
    is_marked: bool


def papers_in(
    viewer: "Viewer",
    collaboration: "Collaboration",
    today: date,
    forum: int | None = None,
    dated_by: date | None = None,
) -> QuerySet[Paper]:
    """Every paper here that this person may read today, the latest first; of one forum when one is asked for."""
    found = papers_visible_to(viewer, today, collaboration.pk)
    if forum is not None:
        found = found.filter(forum=forum)
    if dated_by is not None:
        found = found.filter(document__dated_on__lte=dated_by)
    return found.order_by("-document__dated_on", "-pk")


def latest_papers(
    viewer: "Viewer", collaboration: "Collaboration", forums: Iterable[int], today: date, most: int
) -> list[PaperLine]:
    """The latest papers of these forums that this person may read. One question."""
    found = papers_in(viewer, collaboration, today).filter(forum__in=list(forums))
    return lines_of_papers(paper_rows(found)[:most])


def paper_rows(papers: QuerySet[Paper]) -> "QuerySet[Paper, tuple[int, str, str, date, int, str, bool]]":
    """As rows, for `lines_of_papers`."""
    return papers.annotate(is_marked=marked("document")).values_list(
        "pk", "document__title", "document__kind", "document__dated_on", "forum", "forum__name", "is_marked"
    )


def lines_of_papers(rows: "Iterable[tuple[int, str, str, date, int, str, bool]]") -> list[PaperLine]:
    return [PaperLine(*row) for row in rows]


def forums_to_read(viewer: "Viewer", collaboration: "Collaboration", today: date) -> list[tuple[int, str]]:
    """The forums here whose papers this person may read and that have any."""
    forums = readable_forums(viewer, today).filter(collaboration=collaboration, papers__isnull=False).distinct()
    return list(forums.order_by("sort_key", "pk").values_list("pk", "name"))
