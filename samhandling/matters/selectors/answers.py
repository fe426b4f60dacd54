"""The answer matrix: recommendations by parties, each cell a party's answer; and one recommendation's own page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import floatformat
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samhandling.agreements.models import Party
from samhandling.core.history import HistoryLine, events_of, read
from samhandling.documents.permissions import organisations_in
from samhandling.documents.permissions import visible_to as documents_visible_to
from samhandling.matters.domain.answers import Tally, is_late, tally
from samhandling.matters.enums import Stance
from samhandling.matters.models import Answer, EarlierAnswer, Recommendation
from samhandling.matters.permissions import (
    answers_visible_to,
    can_answer,
    can_issue,
    can_register_paper,
    reads_reasons,
    recommendations_visible_to,
)
from samhandling.matters.selectors.parties import agreement_in_force
from samhandling.organisations.models import Organisation
from samhandling.organisations.permissions import is_member

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Collaboration

# Shape and colour beside the word, so that none of them carries the meaning alone.
SIGNS = {
    Stance.NOT_YET: ("○", "neutral"),
    Stance.ADOPTED: ("●", "success"),
    Stance.ADOPTED_WITH_CHANGE: ("◐", "success"),
    Stance.DECLINED: ("✕", "danger"),
    Stance.NOTED: ("–", "info"),
    Stance.NO_STANDPOINT: ("◇", "info"),
}


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What somebody asks the matrix for."""

    area: int | None = None
    year: int | None = None
    forum: int | None = None
    party: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return self != MatrixFilter()


@dataclass(frozen=True, slots=True)
class Cell:
    """One party's answer to one recommendation; without a state, the party was not asked."""

    organisation: Organisation
    state: Stance | None
    is_late: bool = False
    answer: int = 0

    @property
    def sign(self) -> str:
        return SIGNS[self.state][0] if self.state else ""

    @property
    def tone(self) -> str:
        return SIGNS[self.state][1] if self.state else "neutral"

    @property
    def words(self) -> str:
        """ "not yet answered, late"."""
        if self.state is None:
            return ""
        return f"{self.state.label}, {_('late')}" if self.is_late else str(self.state.label)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    recommendation: Recommendation
    cells: list[Cell]
    tally: Tally

    @property
    def sentence(self) -> str:
        return in_words(self.tally)


@dataclass(frozen=True, slots=True)
class Matrix:
    parties: list[Organisation]
    rows: list[MatrixRow]
    tally: Tally

    @property
    def sentence(self) -> str:
        return in_words(self.tally)


def in_words(counted: Tally) -> str:
    """ "13 of 15 have answered. Median: 74 days."."""
    told = _("%(answered)s of %(rows)s have answered.") % {"answered": counted.answered, "rows": counted.rows}
    if counted.days is None:
        return told
    took = _("Median: %(days)s days.") % {"days": floatformat(counted.days)}
    return f"{told} {took}"


def recommendations_in(viewer: "Viewer", collaboration: "Collaboration", today: date) -> QuerySet[Recommendation]:
    return recommendations_visible_to(viewer, today).filter(matter__collaboration=collaboration)


def recommendations_of(
    viewer: "Viewer", collaboration: "Collaboration", today: date, wanted: MatrixFilter
) -> QuerySet[Recommendation]:
    """As somebody asked for them, the newest first."""
    facts: dict[str, int | None] = {
        "matter__areas": wanted.area,
        "issued_on__year": wanted.year,
        "treatment__forum": wanted.forum,
        "answers__organisation": wanted.party,
    }
    narrowed = {name: value for name, value in facts.items() if value}
    found = recommendations_in(viewer, collaboration, today).filter(**narrowed)
    return found.select_related("matter__collaboration", "treatment__forum").distinct()


def matrix_of(recommendations: Iterable[Recommendation], today: date, party: int | None = None) -> Matrix:
    """Two queries, whatever the size. The parties are those of any of the recommendations, by name."""
    listed = list(recommendations)
    by_row: dict[int, dict[int, Answer]] = {one.pk: {} for one in listed}
    parties: dict[int, Organisation] = {}
    answers = Answer.objects.filter(recommendation__in=by_row).select_related("organisation")
    for answer in answers.filter(Q() if party is None else Q(organisation=party)):
        by_row[answer.recommendation_id][answer.organisation_id] = answer
        parties[answer.organisation_id] = answer.organisation
    heads = sorted(parties.values(), key=lambda one: (one.sort_key, one.pk))
    rows = [
        MatrixRow(
            one,
            [_cell(head, one, by_row[one.pk].get(head.pk), today) for head in heads],
            tally(_days(one, by_row[one.pk].values())),
        )
        for one in listed
    ]
    every = [pair for one in listed for pair in _days(one, by_row[one.pk].values()) if not one.is_withdrawn]
    return Matrix(heads, rows, tally(every))


def _cell(head: Organisation, recommendation: Recommendation, answer: Answer | None, today: date) -> Cell:
    if answer is None:
        return Cell(head, None)
    late = not recommendation.is_withdrawn and is_late(recommendation.answer_by, answered_on(answer), today)
    return Cell(head, Stance(answer.state), late, answer.pk)


def _days(recommendation: Recommendation, answers: Iterable[Answer]) -> list[tuple[date, date | None]]:
    return [(recommendation.issued_on, answered_on(answer)) for answer in answers]


