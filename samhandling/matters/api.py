"""Matters and answers for programs: the same selectors, permissions and services as the pages."""

from datetime import date, datetime
from typing import Annotated

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, Flag, From, In, MaybeLine, Out, Pk, Search, Slug, Text
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.router import RoomRouter
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.documents.enums import Openness
from samhandling.matters.enums import Condition, Ending, JourneyStep, Result, Route, Stance
from samhandling.matters.permissions import can_answer, can_register_paper
from samhandling.matters.selectors.answers import (
    MatrixFilter,
    answer_for,
    answer_page,
    recommendation_for,
    recommendation_page,
    recommendations_of,
)
from samhandling.matters.selectors.matters import ALL, MatterFilter, matter_for, matter_page, matters_of, rows_of
from samhandling.matters.services.answers import give_answer
from samhandling.organisations.selectors import collaboration_for

router = RoomRouter("matters", tag="Matters")

MATTERS = "/collaborations/{slug}/matters"
MATTER = f"{MATTERS}/{{int:pk}}"
RECOMMENDATIONS = "/collaborations/{slug}/recommendations"
RECOMMENDATION = f"{RECOMMENDATIONS}/{{int:pk}}"
ANSWER = f"{RECOMMENDATION}/answers/{{int:organisation}}"


class MatterOut(Out, within="matter"):
    """A matter, and how it stands today."""

    id: int
    title: str
    question: str
    purpose: str
    raised_by: Named
    raised_on: date
    owner_forum: Named | None
    owner_organisation: Named | None
    areas: Annotated[list[str], From(lambda row: [area.name for area in row.matter.areas.all()])]
    agreement_id: int | None
    openness: Openness
    published_at: datetime | None
    condition: Condition
    closed_on: date | None
    ending: Annotated[Ending | None, From(lambda row: row.matter.ending or None)]
    ending_words: str


class TreatmentOut(Out, within="treatment"):
    """A forum or a party deals with the matter in one step."""

    id: int
    step: JourneyStep
    forum: Named | None
    organisation: Named | None
    due_on: date | None
    is_authoritative: bool
    is_late: bool
    done_on: date | None
    result: Annotated[Result | None, From(lambda row: row.treatment.result or None)]
    result_words: str
    assignment: str


class OwnNumberOut(Out):
    """The number that the matter has in a party's own register."""

    organisation: Named
    number: str


class MatterDetail(MatterOut):
    """A matter with its journey and the recommendations that came of it."""

    journey: list[TreatmentOut]
    own_numbers: list[OwnNumberOut]
    document_ids: list[int]
    recommendation_ids: list[int]


class RecommendationOut(Out):
    """What a forum recommends the parties to decide."""

    id: int
    matter_id: int
    forum_id: Annotated[int, From("treatment.forum_id")]
    title: str
    text: str
    issued_on: date
    answer_by: date
    reminded_on: date | None
    withdrawn_on: date | None
    withdrawal_reason: str


class AnswerOut(Out, within="answer"):
    """A party's answer. `reasons` is empty for those who may not read them."""

    organisation: Named
    state: Stance
    body: str
    decided_on: date | None
    section: str
    registration_number: str
    reasons: str
    is_released: bool
    is_late: Annotated[bool, From("cell.is_late")]
    route: Annotated[Route | None, From(lambda row: row.answer.route or None)]
    document_id: Annotated[int | None, From("document.pk", or_else=None)]


class RecommendationDetail(RecommendationOut):
    """A recommendation with every party's answer, and the median days that they took."""

    answers: list[AnswerOut]
    median_days: float | None


class MatterQuery(In):
    """What to narrow the list to."""

    q: Search = ""
    forum_id: Pk | None = None
    raised_by_id: Pk | None = None


class RecommendationQuery(In):
    """What to narrow the list to."""

    forum_id: Pk | None = None
    party_id: Pk | None = None
    year: Annotated[int | None, Field(ge=1900, le=2199)] = None


