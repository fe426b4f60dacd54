"""Money, all of it made up, and said to be: what the municipalities really pay is not public."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from samhandling.demo.selectors import area_at, party_called, region_of
from samhandling.demo.services.stage import Stage
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis, DecisionResult, FunderKind, Means, RoundingMoment
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services.fees import adopt_fee_list, check_fee_list, draft_fee_list, set_fee_base
from samhandling.finance.services.index import note_index
from samhandling.finance.services.projects import add_funder, budget_for, decide_on_project, start_project
from samhandling.finance.services.splits import Payer, SplitTerms, adopt_split, create_split
from samhandling.organisations.selectors.populations import inhabitants_of

if TYPE_CHECKING:
    from samhandling.accounts.models import User

POPULATION = (date(2025, 12, 31), "TAB5557")
KRONOR_PER_INHABITANT = 12
LEAST_FEE = 60_000
INDEX = (3_400, 2_900)  # the report tells of several years ahead
BOARD = "Regionala utvecklingsnämnden"
MILLION = 100_000_000  # in öre


def play(stage: Stage, officer: "User") -> None:
    """The base year, two years of index, the adopted fees of the present year, a shared cost and a project."""
    for years_after, percent in enumerate(INDEX, start=1):
        note_index(
            actor=officer,
            collaboration=stage.collaboration,
            year=_base_year(stage) + years_after,
            percent=percent,
            source="Exempel: SKR, ekonomirapport i maj",
            published_on=stage.on(2025, 5, 8),
            is_example=True,
        )
    _fees(stage, officer)
    _shared_costs(stage, officer)
    _project(stage, officer)


def _base_year(stage: Stage) -> int:
    return stage.today.year - 1


def _fees(stage: Stage, officer: "User") -> None:
    """Twelve kronor for each inhabitant, to whole thousands, and never less than 60,000."""
    parties = payers_of(stage.agreement)
    count = inhabitants_of([party.organisation_id for party in parties], *POPULATION)
    amounts = {
        party: max(round(count[party.organisation_id] * KRONOR_PER_INHABITANT, -3), LEAST_FEE) * 100
        for party in parties
    }
    set_fee_base(
        actor=officer,
        agreement=stage.agreement,
        year=_base_year(stage),
        source="Exempel: bilaga 1 till överenskommelsen",
        rounding_unit=100,
        rounding_moment=RoundingMoment.EACH_YEAR,
        amounts=amounts,
        is_example=True,
    )
    drafted_at = _morning(stage.on(2025, 9, 15))
    fees = draft_fee_list(actor=officer, agreement=stage.agreement, year=stage.today.year, now=drafted_at)
    check_fee_list(actor=officer, fee_list=fees, now=drafted_at)
    adopt_fee_list(
        actor=officer,
        fee_list=fees,
        adopted_on=stage.on(2025, 10, 14),
        adopted_by=BOARD,
        section="§ 112",
        registration_number=stage.text("Exempel RUN 2025-41"),
        today=stage.today,
    )


def _shared_costs(stage: Stage, officer: "User") -> None:
    """A common function that the region pays half of, adopted; and another that is still tried out."""
    payers = [Payer(party) for party in payers_of(stage.agreement)]
    common = create_split(
        actor=officer,
        agreement=stage.agreement,
        terms=SplitTerms(
            title="Gemensam samordning av digital utveckling",
            year=stage.today.year,
            total_ore=2 * MILLION,
            key=CostKey(Basis.POPULATION, region_per_mille=500),
            population_on=POPULATION[0],
            population_table=POPULATION[1],
            more={"area": area_at(stage.agreement, 0), "is_example": True},
        ),
        payers=payers,
    )
    adopt_split(
        actor=officer,
        split=common,
        adopted_on=stage.on(2025, 12, 9),
        adopted_by=BOARD,
        section="§ 134",
        registration_number=stage.text("Exempel RUN 2025-49"),
        today=stage.today,
    )
    create_split(
        actor=officer,
        agreement=stage.agreement,
        terms=SplitTerms(
            title="Kompetensnav i inlandet",
            year=stage.today.year + 1,
            total_ore=MILLION,
            key=CostKey(Basis.POPULATION, fixed_part=10_000 * 100, cap=250_000 * 100),
            population_on=POPULATION[0],
            population_table=POPULATION[1],
            more={"area": area_at(stage.agreement, 1), "is_example": True},
        ),
        payers=payers,
    )


def _project(stage: Stage, officer: "User") -> None:
    """Three years with a fund that may bear half, three municipalities of which two have decided, and the region."""
    region, this_year = region_of(stage.agreement), stage.today.year
    years = (this_year - 1, this_year, this_year + 1)
    project = start_project(
        actor=officer,
        collaboration=stage.collaboration,
        title="Exempel: Digital kompetens i hela länet",
        owner=region,
        agreement=stage.agreement,
        area=area_at(stage.agreement, 0),
        purpose="Kurser och handledning på de platser där folk redan möts.",
        starts_on=stage.on(2025, 1, 1),
        ends_on=stage.on(2027, 12, 31),
        is_example=True,
    )
    fund = add_funder(
        actor=officer,
        project=project,
        kind=FunderKind.EU,
        name="Europeiska regionala utvecklingsfonden",
        limit_per_mille=500,
    )
    budget_for(
        actor=officer,
        funder=fund,
        lines=[(year, Means.CASH, 2 * MILLION, 2 * MILLION if year < this_year else None) for year in years],
    )
    municipalities = [party_called(stage.agreement, name).organisation for name in ("Umeå", "Skellefteå", "Vindeln")]
    for organisation, millions in ((region, 1), *((one, 1) for one in municipalities)):
        funder = add_funder(actor=officer, project=project, kind=FunderKind.PARTY, name="", organisation=organisation)
        budget_for(
            actor=officer,
            funder=funder,
            lines=[
                *((year, Means.CASH, millions * MILLION // 2, None) for year in years),
                (this_year, Means.IN_KIND, MILLION // 10, None),
            ],
        )
    for organisation in (region, *municipalities[:2]):
        decide_on_project(
            actor=officer,
            project=project,
            organisation=organisation,
            result=DecisionResult.APPROVED,
            body=BOARD if organisation == region else "Kommunstyrelsen",
            decided_on=stage.on(2024, 11, 12),
            section="§ 201",
            registration_number=stage.text("Exempel 2024-7"),
            today=stage.today,
        )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
