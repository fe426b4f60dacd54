"""Matters as the list and their own page show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from samhandling.core.history import HistoryLine, events_of, read
from samhandling.documents.enums import Openness
from samhandling.documents.models import Document
from samhandling.documents.permissions import organisations_in
from samhandling.documents.permissions import visible_to as documents_visible_to
from samhandling.forums.selectors.forums import outcomes_of
from samhandling.lib.swedish import search_key
from samhandling.matters.domain.journey import Treated, condition_of, laps, next_of
from samhandling.matters.enums import Condition, JourneyStep, Result
from samhandling.matters.models import Answer, Matter, MatterPaper, OwnNumber, Recommendation, Treatment
from samhandling.matters.permissions import (
    can_issue,
    can_let_out,
    can_record,
    can_write,
    visible_to,
)
from samhandling.organisations.permissions import is_member

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

_TONES = {
    Condition.LATE: "danger",
    Condition.LOST: "warning",
    Condition.STOPPED: "warning",
    Condition.RUNNING: "info",
    Condition.CLOSED: "neutral",
}
ALL = "all"
_RANK = {condition: rank for rank, condition in enumerate(Condition)}
TREATED = Prefetch(
    "treatments", Treatment.objects.select_related("forum__type", "organisation").order_by("due_on", "pk")
)
AROUND = (
    "collaboration",
    "raised_by",
    "raised_by_person",
    "owner_forum",
    "owner_organisation",
    "owner_person",
    "agreement",
)


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """What somebody asks the list for. Without a condition those that are not closed; with ALL, all of them."""

    query: str = ""
    condition: str = ""
    area: int | None = None
    forum: int | None = None
    raised_by: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return self != MatterFilter()


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter with how it stands today."""

    matter: Matter
    condition: Condition
    upcoming: Treatment | None
    laps: int
    # Who sees to it, as far as the viewer may know: people are for those who work in the collaboration.
    owner: str

    @property
    def tone(self) -> str:
        return _TONES[self.condition]


def matters_in(viewer: "Viewer", collaboration: "Collaboration", today: date) -> QuerySet[Matter]:
    return visible_to(viewer, today).filter(collaboration=collaboration)


def matters_of(viewer: "Viewer", collaboration: "Collaboration", today: date, wanted: MatterFilter) -> QuerySet[Matter]:
    """The list as somebody asked for it, the newest first; how each stands is told by `rows_of`."""
    found = matters_in(viewer, collaboration, today)
    if wanted.condition == Condition.CLOSED:
        found = found.exclude(closed_on=None)
    elif wanted.condition != ALL:
        found = found.filter(closed_on=None)
    if wanted.area:
        found = found.filter(areas=wanted.area)
    if wanted.forum:
        found = found.filter(treatments__forum=wanted.forum)
    if wanted.raised_by:
        found = found.filter(raised_by=wanted.raised_by)
    for word in search_key(wanted.query).split():
        found = found.filter(search_key__contains=word)
    return found.distinct()


def rows_of(viewer: "Viewer", found: QuerySet[Matter], today: date, condition: str = "") -> list[MatterRow]:
    """Two queries. How a matter stands depends on all its treatments, so it is asked after they are read."""
    rows = [row_of(viewer, matter, today) for matter in _with_all(found)]
    wanted = [row for row in rows if condition in {"", ALL} or row.condition == condition]
    return sorted(wanted, key=_urgency)


def _urgency(row: MatterRow) -> tuple[int, date]:
    """The worst first, and in each condition what comes next."""
    return _RANK[row.condition], (row.upcoming and row.upcoming.due_on) or date.max


def _with_all(found: QuerySet[Matter]) -> QuerySet[Matter]:
    """With what how it stands depends on."""
    answered = Answer.objects.filter(recommendation__matter=OuterRef("pk")).order_by("-given_at")
    told = answered.exclude(given_at=None).values("given_at")[:1]
    return found.select_related(*AROUND).prefetch_related(TREATED, "areas").annotate(last_answer=Subquery(told))


def row_of(viewer: "Viewer", matter: Matter, today: date) -> MatterRow:
    treatments = list(matter.treatments.all())
    treated = [_treated(one) for one in treatments]
    condition = condition_of(
        treated,
        raised_on=matter.raised_on,
        is_closed=matter.closed_on is not None,
        has_owner=matter.owner is not None,
        today=today,
        answered_on=localdate(matter.last_answer) if matter.last_answer else None,  # type: ignore[attr-defined]  # by _with_all
    )
    following = next_of(treated)
    upcoming = treatments[treated.index(following)] if following else None
    is_hidden = matter.owner_person is not None and not is_member(viewer, matter.collaboration_id)
    owner = "" if is_hidden or matter.owner is None else str(matter.owner)
    if matter.owner_forum is not None and matter.owner_forum.abbreviation:
        owner = matter.owner_forum.abbreviation
    return MatterRow(matter, condition, upcoming, laps(treated), owner)


def _treated(treatment: Treatment) -> Treated:
    return Treated(
        treatment.due_on,
        treatment.done_on,
        Result(treatment.result) if treatment.result else None,
        bool(treatment.assignment.strip()),
    )


