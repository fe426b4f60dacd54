"""Joint projects: funders, budget lines, each party's decision, and what it came to."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, alter, facts_of, refuse, remove
from samhandling.finance.domain.steps import why_not_amount
from samhandling.finance.enums import Refusal
from samhandling.finance.models import BudgetLine, Funder, PartyDecision, Project
from samhandling.finance.permissions import can_decide_for, can_keep_accounts
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import ends_before_start

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration, Organisation


@transaction.atomic
def start_project(*, actor: "User", collaboration: "Collaboration", title: str, **terms: Any) -> Project:
    """Note a joint project: `owner`, `starts_on`, `ends_on`, and if known `agreement`, `area`, `purpose`."""
    require(can_keep_accounts(actor, collaboration.pk))
    project = Project(collaboration=collaboration, title=title, **terms)
    _check_period(project)
    return add(actor, "project.started", project, "title")


@transaction.atomic
def change_project(*, actor: "User", project: Project, **terms: Any) -> Project:
    require(can_keep_accounts(actor, project.collaboration_id))
    alter(actor, "project.changed", project, terms, check=_check_period)
    return project


@transaction.atomic
def remove_project(*, actor: "User", project: Project) -> None:
    """Take a project away that no party has decided on."""
    require(can_keep_accounts(actor, project.collaboration_id))
    if project.decisions.exists():
        raise RuleBroken(Refusal.PROJECT_DECIDED)
    remove(actor, "project.removed", project, "title", on=project.collaboration)


@transaction.atomic
def add_funder(
    *,
    actor: "User",
    project: Project,
    kind: str,
    name: str,
    organisation: "Organisation | None" = None,
    limit_per_mille: int | None = None,
) -> Funder:
    """Somebody who pays: an organisation of the address book, or a name."""
    require(can_keep_accounts(actor, project.collaboration_id))
    if organisation is not None and project.funders.filter(organisation=organisation).exists():
        raise RuleBroken(Refusal.FUNDER_TWICE)
    funder = Funder(
        project=project,
        kind=kind,
        name=name or str(organisation or ""),
        organisation=organisation,
        limit_per_mille=limit_per_mille,
    )
    return add(actor, "project.funder_added", funder, on=project, after={"funder": funder.name, "kind": kind})


@transaction.atomic
def remove_funder(*, actor: "User", funder: Funder) -> None:
    """Take a funder away, and what it was to put in."""
    require(can_keep_accounts(actor, funder.project.collaboration_id))
    remove(actor, "project.funder_removed", funder, on=funder.project, before={"funder": funder.name})


@transaction.atomic
def budget_for(*, actor: "User", funder: Funder, lines: Sequence[tuple[int, str, int, int | None]]) -> list[BudgetLine]:
    """Write a funder's whole budget: year, means, planned öre, and outcome in öre when it is known."""
    require(can_keep_accounts(actor, funder.project.collaboration_id))
    for _year, _means, planned, spent in lines:
        refuse(why_not_amount(planned) or why_not_amount(spent or 0))
    if len({(year, means) for year, means, _planned, _spent in lines}) < len(lines):
        raise RuleBroken(Refusal.LINE_TWICE)
    funder.lines.all().delete()
    made = BudgetLine.objects.bulk_create(
        BudgetLine(funder=funder, year=year, means=means, planned_ore=planned, spent_ore=spent)
        for year, means, planned, spent in lines
    )
    planned_sum = sum(line.planned_ore for line in made)
    record(actor, "project.budgeted", funder.project, after={"funder": funder.name, "sum_ore": planned_sum})
    return made


@transaction.atomic
def decide_on_project(
    *,
    actor: "User",
    project: Project,
    organisation: "Organisation",
    result: str,
    body: str,
    decided_on: date,
    section: str,
    registration_number: str,
    today: date,
) -> PartyDecision:
    """Note what a party's own body has decided. A later decision takes the place of the earlier."""
    require(can_decide_for(actor, project, organisation.pk))
    if decided_on > today:
        raise RuleBroken(Refusal.IN_THE_FUTURE)
    decision, _is_new = PartyDecision.objects.update_or_create(
        project=project,
        organisation=organisation,
        defaults={
            "result": result,
            "body": body,
            "decided_on": decided_on,
            "section": section,
            "registration_number": registration_number,
        },
    )
    after = {"party": organisation, **facts_of(decision, "result", "decided_on", "section")}
    record(actor, "project.decided", project, after=after, on_behalf_of=organisation)
    return decision


def _check_period(project: Project) -> None:
    if ends_before_start(project.starts_on, project.ends_on):
        raise RuleBroken(Refusal.ENDS_BEFORE_START)