class AnswerGive(In):
    """What the party has decided. With `correction`, why it is to stand instead of what it answered before."""

    state: Stance
    body: Annotated[MaybeLine, Field(max_length=150)] = ""
    decided_on: Day | None = None
    section: Annotated[MaybeLine, Field(max_length=40)] = ""
    registration_number: Annotated[MaybeLine, Field(max_length=60)] = ""
    reasons: Text = ""
    is_released: Flag = False
    correction: Text = ""


@router.read(MATTERS, Listing[MatterOut])
def matter_list(
    request: ApiRequest, slug: Slug, paging: Query[Paging], asked: Query[MatterQuery]
) -> Listing[MatterOut]:
    """The matters that you may know of, the latest raised first."""
    today = timezone.localdate()
    wanted = MatterFilter(query=asked.q, condition=ALL, forum=asked.forum_id, raised_by=asked.raised_by_id)
    found = matters_of(request.user, collaboration_for(request.user, slug), today, wanted)
    return short_listing(request, rows_of(request.user, found, today), paging, MatterOut.of)


@router.read(MATTER, MatterDetail)
def matter_detail(request: ApiRequest, slug: Slug, pk: Pk) -> MatterDetail:
    """One matter, where it has been dealt with, and what came of it."""
    today = timezone.localdate()
    page = matter_page(request.user, matter_for(request.user, collaboration_for(request.user, slug), pk, today), today)
    return MatterDetail.of(
        page.row,
        journey=[TreatmentOut.of(one) for one in page.journey],
        own_numbers=[OwnNumberOut.of(one) for one in page.numbers],
        document_ids=[one.document_id for one in page.papers],
        recommendation_ids=[one.pk for one in page.recommendations],
    )


@router.read(RECOMMENDATIONS, Listing[RecommendationOut])
def recommendation_list(
    request: ApiRequest, slug: Slug, paging: Query[Paging], asked: Query[RecommendationQuery]
) -> Listing[RecommendationOut]:
    """What the parties have been recommended to decide, the latest first."""
    wanted = MatrixFilter(year=asked.year, forum=asked.forum_id, party=asked.party_id)
    found = recommendations_of(request.user, collaboration_for(request.user, slug), timezone.localdate(), wanted)
    return listing(request, found, paging, RecommendationOut.of, order=("-issued_on", "-pk"))


@router.read(RECOMMENDATION, RecommendationDetail)
def recommendation_detail(request: ApiRequest, slug: Slug, pk: Pk) -> RecommendationDetail:
    """One recommendation and every party's answer."""
    today = timezone.localdate()
    found = recommendation_for(request.user, collaboration_for(request.user, slug), pk, today)
    page = recommendation_page(request.user, found, today)
    return RecommendationDetail.of(found, answers=[AnswerOut.of(row) for row in page.rows], median_days=page.tally.days)


@router.read(ANSWER, AnswerOut)
def answer_detail(request: ApiRequest, slug: Slug, pk: Pk, organisation: Pk) -> AnswerOut:
    """One party's answer."""
    today = timezone.localdate()
    recommendation = recommendation_for(request.user, collaboration_for(request.user, slug), pk, today)
    answer = answer_for(request.user, recommendation, organisation, today)
    return AnswerOut.of(answer_page(request.user, answer, today).row)


@router.write("PUT", ANSWER, AnswerOut)
def answer_give(request: ApiUserRequest, slug: Slug, pk: Pk, organisation: Pk, body: AnswerGive) -> AnswerOut:
    """Answer for a party, or correct what it answered before."""
    today = timezone.localdate()
    recommendation = recommendation_for(request.user, collaboration_for(request.user, slug), pk, today)
    answer = answer_for(request.user, recommendation, organisation, today)
    require(can_answer(request.user, answer) or can_register_paper(request.user, answer))
    give_answer(actor=request.user, answer=answer, now=timezone.now(), **body.all())
    return AnswerOut.of(
        answer_page(request.user, answer_for(request.user, recommendation, organisation, today), today).row
    )