def matter_for(viewer: "Viewer", collaboration: "Collaboration", pk: int, today: date) -> Matter:
    """One that this person may know of, or 404."""
    return get_object_or_404(_with_all(matters_in(viewer, collaboration, today)), pk=pk)


def treatment_for(matter: Matter, pk: int) -> Treatment:
    return get_object_or_404(
        Treatment.objects.select_related("matter__collaboration", "forum__type", "organisation"), pk=pk, matter=matter
    )


def results_for(treatment: Treatment) -> list[Result]:
    """What may come of it there: by the forum's standing and type, or what a party may do."""
    if treatment.forum is None:
        return [one for one in Result if one not in {Result.RECOMMENDATION, Result.POSITION}]
    allowed = outcomes_of(treatment.forum)
    return [one for one in Result if one.outcome is None or one.outcome in allowed]


def paper_for(matter: Matter, pk: int) -> MatterPaper:
    return get_object_or_404(MatterPaper.objects.select_related("matter", "document"), pk=pk, matter=matter)


@dataclass(frozen=True, slots=True)
class TreatmentRow:
    treatment: Treatment
    is_late: bool
    may_record: bool
    may_issue: bool

    @property
    def tone(self) -> str:
        if self.treatment.done_on is None:
            return "danger" if self.is_late else "neutral"
        return "warning" if self.treatment.result == Result.RETURNED else "success"

    @property
    def sign(self) -> str:
        if self.treatment.done_on is None:
            return "○"
        return "↺" if self.treatment.result == Result.RETURNED else "●"


@dataclass(frozen=True, slots=True)
class Lane:
    """What one forum or party does with the matter: a cell for each step."""

    place: str
    cells: list[list[TreatmentRow]]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The journey side by side: a row for each forum and party, a column for each step that is taken."""

    steps: list[JourneyStep]
    rows: list[Lane]


@dataclass(frozen=True, slots=True)
class MatterPage:
    """What the matter's own page shows, and what this person may do there."""

    row: MatterRow
    journey: list[TreatmentRow]
    papers: list[MatterPaper]
    numbers: list[OwnNumber]
    recommendations: list[Recommendation]
    shared_with: list[str]
    history: list[HistoryLine]
    areas: list[str]
    may_write: bool
    may_let_out: bool
    may_number: bool
    may_see_people: bool
    is_draft: bool

    @property
    def is_open(self) -> bool:
        return self.row.matter.closed_on is None

    @property
    def lanes(self) -> Lanes:
        taken = {one.treatment.step for one in self.journey}
        steps = [step for step in JourneyStep if step.value in taken]
        places: dict[str, list[TreatmentRow]] = {}
        for one in self.journey:
            places.setdefault(one.treatment.short_place, []).append(one)
        return Lanes(
            steps,
            [
                Lane(place, [[one for one in rows if one.treatment.step == step] for step in steps])
                for place, rows in places.items()
            ],
        )


def matter_page(viewer: "Viewer", matter: Matter, today: date) -> MatterPage:
    recommendations = list(matter.recommendations.order_by("-issued_on", "-pk"))
    issued = {one.treatment_id for one in recommendations}
    papers = MatterPaper.objects.filter(matter=matter, document__in=documents_visible_to(viewer, today))
    may_write = can_write(viewer, matter)
    return MatterPage(
        row=row_of(viewer, matter, today),
        journey=[
            TreatmentRow(
                one,
                one.done_on is None and one.due_on is not None and one.due_on < today,
                one.done_on is None and matter.closed_on is None and can_record(viewer, one),
                one.result == Result.RECOMMENDATION and one.pk not in issued and can_issue(viewer, one),
            )
            for one in matter.treatments.all()
        ],
        papers=list(papers.select_related("document__owner", "document__collaboration")),
        numbers=list(OwnNumber.objects.filter(matter=matter).select_related("organisation")),
        recommendations=recommendations,
        shared_with=[str(share.forum) for share in matter.shares.select_related("forum")],
        history=history_of(matter) if is_member(viewer, matter.collaboration_id) else [],
        may_write=may_write,
        areas=[area.name for area in matter.areas.all()],
        may_let_out=can_let_out(viewer, matter),
        may_number=bool(organisations_in(viewer, matter.collaboration_id)),
        may_see_people=is_member(viewer, matter.collaboration_id),
        is_draft=matter.openness == Openness.DRAFT,
    )


def history_of(matter: Matter) -> list[HistoryLine]:
    return read(events_of(matter))


def papers_to_add(viewer: "Viewer", matter: Matter, today: date) -> QuerySet[Document]:
    """The documents of the collaboration that this person reads, and that are not the matter's yet."""
    there = MatterPaper.objects.filter(matter=matter).values("document")
    return documents_visible_to(viewer, today, matter.collaboration_id).filter(disposed_at=None).exclude(pk__in=there)


def counted(rows: Iterable[MatterRow]) -> dict[Condition, int]:
    """How many stand in each way."""
    found = dict.fromkeys(Condition, 0)
    for row in rows:
        found[row.condition] += 1
    return found
