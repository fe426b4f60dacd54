"""How each verb about money is provoked, and what its event tells."""

from samhandling.agreements.models import Agreement
from samhandling.finance.models import FeeBase, FeeList
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services import fees, index, projects, splits
from tests.deeds.deed import Deed
from tests.factories.agreements import make_agreement_in_force
from tests.factories.finance import make_base, make_index, make_project, terms
from tests.journeys.overtaken import NOW, TODAY, Scene

DECISION = {"section": "§ 1", "registration_number": "RUN 2026-1"}


def agreement(scene: Scene) -> Agreement:
    return make_agreement_in_force(scene.here)


def set_base(scene: Scene, _row: object) -> FeeBase:
    return make_base(agreement(scene), scene.actor)


def checked(scene: Scene) -> FeeList:
    return fees.check_fee_list(actor=scene.actor, fee_list=scene.row("fee_list"), now=NOW)


def payers(scene: Scene) -> list[splits.Payer]:
    return [splits.Payer(party) for party in payers_of(scene.row("agreement"))]


SPLIT = "title year total_ore basis"

DEEDS: dict[str, Deed] = {
    "index.noted": Deed(lambda s, _: make_index(s.here, s.actor, 2031, 3_000), after="year percent source"),
    "index.corrected": Deed(
        lambda s, _: index.correct_index(
            actor=s.actor, figure=s.row("index"), percent=3_100, source="SKR maj", published_on=TODAY, now=NOW
        ),
        was={"percent": 3_400, "source": "Prognosen Egnahem"},
        after="year percent source",
    ),
    "fee_base.set": Deed(set_base, after="year source", now={"sum_ore": 20_000_000}),
    "fee_list.drafted": Deed(
        lambda s, _: fees.draft_fee_list(actor=s.actor, agreement=s.row("agreement"), year=2026, now=NOW), after="year"
    ),
    "fee_list.checked": Deed(
        lambda s, row: fees.check_fee_list(actor=s.actor, fee_list=row, now=NOW), "fee_list", after="year"
    ),
    "fee_list.adopted": Deed(
        lambda s, row: fees.adopt_fee_list(
            actor=s.actor, fee_list=row, adopted_on=TODAY, adopted_by="Nämnden", today=TODAY, **DECISION
        ),
        checked,
        after="year adopted_on section",
    ),
    "fee_list.discarded": Deed(
        lambda s, row: fees.discard_fee_list(actor=s.actor, fee_list=row), "fee_list", before="year", on="agreement"
    ),
    "cost_split.drafted": Deed(
        lambda s, _: splits.create_split(actor=s.actor, agreement=s.row("agreement"), terms=terms(), payers=payers(s)),
        after=SPLIT,
    ),
    "cost_split.changed": Deed(
        lambda s, row: splits.change_split(actor=s.actor, split=row, terms=terms(500, title="Ny"), payers=payers(s)),
        "split",
        before="total_ore basis",
        after=SPLIT,
    ),
    "cost_split.adopted": Deed(
        lambda s, row: splits.adopt_split(
            actor=s.actor, split=row, adopted_on=TODAY, adopted_by="Nämnden", today=TODAY, **DECISION
        ),
        "split",
        after=SPLIT,
    ),
    "cost_split.discarded": Deed(
        lambda s, row: splits.discard_split(actor=s.actor, split=row),
        "split",
        before="title year total_ore",
        on="agreement",
    ),
    "project.started": Deed(lambda s, _: make_project(s.row("agreement"), s.actor), after="title"),
    "project.changed": Deed(
        lambda s, row: projects.change_project(actor=s.actor, project=row, title="Ny", owner=s.other),
        "project",
        before="title owner",
        after="title owner",
    ),
    "project.removed": Deed(
        lambda s, row: projects.remove_project(actor=s.actor, project=row),
        "project",
        before="title",
        on="collaboration",
    ),
    "project.funder_added": Deed(
        lambda s, _: projects.add_funder(actor=s.actor, project=s.row("project"), kind="eu", name="Fonden"),
        after="funder=name kind",
        on="project",
    ),
    "project.funder_removed": Deed(
        lambda s, row: projects.remove_funder(actor=s.actor, funder=row), "funder", before="funder=name", on="project"
    ),
    "project.budgeted": Deed(
        lambda s, row: projects.budget_for(
            actor=s.actor, funder=row, lines=[(2026, "cash", 5_000, None), (2027, "cash", 700, 100)]
        ),
        "funder",
        after="funder=name",
        now={"sum_ore": 5_700},
        on="project",
    ),
    "project.decided": Deed(
        lambda s, _: projects.decide_on_project(
            actor=s.answering,
            project=s.row("project"),
            organisation=s.organisation,
            result="approved",
            body="KS",
            decided_on=TODAY,
            today=TODAY,
            **DECISION,
        ),
        after="party=organisation result decided_on section",
        on="project",
        by="answering",
    ),
}
