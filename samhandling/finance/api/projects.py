"""Joint projects: who funds them and how much, what each party has decided, and what came of it."""

from datetime import date
from typing import Annotated

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, From, In, Line, MaybeLine, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.rows import Named
from samhandling.finance.api import router
from samhandling.finance.api.lookups import Ore, Year, accounts_of
from samhandling.finance.enums import DecisionResult, FunderKind, Means
from samhandling.finance.permissions import can_decide_for
from samhandling.finance.selectors.projects import funder_for, project_for, project_page, projects_of
from samhandling.finance.services.projects import budget_for, decide_on_project
from samhandling.organisations.selectors import collaboration_for, participants

PROJECTS = "/collaborations/{slug}/projects"
PROJECT = f"{PROJECTS}/{{int:pk}}"
MOST_LINES = 200


class ProjectLine(Out):
    """A project in a list, with its whole planned budget."""

    id: int
    title: str
    owner: Named
    starts_on: date
    ends_on: date
    planned_ore: Annotated[int, From(lambda project: project.whole_ore or 0)]
    is_example: bool


class BudgetLineOut(Out):
    year: int
    means: Means
    planned_ore: int
    spent_ore: int | None


class FunderOut(Out, within="funder"):
    """Who pays, and how much of the whole it bears. `percent` is thousandths of a percent."""

    id: int
    kind: FunderKind
    name: str
    organisation_id: int | None
    limit_per_mille: int | None
    is_above_limit: Annotated[bool, From(lambda row: row.excess is not None)]
    cash_ore: int
    in_kind_ore: int
    spent_ore: int | None
    percent: int
    lines: list[BudgetLineOut]


class DecisionOut(Out):
    """What a party has decided; only the organisation is told while it has not."""

    organisation: Named
    result: Annotated[DecisionResult | None, From("decision.result", or_else=None)]
    body: Annotated[str, From("decision.body", or_else="")]
    decided_on: Annotated[date | None, From("decision.decided_on", or_else=None)]
    section: Annotated[str, From("decision.section", or_else="")]
    registration_number: Annotated[str, From("decision.registration_number", or_else="")]


class ProjectOut(Out, within="project"):
    """A project with its funders, budget and decisions. `own_percent`, in thousandths, is what the parties bear."""

    id: int
    title: str
    purpose: str
    owner: Named
    agreement_id: int | None
    area_id: int | None
    starts_on: date
    ends_on: date
    registration_number: str
    outcome: str
    is_example: bool
    planned_ore: Annotated[int, From("whole_ore")]
    own_percent: int
    funders: Annotated[list[FunderOut], From("rows")]
    decisions: list[DecisionOut]


class BudgetLineIn(In):
    year: Year
    means: Means
    planned_ore: Ore
    spent_ore: Ore | None = None


class Budget(In):
    """The whole budget of one funder, in place of what it had."""

    lines: Annotated[list[BudgetLineIn], Field(max_length=MOST_LINES)]


class DecisionRecord(In):
    """What the party's own body decided. Not on a day to come."""

    result: DecisionResult
    body: Annotated[Line, Field(max_length=120)]
    decided_on: Day
    section: Annotated[MaybeLine, Field(max_length=40)] = ""
    registration_number: Annotated[MaybeLine, Field(max_length=60)] = ""


@router.read(PROJECTS, Listing[ProjectLine])
def project_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[ProjectLine]:
    """Joint projects, those that began last first."""
    projects = projects_of(request.user, collaboration_for(request.user, slug))
    return listing(request, projects, paging, ProjectLine.of, order=("-starts_on", "sort_key", "pk"))


@router.read(PROJECT, ProjectOut)
def project_detail(request: ApiRequest, slug: Slug, pk: Pk) -> ProjectOut:
    """A project with who funds it, its budget, and what the parties have decided."""
    return _answer(request, slug, pk)


@router.write("PUT", f"{PROJECT}/funders/{{int:funder}}/budget", ProjectOut)
def project_budget(request: ApiUserRequest, slug: Slug, pk: Pk, funder: Pk, body: Budget) -> ProjectOut:
    """Write a funder's whole budget."""
    project = project_for(request.user, accounts_of(request.user, slug), pk)
    lines = [(line.year, line.means, line.planned_ore, line.spent_ore) for line in body.lines]
    budget_for(actor=request.user, funder=funder_for(project, funder), lines=lines)
    return _answer(request, slug, pk)


@router.write("PUT", f"{PROJECT}/decisions/{{int:organisation}}", ProjectOut)
def project_decide(request: ApiUserRequest, slug: Slug, pk: Pk, organisation: Pk, body: DecisionRecord) -> ProjectOut:
    """Record what a party decided, or correct what is written."""
    project = project_for(request.user, collaboration_for(request.user, slug), pk)
    require(can_decide_for(request.user, project, organisation))
    party = get_object_or_404(participants(project.collaboration), pk=organisation)
    decide_on_project(actor=request.user, project=project, organisation=party, today=timezone.localdate(), **body.all())
    return _answer(request, slug, pk)


def _answer(request: ApiRequest | ApiUserRequest, slug: str, pk: int) -> ProjectOut:
    """The project as it is now, read anew."""
    project = project_for(request.user, collaboration_for(request.user, slug), pk)
    return ProjectOut.of(project_page(request.user, project))
