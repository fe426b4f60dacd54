"""The accounts of one county: index, a fee list for each year that runs, shared costs, and joint projects."""

from datetime import UTC, date, datetime

from bench.made.county import County, write
from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Agreement, Party
from samhandling.core.audit import event_of
from samhandling.finance.domain.fees import IndexStep, Rounding, fee_of
from samhandling.finance.domain.sharing import CostKey, Sharer, share_costs
from samhandling.finance.enums import Basis, FeeState, FunderKind, Means, RoundingMoment, SplitState
from samhandling.finance.models import (
    BaseFee,
    BudgetLine,
    CostSplit,
    Fee,
    FeeBase,
    FeeList,
    Funder,
    IndexFigure,
    Project,
    SplitShare,
)
from samhandling.organisations.models import Population

COSTS_IN_A_YEAR = 6
PROJECTS = 4
TABLE, COUNTED_ON = "TAB5557", date(2025, 12, 31)


def make_money(county: County, agreement: Agreement) -> None:
    """Everything since the year before the agreement began is adopted, the coming year is a draft."""
    first = agreement.starts_on.year
    years = range(first, first + 5)
    payers = list(Party.objects.filter(agreement=agreement, role=PartyRole.MUNICIPALITY).select_related("organisation"))
    steps = _index(county, years)
    _fees(county, agreement, payers, steps)
    _costs(county, agreement, payers, years)
    _projects(county, agreement, payers, years)


def _index(county: County, years: range) -> list[IndexStep]:
    figures = write(
        IndexFigure(
            collaboration=county.collaboration,
            year=year,
            percent=county.chance.randrange(2_000, 4_500),
            source="SKR, ekonomirapport i maj",
            published_on=date(year - 1, 5, 7),
            is_example=True,
            noted_by=county.coordinator,
        )
        for year in years
    )
    return [IndexStep(one.year, one.percent, one.source) for one in figures]


def _fees(county: County, agreement: Agreement, payers: list[Party], steps: list[IndexStep]) -> None:
    (base,) = write([FeeBase(agreement=agreement, year=steps[0].year - 1, source="Bilaga 1", is_example=True)])
    amounts = {party.pk: county.chance.randrange(50_000, 2_000_000) * 100 for party in payers}
    write(BaseFee(base=base, party=party, amount_ore=amounts[party.pk]) for party in payers)
    rounding = Rounding(100, RoundingMoment.EACH_YEAR)
    for place, step in enumerate(steps, start=1):
        is_draft = place == len(steps)
        (fee_list,) = write(
            [
                FeeList(
                    agreement=agreement,
                    year=step.year,
                    state=FeeState.DRAFT if is_draft else FeeState.ADOPTED,
                    base_year=base.year,
                    rounding_unit=rounding.unit,
                    rounding_moment=rounding.moment,
                    steps=[{"year": one.year, "percent": one.percent, "source": one.source} for one in steps[:place]],
                    is_example=True,
                    drafted_by=county.coordinator,
                    drafted_at=datetime(step.year - 1, 6, 1, tzinfo=UTC),
                    adopted_on=None if is_draft else date(step.year - 1, 9, 1),
                )
            ]
        )
        if not is_draft:
            _remember_adopted(county, "fee_list.adopted", fee_list)
        write(
            Fee(
                fee_list=fee_list,
                party=party,
                base_ore=amounts[party.pk],
                amount_ore=fee_of(amounts[party.pk], steps[:place], rounding),
            )
            for party in payers
        )


def _costs(county: County, agreement: Agreement, payers: list[Party], years: range) -> None:
    counts = dict(
        Population.objects.filter(reference_on=COUNTED_ON, table=TABLE).values_list("organisation_id", "inhabitants")
    )
    areas = list(agreement.areas.all())
    for number in range(COSTS_IN_A_YEAR * len(years)):
        total = county.chance.randrange(100_000, 5_000_000) * 100
        sharers = [
            Sharer(party.organisation.scb_code or "", str(party), counts[party.organisation_id]) for party in payers
        ]
        sharing = share_costs(total, CostKey(Basis.POPULATION, region_per_mille=500), sharers)
        (split,) = write(
            [
                CostSplit(
                    agreement=agreement,
                    area=areas[number % len(areas)],
                    title=f"Gemensam kostnad {number % COSTS_IN_A_YEAR + 1}",
                    year=years[number // COSTS_IN_A_YEAR],
                    state=SplitState.ADOPTED,
                    total_ore=total,
                    basis=Basis.POPULATION,
                    population_on=COUNTED_ON,
                    population_table=TABLE,
                    region_per_mille=500,
                    is_example=True,
                    adopted_on=date(years[number // COSTS_IN_A_YEAR] - 1, 9, 1),
                    created_by=county.coordinator,
                )
            ]
        )
        _remember_adopted(county, "cost_split.adopted", split)
        write(
            SplitShare(split=split, party=party, weight=share.weight, amount_ore=share.ore)
            for party, share in zip(payers, sharing.shares, strict=True)
        )


def _remember_adopted(county: County, verb: str, row: FeeList | CostSplit) -> None:
    county.events.append(event_of(county.coordinator, verb, row, collaboration_id=county.collaboration.pk))


def _projects(county: County, agreement: Agreement, payers: list[Party], years: range) -> None:
    for number in range(PROJECTS):
        (project,) = write(
            [
                Project(
                    collaboration=county.collaboration,
                    agreement=agreement,
                    title=f"Gemensamt projekt {number + 1}",
                    owner=county.region,
                    starts_on=date(years[0], 1, 1),
                    ends_on=date(years[-1], 12, 31),
                    is_example=True,
                )
            ]
        )
        funders = write(
            Funder(project=project, organisation=party.organisation, name=str(party), kind=FunderKind.PARTY)
            for party in payers
        )
        write(
            BudgetLine(funder=funder, year=year, means=Means.CASH, planned_ore=county.chance.randrange(10**4) * 100)
            for funder in funders
            for year in years
        )
