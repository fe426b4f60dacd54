"""Joint projects: who bears what, how large the parties' part is, and who has decided."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet, Sum
from django.shortcuts import get_object_or_404

from samhandling.finance.domain.projects import (
    Excess,
    Funding,
    co_financing,
    excesses,
    share_of,
    totals_by_means,
    whole_of,
)
from samhandling.finance.enums import FunderKind, Means
from samhandling.finance.models import BudgetLine, Funder, PartyDecision, Project
from samhandling.finance.permissions import can_decide_for, projects_visible_to
from samhandling.organisations.models import Organisation
from samhandling.organisations.selectors import participants

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def projects_of(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Project]:
    """The projects, the newest first, each with its whole budget as `whole_ore`."""
    projects = projects_visible_to(viewer).filter(collaboration=collaboration).select_related("owner", "area")
    return projects.annotate(whole_ore=Sum("funders__lines__planned_ore"))


def project_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Project:
    """The project with its funders, budget and decisions, or 404."""
    found = (
        projects_visible_to(viewer)
        .filter(collaboration=collaboration)
        .select_related("owner", "area", "agreement", "collaboration")
    )
    return get_object_or_404(
        found.prefetch_related(
            Prefetch("funders", Funder.objects.select_related("organisation").prefetch_related("lines")),
            Prefetch("decisions", PartyDecision.objects.select_related("organisation")),
        ),
        pk=pk,
    )


def funder_for(project: Project, pk: int) -> Funder:
    return get_object_or_404(project.funders.select_related("project__collaboration"), pk=pk)


@dataclass(frozen=True, slots=True)
class FunderRow:
    """One funder: planned and spent in öre, its share of the whole in thousandths of a percent, and its excess."""

    funder: Funder
    lines: list[BudgetLine]
    cash_ore: int
    in_kind_ore: int
    spent_ore: int | None
    percent: int
    excess: Excess | None

    @property
    def total_ore(self) -> int:
        return self.cash_ore + self.in_kind_ore


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A party that is to decide, with what it has decided."""

    organisation: Organisation
    decision: PartyDecision | None
    may_decide: bool


@dataclass(frozen=True, slots=True)
class YearSum:
    """What all funders put in together in one year; the outcome is None while nobody's is known."""

    year: int
    cash_ore: int
    in_kind_ore: int
    spent_ore: int | None

    @property
    def planned_ore(self) -> int:
        return self.cash_ore + self.in_kind_ore


@dataclass(frozen=True, slots=True)
class ProjectPage:
    project: Project
    rows: list[FunderRow]
    year_sums: list[YearSum]
    whole_ore: int
    own_percent: int
    decisions: list[DecisionRow]

    @property
    def undecided(self) -> list[DecisionRow]:
        return [row for row in self.decisions if row.decision is None]

    @property
    def spent_ore(self) -> int:
        return sum(row.spent_ore or 0 for row in self.rows)

    @property
    def excesses(self) -> list[FunderRow]:
        return [row for row in self.rows if row.excess]


def project_page(viewer: "Viewer", project: Project) -> ProjectPage:
    funders = list(project.funders.all())
    fundings = {funder.pk: _funding(funder) for funder in funders}
    over = {excess.funder: excess for excess in excesses(list(fundings.values()))}
    whole = whole_of(list(fundings.values()))
    return ProjectPage(
        project=project,
        rows=[_row(funder, fundings[funder.pk], whole, over.get(funder.pk)) for funder in funders],
        year_sums=_year_sums([line for funder in funders for line in funder.lines.all()]),
        whole_ore=whole,
        own_percent=_thousandths(co_financing(list(fundings.values()))),
        decisions=_decisions(viewer, project, funders),
    )


def possible_funders(project: Project) -> QuerySet[Organisation]:
    """Those who take part in the collaboration and do not fund the project yet."""
    return participants(project.collaboration).exclude(
        pk__in=project.funders.exclude(organisation=None).values("organisation")
    )


def budget_years(project: Project) -> list[int]:
    return list(range(project.starts_on.year, project.ends_on.year + 1))


def _funding(funder: Funder) -> Funding:
    lines = list(funder.lines.all())
    return Funding(
        funder.pk,
        FunderKind(funder.kind),
        cash=sum(line.planned_ore for line in lines if line.means == Means.CASH),
        in_kind=sum(line.planned_ore for line in lines if line.means == Means.IN_KIND),
        limit=funder.limit_per_mille,
    )


def _row(funder: Funder, funding: Funding, whole: int, excess: Excess | None) -> FunderRow:
    lines = list(funder.lines.all())
    known = [line.spent_ore for line in lines if line.spent_ore is not None]
    return FunderRow(
        funder=funder,
        lines=lines,
        cash_ore=funding.cash,
        in_kind_ore=funding.in_kind,
        spent_ore=sum(known) if known else None,
        percent=_thousandths(share_of(funding.total, whole)),
        excess=excess,
    )


def _year_sums(lines: list[BudgetLine]) -> list[YearSum]:
    sums = []
    for year in sorted({line.year for line in lines}):
        mine = [line for line in lines if line.year == year]
        planned = totals_by_means([(Means(line.means), line.planned_ore) for line in mine])
        spent = [line.spent_ore for line in mine if line.spent_ore is not None]
        sums.append(YearSum(year, planned[Means.CASH], planned[Means.IN_KIND], sum(spent) if spent else None))
    return sums


def _decisions(viewer: "Viewer", project: Project, funders: list[Funder]) -> list[DecisionRow]:
    """The parties that put something in, and any other that has decided."""
    decided = {decision.organisation_id: decision for decision in project.decisions.all()}
    asked = [funder.organisation for funder in funders if funder.kind == FunderKind.PARTY and funder.organisation]
    others = [one.organisation for one in decided.values() if one.organisation not in asked]
    return [
        DecisionRow(one, decided.get(one.pk), can_decide_for(viewer, project, one.pk))
        for one in sorted([*asked, *others], key=lambda organisation: organisation.sort_key)
    ]


def _thousandths(share: Fraction) -> int:
    """A share of one as thousandths of a percent, to one decimal of a percent."""
    return round(share * 1000) * 100
