"""Money and what belongs to it, with defaults that hold together."""

from datetime import UTC, date, datetime
from typing import Any

from samhandling.accounts.models import User
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis, FunderKind, Means, RoundingMoment
from samhandling.finance.models import CostSplit, FeeBase, FeeList, Funder, IndexFigure, Project
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services.fees import adopt_fee_list, check_fee_list, draft_fee_list, set_fee_base
from samhandling.finance.services.index import note_index
from samhandling.finance.services.projects import add_funder, budget_for, start_project
from samhandling.finance.services.splits import Payer, SplitTerms, create_split
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, Organisation, Population
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement
from tests.factories.organisations import give_role

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
TODAY = date(2026, 9, 1)
COUNTED_ON = date(2025, 12, 31)
TABLE = "TAB5557"


def make_accounts(parties: int = 4, **kw: Any) -> tuple[Agreement, User]:
    """An agreement in force between a region and municipalities, and the officer who keeps its accounts."""
    kw.setdefault("status", Status.IN_FORCE)
    agreement = make_agreement(parties=parties, **kw)
    officer = make_user()
    give_role(officer, agreement.collaboration, Role.FINANCE)
    return agreement, officer


def make_population(organisation: Organisation, inhabitants: int, **kw: Any) -> Population:
    kw.setdefault("reference_on", COUNTED_ON)
    kw.setdefault("table", TABLE)
    kw.setdefault("source", "SCB")
    kw.setdefault("fetched_on", date(2026, 2, 24))
    return Population.objects.create(organisation=organisation, inhabitants=inhabitants, **kw)


def count_payers(agreement: Agreement, *inhabitants: int) -> None:
    """Give the municipalities of the agreement these populations, in the order of their names."""
    for party, count in zip(payers_of(agreement), inhabitants, strict=True):
        make_population(party.organisation, count)


def make_index(collaboration: Collaboration, officer: User, year: int, percent: int, **kw: Any) -> IndexFigure:
    kw.setdefault("source", "SKR, ekonomirapport i maj")
    kw.setdefault("published_on", date(year - 1, 5, 7))
    return note_index(actor=officer, collaboration=collaboration, year=year, percent=percent, **kw)


def make_base(agreement: Agreement, officer: User, *kronor: int, year: int = 2025) -> FeeBase:
    """The base year's annex: kronor for each municipality in the order of their names, 100,000 unless told."""
    parties = payers_of(agreement)
    amounts = kronor or (100_000,) * len(parties)
    return set_fee_base(
        actor=officer,
        agreement=agreement,
        year=year,
        source="Bilaga 1",
        rounding_unit=100,
        rounding_moment=RoundingMoment.EACH_YEAR,
        amounts={party: amount * 100 for party, amount in zip(parties, amounts, strict=True)},
    )


def make_fee_list(agreement: Agreement, officer: User, year: int = 2026, *, adopted: bool = False) -> FeeList:
    """A drafted list of the year; base year and index are made when they are not there."""
    if not FeeBase.objects.filter(agreement=agreement).exists():
        make_base(agreement, officer, year=year - 1)
    if not IndexFigure.objects.filter(collaboration=agreement.collaboration, year=year).exists():
        make_index(agreement.collaboration, officer, year, 3_400)
    fee_list = draft_fee_list(actor=officer, agreement=agreement, year=year, now=NOW)
    return adopt(fee_list, officer) if adopted else fee_list


def adopt(fee_list: FeeList, officer: User, **kw: Any) -> FeeList:
    check_fee_list(actor=officer, fee_list=fee_list, now=NOW)
    kw.setdefault("adopted_on", TODAY)
    kw.setdefault("adopted_by", "Regionala utvecklingsnämnden")
    kw.setdefault("section", "§ 1")
    kw.setdefault("registration_number", "RUN 2026-1")
    return adopt_fee_list(actor=officer, fee_list=fee_list, today=TODAY, **kw)


def terms(total_kronor: int = 1_000_000, key: CostKey | None = None, **kw: Any) -> SplitTerms:
    kw.setdefault("title", "Gemensam samordning")
    kw.setdefault("year", 2027)
    return SplitTerms(total_ore=total_kronor * 100, key=key or CostKey(Basis.EQUAL), **kw)


def make_split(agreement: Agreement, officer: User, what: SplitTerms | None = None) -> CostSplit:
    """A draft shared by all municipalities, in equal parts unless told."""
    payers = [Payer(party) for party in payers_of(agreement)]
    return create_split(actor=officer, agreement=agreement, terms=what or terms(), payers=payers)


def make_project(agreement: Agreement, officer: User, **kw: Any) -> Project:
    kw.setdefault("title", "Digital kompetens")
    kw.setdefault("owner", agreement.parties.get(role="region").organisation)
    kw.setdefault("starts_on", date(2026, 1, 1))
    kw.setdefault("ends_on", date(2027, 12, 31))
    return start_project(actor=officer, collaboration=agreement.collaboration, agreement=agreement, **kw)


def make_funder(
    project: Project,
    officer: User,
    kronor: int = 100_000,
    organisation: Organisation | None = None,
    limit_per_mille: int | None = None,
) -> Funder:
    """A party with the sum in cash in 2026, or an EU fund when no organisation is given."""
    kind = FunderKind.PARTY if organisation else FunderKind.EU
    name = "" if organisation else "Fonden"
    funder = add_funder(
        actor=officer, project=project, kind=kind, name=name, organisation=organisation, limit_per_mille=limit_per_mille
    )
    budget_for(actor=officer, funder=funder, lines=[(2026, Means.CASH, kronor * 100, None)])
    return funder
