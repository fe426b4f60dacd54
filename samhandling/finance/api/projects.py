"""Joint projects: who funds them and how much, what each party has decided, and what came of it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from samhandling.agreements.selectors import agreement_for
from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, In, Line, MaybeLine, Out, Pk, RowId, Slug, Text
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.problems import invalid_field
from samhandling.core.api.rows import Named, chosen, left_out
from samhandling.finance.api import router
from samhandling.finance.api.found import Ore, PerMille, Year, accounts_of
from samhandling.finance.enums import DecisionResult, FunderKind, Means
from samhandling.finance.permissions import can_decide_for
from samhandling.finance.selectors.projects import (
    funder_for,
    possible_funders,
    project_for,
    project_page,
    projects_of,
)
from samhandling.finance.services.projects import (
    add_funder,
    budget_for,
    change_project,
    decide_on_project,
    remove_funder,
    remove_project,
    start_project,
)
from samhandling.organisations.selectors import collaboration_for, participants

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Agreement
    from samhandling.core.http import Viewer
    from samhandling.finance.models import Project
    from samhandling.finance.selectors.projects import DecisionRow, FunderRow

PROJECTS = "/collaborations/{slug}/projects"
PROJECT = f"{PROJECTS}/{{int:pk}}"
FUNDER = f"{PROJECT}/funders/{{int:funder}}"
MOST_LINES = 200


class ProjectLine(Out):
    """A project in a list, with its whole planned budget."""

    id: int
    title: str
    owner: Named
    starts_on: date
    ends_on: date
    planned_ore: int
    is_example: bool

    @classmethod
    def of(cls, project: "Project") -> Self:
        return cls(
            id=project.pk,
            title=project.title,
            owner=Named.of(project.owner),
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            planned_ore=getattr(project, "whole_ore", None) or 0,
            is_example=project.is_example,
        )


class BudgetLineOut(Out):
    year: int
    means: Means
    planned_ore: int
    spent_ore: int | None


class FunderOut(Out):
    """Who pays, and how much of the whole it bears. `percent` is thousandths of a percent."""

    id: int
    kind: FunderKind
    name: str
    organisation_id: int | None
    limit_per_mille: int | None
    is_above_limit: bool
    cash_ore: int
    in_kind_ore: int
    spent_ore: int | None
    percent: int
    lines: list[BudgetLineOut]

    @classmethod
    def of(cls, row: "FunderRow") -> Self:
        return cls(
            id=row.funder.pk,
            kind=FunderKind(row.funder.kind),
            name=row.funder.name,
            organisation_id=row.funder.organisation_id,
            limit_per_mille=row.funder.limit_per_mille,
            is_above_limit=row.excess is not None,
            cash_ore=row.cash_ore,
            in_kind_ore=row.in_kind_ore,
            spent_ore=row.spent_ore,
            percent=row.percent,
            lines=[
                BudgetLineOut(
                    year=line.year, means=Means(line.means), planned_ore=line.planned_ore, spent_ore=line.spent_ore
                )
                for line in row.lines
            ],
        )


class DecisionOut(Out):
    """What a party has decided; only the organisation is told while it has not."""

    organisation: Named
    result: DecisionResult | None
    body: str
    decided_on: date | None
    section: str
    registration_number: str

    @classmethod
    def of(cls, row: "DecisionRow") -> Self:
        made = row.decision
        return cls(
            organisation=Named.of(row.organisation),
            result=DecisionResult(made.result) if made else None,
            body=made.body if made else "",
            decided_on=made.decided_on if made else None,
            section=made.section if made else "",
            registration_number=made.registration_number if made else "",
        )


class ProjectOut(Out):
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
    planned_ore: int
    own_percent: int
    funders: list[FunderOut]
    decisions: list[DecisionOut]

    @classmethod
    def of(cls, viewer: "Viewer", project: "Project") -> Self:
        page = project_page(viewer, project)
        return cls(
            id=project.pk,
            title=project.title,
            purpose=project.purpose,
            owner=Named.of(project.owner),
            agreement_id=project.agreement_id,
            area_id=project.area_id,
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            registration_number=project.registration_number,
            outcome=project.outcome,
            is_example=project.is_example,
            planned_ore=page.whole_ore,
            own_percent=page.own_percent,
            funders=[FunderOut.of(row) for row in page.rows],
            decisions=[DecisionOut.of(row) for row in page.decisions],
        )


class ProjectChange(In):
    """What is left out stays as it is. The area is one of the agreement's."""

    title: Annotated[Line, Field(max_length=200)] = left_out()
    purpose: Text = left_out()
    owner_id: RowId = left_out()
    area_id: RowId | None = left_out()
    starts_on: Day = left_out()
    ends_on: Day = left_out()
    registration_number: Annotated[MaybeLine, Field(max_length=60)] = left_out()
    outcome: Text = left_out()