def answered_on(answer: Answer) -> date | None:
    """The day its body decided, or it came in where no day is told; None as long as there is no answer."""
    if answer.given_at is None:
        return None
    return answer.decided_on or localdate(answer.given_at)


def recommendation_for(viewer: "Viewer", collaboration: "Collaboration", pk: int, today: date) -> Recommendation:
    """One that this person may know of, or 404."""
    found = recommendations_in(viewer, collaboration, today)
    return get_object_or_404(
        found.select_related("matter__collaboration", "matter__agreement", "treatment__forum", "issued_by"), pk=pk
    )


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One party's row on the recommendation's page, with what this viewer may read of it and do."""

    answer: Answer
    cell: Cell
    reasons: str
    document: "Document | None"
    may_answer: bool
    may_register: bool
    has_left: bool


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    recommendation: Recommendation
    rows: list[AnswerRow]
    tally: Tally
    joined_since: list[Organisation]
    may_issue: bool
    history: list[HistoryLine]

    @property
    def mine(self) -> list[AnswerRow]:
        """What waits for this person: parties they answer for that have not answered."""
        return [row for row in self.rows if row.may_answer and row.answer.state == Stance.NOT_YET]

    @property
    def is_open(self) -> bool:
        return not self.recommendation.is_withdrawn

    @property
    def sentence(self) -> str:
        return in_words(self.tally)


def recommendation_page(viewer: "Viewer", recommendation: Recommendation, today: date) -> RecommendationPage:
    found = answers_visible_to(viewer, today).filter(recommendation=recommendation)
    answers = list(found.select_related("organisation", "document", "recommendation__matter"))
    now_parties = _parties_now(recommendation, today)
    readable = _readable(viewer, answers, today)
    rows = [_row(viewer, answer, now_parties, readable, today) for answer in answers]
    asked = {answer.organisation_id for answer in answers}
    return RecommendationPage(
        recommendation=recommendation,
        rows=rows,
        tally=tally(_days(recommendation, answers)),
        joined_since=[one for pk, one in now_parties.items() if pk not in asked],
        may_issue=can_issue(viewer, recommendation.treatment),
        history=read(events_of(recommendation)) if is_member(viewer, recommendation.collaboration_id) else [],
    )


def _parties_now(recommendation: Recommendation, today: date) -> dict[int, Organisation]:
    matter = recommendation.matter
    agreement = matter.agreement or agreement_in_force(matter.collaboration, today)
    parties = Party.objects.filter(agreement=agreement).select_related("organisation") if agreement else ()
    return {party.organisation_id: party.organisation for party in parties}


def _readable(viewer: "Viewer", answers: Sequence[Answer], today: date) -> set[int]:
    """Of the papers, those that their own rule lets this person read."""
    papers = {answer.document_id for answer in answers if answer.document_id}
    if not papers:
        return set()
    return set(documents_visible_to(viewer, today).filter(pk__in=papers).values_list("pk", flat=True))


def _row(
    viewer: "Viewer",
    answer: Answer,
    now_parties: dict[int, Organisation],
    readable: set[int],
    today: date,
) -> AnswerRow:
    recommendation = answer.recommendation
    may_answer = not recommendation.is_withdrawn and can_answer(viewer, answer)
    may_register = not recommendation.is_withdrawn and not may_answer and can_register_paper(viewer, answer)
    return AnswerRow(
        answer=answer,
        cell=_cell(answer.organisation, recommendation, answer, today),
        reasons=answer.reasons if reads_reasons(viewer, answer) else "",
        document=answer.document if answer.document_id in readable else None,
        may_answer=may_answer,
        may_register=may_register,
        has_left=bool(now_parties) and answer.organisation_id not in now_parties,
    )


def answer_for(viewer: "Viewer", recommendation: Recommendation, organisation: int, today: date) -> Answer:
    """The party's row, or 404."""
    rows = answers_visible_to(viewer, today).select_related(
        "recommendation__matter__collaboration", "recommendation__treatment__forum", "organisation", "document"
    )
    return get_object_or_404(rows, recommendation=recommendation, organisation=organisation)


@dataclass(frozen=True, slots=True)
class AnswerPage:
    row: AnswerRow
    earlier: list[EarlierAnswer]
    history: list[HistoryLine]
    reads_reasons: bool
    # What an earlier answer gave as reasons was never released with the one that stands.
    is_own: bool


def answer_page(viewer: "Viewer", answer: Answer, today: date) -> AnswerPage:
    recommendation = answer.recommendation
    readable = _readable(viewer, [answer], today)
    row = _row(viewer, answer, _parties_now(recommendation, today), readable, today)
    is_inside = is_member(viewer, answer.collaboration_id)
    return AnswerPage(
        row=row,
        earlier=list(answer.earlier.all()) if is_inside else [],
        history=read(events_of(answer)) if is_inside else [],
        reads_reasons=reads_reasons(viewer, answer),
        is_own=answer.organisation_id in organisations_in(viewer, answer.collaboration_id),
    )


def years_of(viewer: "Viewer", collaboration: "Collaboration", today: date) -> list[int]:
    """The years in which something was issued, the latest first."""
    found = recommendations_in(viewer, collaboration, today).order_by()
    return sorted(set(found.values_list("issued_on__year", flat=True)), reverse=True)
