"""Shared costs and projects: what is stored, what is refused, and that what is adopted is locked."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.core.models import Event
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis, DecisionResult, Means, Refusal, SplitState
from samhandling.finance.models import BudgetLine, CostSplit, PartyDecision, Project
from samhandling.finance.selectors.entries import entries_of
from samhandling.finance.selectors.ledger import ledger_of
from samhandling.finance.selectors.projects import project_for, project_page
from samhandling.finance.selectors.splits import payers_of, recalculated, split_for
from samhandling.finance.services.projects import add_funder, budget_for, decide_on_project, remove_project
from samhandling.finance.services.splits import (
    Payer,
    adopt_split,
    change_split,
    copy_split_to_next_year,
    create_split,
    discard_split,
)
from samhandling.finance.services.ties import merge_organisation
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement
from tests.factories.finance import (
    COUNTED_ON,
    TABLE,
    TODAY,
    count_payers,
    make_accounts,
    make_fee_list,
    make_funder,
    make_project,
    make_split,
    terms,
)
from tests.factories.organisations import give_role

pytestmark = pytest.mark.django_db
DECISION = {"adopted_on": TODAY, "adopted_by": "RUN", "section": "§ 3", "registration_number": "RUN 7", "today": TODAY}
BY_POPULATION = {"population_on": COUNTED_ON, "population_table": TABLE}


def shares_of(split: CostSplit) -> list[int]:
    """Kronor in the order of the municipalities' names."""
    return [share.amount_ore // 100 for share in split.shares.all()]


def test_a_cost_is_shared_by_the_population_of_the_stated_date():
    agreement, officer = make_accounts()
    count_payers(agreement, 2_000, 1_000, 1_000)
    split = make_split(agreement, officer, terms(1_000, CostKey(Basis.POPULATION), **BY_POPULATION))
    assert shares_of(split) == [500, 250, 250]
    assert recalculated(split_for(officer, agreement, split.pk)).agrees
    assert Event.objects.get(verb="cost_split.drafted").after["total_ore"] == 100_000


def test_a_party_without_population_is_named_and_nothing_is_stored():
    agreement, officer = make_accounts()
    with pytest.raises(RuleBroken) as refused:
        make_split(agreement, officer, terms(1_000, CostKey(Basis.POPULATION), **BY_POPULATION))
    assert refused.value.reason == Refusal.NO_POPULATION
    assert refused.value.detail == ", ".join(str(party) for party in payers_of(agreement))
    assert CostSplit.objects.count() == 0


def test_a_stored_share_comes_out_the_same_when_the_population_is_revised():
    agreement, officer = make_accounts()
    count_payers(agreement, 2_000, 1_000, 1_000)
    split = make_split(agreement, officer, terms(1_000, CostKey(Basis.POPULATION), **BY_POPULATION))
    payers_of(agreement)[0].organisation.populations.update(inhabitants=9_000)
    again = split_for(officer, agreement, split.pk)
    assert (recalculated(again).agrees, shares_of(again)) == (True, [500, 250, 250])


def test_a_partys_own_limits_are_kept_with_its_share():
    agreement, officer = make_accounts()
    first, second, third = payers_of(agreement)
    payers = [Payer(first, cap_ore=10_000), Payer(second), Payer(third, floor_ore=50_000)]
    split = create_split(actor=officer, agreement=agreement, terms=terms(1_000), payers=payers)
    assert shares_of(split) == [100, 400, 500]
    assert recalculated(split_for(officer, agreement, split.pk)).agrees


def test_an_adopted_share_is_locked():
    agreement, officer = make_accounts()
    split = adopt_split(actor=officer, split=make_split(agreement, officer), **DECISION)
    assert (split.state, split.section) == (SplitState.ADOPTED, "§ 3")
    payers = [Payer(party) for party in payers_of(agreement)]
    for act in (
        lambda: change_split(actor=officer, split=split, terms=terms(5), payers=payers),
        lambda: discard_split(actor=officer, split=split),
        lambda: adopt_split(actor=officer, split=split, **DECISION),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.reason == Refusal.YEAR_LOCKED


def test_another_agreements_party_is_refused():
    agreement, officer = make_accounts()
    other, _officer = make_accounts()
    with pytest.raises(RuleBroken) as refused:
        create_split(actor=officer, agreement=agreement, terms=terms(), payers=[Payer(payers_of(other)[0])])
    assert refused.value.reason == Refusal.NOT_A_PARTY


def test_a_reader_may_not_share_costs():
    agreement, _officer = make_accounts()
    reader = make_user()
    give_role(reader, agreement.collaboration, Role.READER)
    with pytest.raises(PermissionDenied):
        make_split(agreement, reader)


def test_a_projects_parts_are_counted_and_the_funder_above_its_limit_is_told():
    agreement, officer = make_accounts()
    project = make_project(agreement, officer)
    municipality = payers_of(agreement)[0].organisation
    make_funder(project, officer, 60_000, limit_per_mille=500)
    make_funder(project, officer, 40_000, organisation=municipality)
    page = project_page(officer, project_for(officer, agreement.collaboration, project.pk))
    assert (page.whole_ore, page.own_percent) == (10_000_000, 40_000)
    assert [(row.funder.name, row.excess.ore) for row in page.excesses if row.excess] == [("Fonden", 1_000_000)]
    assert [row.organisation for row in page.undecided] == [municipality]


def test_a_funders_budget_is_written_whole_or_not_at_all():
    agreement, officer = make_accounts()
    funder = make_funder(make_project(agreement, officer), officer)
    doubled = [(2026, Means.CASH, 100, None), (2026, Means.CASH, 200, None)]
    with pytest.raises(RuleBroken) as refused:
        budget_for(actor=officer, funder=funder, lines=doubled)
    assert refused.value.reason == Refusal.LINE_TWICE
    assert list(BudgetLine.objects.values_list("planned_ore", flat=True)) == [10_000_000]


def test_the_same_organisation_funds_a_project_once():
    agreement, officer = make_accounts()
    project = make_project(agreement, officer)
    municipality = payers_of(agreement)[0].organisation
    make_funder(project, officer, organisation=municipality)
    with pytest.raises(RuleBroken) as refused:
        add_funder(actor=officer, project=project, kind="party", name="", organisation=municipality)
    assert refused.value.reason == Refusal.FUNDER_TWICE


def test_a_project_that_a_party_decided_on_stays():
    agreement, officer = make_accounts()
    project = make_project(agreement, officer)
    decide_on_project(
        actor=officer,
        project=project,
        organisation=payers_of(agreement)[0].organisation,
        result=DecisionResult.APPROVED,
        body="Kommunstyrelsen",
        decided_on=date(2026, 5, 1),
        section="§ 7",
        registration_number="KS 2026-1",
        today=TODAY,
    )
    with pytest.raises(RuleBroken) as refused:
        remove_project(actor=officer, project=project)
    assert refused.value.reason == Refusal.PROJECT_DECIDED
    assert (Project.objects.count(), PartyDecision.objects.count()) == (1, 1)


def test_a_ledger_adds_up_what_is_adopted_and_budgeted_and_nothing_else():
    agreement, officer = make_accounts()
    count_payers(agreement, 2_000, 1_000, 1_000)
    make_fee_list(agreement, officer, adopted=True)  # 103 400 kr each
    make_split(agreement, officer, terms(9_000, year=2026))  # a draft: does not count
    shared = terms(6_000, CostKey(Basis.EQUAL, region_per_mille=500), year=2026)
    adopt_split(actor=officer, split=make_split(agreement, officer, shared), **DECISION)  # 1 000 kr each
    organisation = payers_of(agreement)[0].organisation
    make_funder(make_project(agreement, officer), officer, 5_000, organisation=organisation)
    year, base_year = ledger_of(officer, agreement.collaboration, organisation, date(2026, 12, 1))
    assert [(str(entry.form), entry.ore) for entry in year.entries] == [
        ("base_fee", 10_340_000),
        ("special", 100_000),
        ("project", 500_000),
    ]
    assert (year.cash_ore, year.per_inhabitant_ore, year.total_ore) == (10_940_000, 5_470, 10_940_000)
    assert (year.is_unfinished, base_year.is_unfinished) == (False, False)
    # What was paid in the base year was paid too: without it the next year would seem to rise from nothing.
    assert [(base_year.year, str(entry.form), entry.ore) for entry in base_year.entries] == [
        (2025, "base_fee", 10_000_000)
    ]
    region = agreement.parties.get(role="region").organisation_id
    entries = entries_of(officer, agreement.collaboration)
    assert sum(entry.ore for entry in entries if entry.organisation_id == region) == 300_000


def test_a_cost_is_copied_once_with_its_key_and_each_partys_own_bounds():
    agreement, officer = make_accounts()
    other = make_agreement(agreement.collaboration)
    make_split(other, officer, terms(1_000, title="Kostnaden", year=2027))  # of the same name in another agreement
    key = CostKey(Basis.EQUAL, region_per_mille=100)
    payers = [Payer(party, cap_ore=cap) for party, cap in zip(payers_of(agreement), (10_000, None, None), strict=True)]
    split = create_split(
        actor=officer, agreement=agreement, terms=terms(1_000, key, title="Kostnaden", year=2026), payers=payers
    )
    copied = copy_split_to_next_year(actor=officer, split=split)
    assert (copied.year, copied.state, shares_of(copied)) == (2027, SplitState.DRAFT, shares_of(split))
    assert [share.cap_ore for share in copied.shares.all()] == [10_000, None, None]
    with pytest.raises(RuleBroken) as refused:
        copy_split_to_next_year(actor=officer, split=split)
    assert refused.value.reason == Refusal.COPIED_ALREADY


@pytest.mark.parametrize(("planned", "spent"), [(-1, None), (1, -1)])
def test_nobody_budgets_less_than_nothing(planned: int, spent: int | None):
    agreement, officer = make_accounts()
    funder = make_funder(make_project(agreement, officer), officer)
    with pytest.raises(RuleBroken) as refused:
        budget_for(actor=officer, funder=funder, lines=[(2026, Means.CASH, planned, spent)])
    assert refused.value.reason == Refusal.NEGATIVE


def test_what_a_duplicate_funds_and_decided_follows_to_the_one_that_is_kept():
    agreement, officer = make_accounts()
    keeper, duplicate, other = (party.organisation for party in payers_of(agreement))
    project = make_project(agreement, officer, owner=duplicate)
    funders = [make_funder(project, officer, organisation=one) for one in (duplicate, other)]
    decided = {"project": project, "body": "KS", "decided_on": TODAY, "result": DecisionResult.APPROVED}
    decisions = [PartyDecision.objects.create(organisation=one, **decided) for one in (duplicate, other)]
    elsewhere = make_funder(make_project(agreement, officer), officer, organisation=keeper)
    merge_organisation(duplicate, keeper)
    for row in (project, elsewhere, *funders, *decisions):
        row.refresh_from_db()
    assert (project.owner, elsewhere.organisation) == (keeper, keeper)
    assert [one.organisation for one in (*funders, *decisions)] == [keeper, other, keeper, other]
    with pytest.raises(RuleBroken) as refused:
        merge_organisation(other, keeper)
    assert refused.value.reason == Refusal.BOTH_IN_PROJECT