class ProjectCreate(ProjectChange):
    """A new project, of the agreement when one is named."""

    title: Annotated[Line, Field(max_length=200)]
    owner_id: RowId
    starts_on: Day
    ends_on: Day
    agreement_id: RowId | None = left_out()


class FunderAdd(In):
    """An organisation that takes part, or only a name."""

    kind: FunderKind
    organisation_id: RowId | None = None
    name: Annotated[MaybeLine, Field(max_length=150)] = ""
    limit_per_mille: PerMille | None = None


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
    return _told(request.user, slug, pk)


@router.write("POST", PROJECTS, ProjectOut, status=201, location="projects/{id}")
def project_create(request: ApiUserRequest, slug: Slug, body: ProjectCreate) -> ProjectOut:
    """Note a joint project."""
    collaboration = accounts_of(request.user, slug)
    given = body.given()
    agreement = chosen(
        "agreement_id", given.pop("agreement_id", None), lambda pk: agreement_for(request.user, collaboration, pk)
    )
    owner = chosen("owner_id", given.pop("owner_id"), participants(collaboration))
    terms = {**_with_area(given, agreement), "owner": owner}
    made = start_project(actor=request.user, collaboration=collaboration, agreement=agreement, **terms)
    return _told(request.user, slug, made.pk)


@router.write("PATCH", PROJECT, ProjectOut, current=project_detail)
def project_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: ProjectChange) -> ProjectOut:
    """Change what is said about the project."""
    project = _kept(request.user, slug, pk)
    terms = _with_area(body.given(), project.agreement)
    if "owner_id" in terms:
        terms["owner"] = chosen("owner_id", body.owner_id, participants(project.collaboration))
        del terms["owner_id"]
    change_project(actor=request.user, project=project, **terms)
    return _told(request.user, slug, pk)


@router.write("DELETE", PROJECT, None, status=204, current=project_detail)
def project_remove(request: ApiUserRequest, slug: Slug, pk: Pk) -> None:
    """Take a project away that no party has decided on."""
    remove_project(actor=request.user, project=_kept(request.user, slug, pk))


@router.write("POST", f"{PROJECT}/funders", ProjectOut)
def project_funder_add(request: ApiUserRequest, slug: Slug, pk: Pk, body: FunderAdd) -> ProjectOut:
    """Add somebody who pays."""
    project = _kept(request.user, slug, pk)
    given = body.all()
    organisation = chosen("organisation_id", given.pop("organisation_id"), possible_funders(project))
    if organisation is None and not body.name:
        raise invalid_field("name", _("Choose an organisation, or write the funder's name."))
    add_funder(actor=request.user, project=project, organisation=organisation, **given)
    return _told(request.user, slug, pk)


@router.write("DELETE", FUNDER, None, status=204)
def project_funder_remove(request: ApiUserRequest, slug: Slug, pk: Pk, funder: Pk) -> None:
    """Take a funder away, and what it was to put in."""
    remove_funder(actor=request.user, funder=funder_for(_kept(request.user, slug, pk), funder))


@router.write("PUT", f"{FUNDER}/budget", ProjectOut)
def project_budget(request: ApiUserRequest, slug: Slug, pk: Pk, funder: Pk, body: Budget) -> ProjectOut:
    """Write a funder's whole budget."""
    found = funder_for(_kept(request.user, slug, pk), funder)
    lines = [(line.year, line.means, line.planned_ore, line.spent_ore) for line in body.lines]
    budget_for(actor=request.user, funder=found, lines=lines)
    return _told(request.user, slug, pk)


@router.write("PUT", f"{PROJECT}/decisions/{{int:organisation}}", ProjectOut)
def project_decide(request: ApiUserRequest, slug: Slug, pk: Pk, organisation: Pk, body: DecisionRecord) -> ProjectOut:
    """Record what a party decided, or correct what is written."""
    project = project_for(request.user, collaboration_for(request.user, slug), pk)
    require(can_decide_for(request.user, project, organisation))
    party = get_object_or_404(participants(project.collaboration), pk=organisation)
    decide_on_project(actor=request.user, project=project, organisation=party, today=timezone.localdate(), **body.all())
    return _told(request.user, slug, pk)


def _kept(viewer: "User", slug: str, pk: int) -> "Project":
    """The project, for those who keep the accounts."""
    return project_for(viewer, accounts_of(viewer, slug), pk)


def _told(viewer: "Viewer", slug: str, pk: int) -> ProjectOut:
    return ProjectOut.of(viewer, project_for(viewer, collaboration_for(viewer, slug), pk))


def _with_area(given: dict[str, object], agreement: "Agreement | None") -> dict[str, object]:
    """The terms with the area itself in place of its number."""
    terms = {name: value for name, value in given.items() if name != "area_id"}
    if "area_id" not in given:
        return terms
    number = given["area_id"]
    if not isinstance(number, int):
        return terms | {"area": None}
    if agreement is None:
        raise invalid_field("area_id", _("Name the agreement first: its areas are the ones to choose from."))
    return terms | {"area": chosen("area_id", number, agreement.areas.all())}
