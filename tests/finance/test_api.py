"""Money for programs: what is told, to whom, what the verbs do, and how they refuse."""

from typing import Any

import pytest
from django.test import Client

from samhandling.core.models import Event
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis
from samhandling.finance.models import CostSplit, IndexFigure, PartyDecision
from samhandling.finance.selectors.splits import payers_of
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token, make_user
from tests.factories.finance import (
    COUNTED_ON,
    TABLE,
    count_payers,
    make_accounts,
    make_base,
    make_fee_list,
    make_funder,
    make_index,
    make_project,
    make_split,
    terms,
)
from tests.factories.organisations import give_role, make_collaboration

pytestmark = pytest.mark.django_db

READ, WRITE = "finance:read", "finance:write"
ENGLISH = {"Accept-Language": "en"}


class County:
    """A published county with an agreement in force, and somebody of each kind."""

    def __init__(self) -> None:
        self.collaboration = make_collaboration(slug="lan", is_public=True)
        self.agreement, self.officer = make_accounts(collaboration=self.collaboration)
        self.parties = payers_of(self.agreement)
        self.keeper = by_token(self.officer, READ, WRITE) | ENGLISH
        self.reader = by_token(give_role(make_user(), self.collaboration, Role.READER), READ, WRITE) | ENGLISH
        self.stranger = by_token(make_user(), READ, WRITE) | ENGLISH

    def at(self, *parts: object) -> str:
        return "/".join(map(str, ("/api/v1/collaborations/lan", *parts)))

    def of(self, *parts: object) -> str:
        return self.at("agreements", self.agreement.pk, *parts)


@pytest.fixture
def county() -> County:
    return County()


def send(client: Client, method: str, url: str, headers: dict[str, str], body: object = None) -> Any:
    return getattr(client, method.lower())(url, body or {}, content_type="application/json", headers=headers)


# --- Index and population --------------------------------------------------------------------------


def test_a_years_index_is_noted_and_corrected_and_both_are_told(client: Client, county: County):
    noted = send(
        client, "post", county.at("index-figures"), county.keeper,
        {"year": 2027, "percent": 2900, "source": "SKR, ekonomirapport i maj", "published_on": "2026-05-07"},
    )  # fmt: skip
    assert (noted.status_code, noted.headers["Location"]) == (201, county.at("index-figures", noted.json()["id"]))
    corrected = send(
        client, "post", county.at("index-figures", noted.json()["id"], "correct"), county.keeper,
        {"percent": 3100, "source": "SKR, rättad", "published_on": "2026-06-01"},
    )  # fmt: skip
    assert corrected.status_code == 201

    items = client.get(county.at("index-figures")).json()["items"]
    assert [(one["percent"], one["replaced_at"] is None) for one in items] == [(3100, True), (2900, False)]


def test_a_figure_that_is_there_already_is_refused_in_words(client: Client, county: County):
    make_index(county.collaboration, county.officer, 2027, 2_900)
    body = {"year": 2027, "percent": 3000, "source": "SKR", "published_on": "2026-05-07"}

    refused = send(client, "post", county.at("index-figures"), county.keeper, body)

    assert (refused.status_code, refused.json()["code"]) == (409, "index_twice")
    assert refused.json()["detail"].endswith("2027")
    assert IndexFigure.objects.count() == 1


def test_population_is_told_by_date_with_the_sum_of_the_municipalities(client: Client, county: County):
    count_payers(county.agreement, 300, 200, 100)
    (item,) = client.get(county.at("populations")).json()["items"]
    assert (item["reference_on"], item["table"], item["inhabitants"]) == ("2025-12-31", "TAB5557", 600)
    assert [one["inhabitants"] for one in item["municipalities"]] == [300, 200, 100]


# --- Fees ------------------------------------------------------------------------------------------


def test_the_base_year_and_a_years_list_are_told_in_whole_ore(client: Client, county: County):
    make_base(county.agreement, county.officer, 123_456, 60_000, 0)
    make_index(county.collaboration, county.officer, 2026, 3_400)
    make_index(county.collaboration, county.officer, 2027, 2_900)
    make_fee_list(county.agreement, county.officer, 2027, adopted=True)
    named = [
        {"party_id": party.pk, "organisation": {"id": party.organisation_id, "name": str(party.organisation)}}
        for party in county.parties
    ]

    base = client.get(county.of("fee-base")).json()
    fee_list = client.get(county.of("fee-lists", 2027)).json()
    (line,) = client.get(county.of("fee-lists")).json()["items"]

    based, raised = (12_345_600, 6_000_000, 0), (13_135_600, 6_383_900, 0)
    assert base["fees"] == [party | {"amount_ore": ore} for party, ore in zip(named, based, strict=True)]
    assert fee_list["fees"] == [
        party | {"base_ore": base_ore, "amount_ore": ore}
        for party, base_ore, ore in zip(named, based, raised, strict=True)
    ]
    assert fee_list["steps"] == [
        {"year": year, "percent": percent, "source": "SKR, ekonomirapport i maj"}
        for year, percent in ((2026, 3_400), (2027, 2_900))
    ]
    assert (fee_list["total_ore"], line["total_ore"]) == (19_519_500, 19_519_500)
    assert (fee_list["state"], fee_list["adopted_by"]) == ("adopted", "Regionala utvecklingsnämnden")


def test_a_fee_opens_to_how_it_came_about(client: Client, county: County):
    make_fee_list(county.agreement, county.officer, adopted=True)
    payload = client.get(county.of("fee-lists", 2026, "fees", county.parties[0].pk)).json()
    assert (payload["base_ore"], payload["amount_ore"], payload["recomputed_ore"], payload["agrees"]) == (
        10_000_000, 10_340_000, 10_340_000, True,
    )  # fmt: skip
    assert payload["years"] == [
        {"year": 2026, "percent": 3400, "exact_ore": 10_340_000, "amount_ore": 10_340_000, "is_rounded": True}
    ]


# --- Shared costs and what if ----------------------------------------------------------------------


def test_a_shared_cost_is_told_with_its_shares_and_what_the_region_pays(client: Client, county: County):
    count_payers(county.agreement, 300, 200, 100)
    key = CostKey(Basis.POPULATION, region_per_mille=100, cap=40_000_000)
    shared = terms(key=key, population_on=COUNTED_ON, population_table=TABLE)
    split = make_split(county.agreement, county.officer, shared)

    cost = client.get(county.of("cost-splits", split.pk), headers=county.keeper).json()

    assert [(share["weight"], share["amount_ore"]) for share in cost["shares"]] == [
        (300, 40_000_000),
        (200, 33_333_300),
        (100, 16_666_700),
    ]
    assert (cost["region_pays_ore"], cost["agrees"], cost["state"]) == (10_000_000, True, "draft")
    assert client.get(county.of("cost-splits"), headers=county.keeper).json()["items"] == [cost]


def test_a_key_is_tried_out_and_nothing_is_kept(client: Client, county: County):
    count_payers(county.agreement, 300, 200, 100)
    events = Event.objects.count()
    trial = {"total_ore": 100_000_000, "basis": "equal", "unit_ore": 1, "party": [one.pk for one in county.parties[:2]]}
    trial |= {"population_on": "2025-12-31", "population_table": TABLE}

    payload = client.get(county.of("what-if"), trial, headers=county.reader).json()

    assert [one["after_ore"] for one in payload["parties"]] == [50_000_000, 50_000_000, 0]
    assert [one["before_ore"] for one in payload["parties"]] == [50_000_000, 33_333_333, 16_666_667]
    assert (payload["total_ore"], payload["region_ore"]) == (100_000_000, 0)
    assert not CostSplit.objects.exists()
    assert Event.objects.count() == events


def test_parts_set_by_hand_stand_in_the_order_of_the_parties(client: Client, county: County):
    trial = {
        "total_ore": 400_00, "basis": "manual", "party": [one.pk for one in county.parties], "weight": [1, 0, 3],
    }  # fmt: skip
    payload = client.get(county.of("what-if"), trial, headers=county.keeper).json()
    assert [one["after_ore"] for one in payload["parties"]] == [100_00, 0, 300_00]
    short = client.get(county.of("what-if"), trial | {"weight": [1]}, headers=county.keeper)
    assert (short.status_code, short.json()["errors"][0]["parameter"]) == (422, "weight")


# --- Projects and the ledger -----------------------------------------------------------------------


def test_a_project_is_budgeted_and_decided_on(client: Client, county: County):
    party = county.parties[0].organisation
    project = make_project(county.agreement, county.officer)
    at = county.at("projects", project.pk)
    fund = make_funder(project, county.officer, limit_per_mille=500)
    own = make_funder(project, county.officer, organisation=party)
    for funder, ore in ((fund, 60_000_00), (own, 40_000_00)):
        lines = [{"year": 2026, "means": "cash", "planned_ore": ore, "spent_ore": ore // 2}]
        budgeted = send(client, "put", f"{at}/funders/{funder.pk}/budget", county.keeper, {"lines": lines})
    decision = {"result": "approved", "body": "Kommunstyrelsen", "decided_on": "2026-02-01", "section": "§ 3"}
    decided = send(client, "put", f"{at}/decisions/{party.pk}", county.keeper, decision).json()

    assert budgeted.json()["planned_ore"] == 100_000_00
    assert {one["name"]: (one["percent"], one["is_above_limit"], one["spent_ore"]) for one in decided["funders"]} == {
        "Fonden": (60_000, True, 30_000_00),
        str(party): (40_000, False, 20_000_00),
    }
    assert decided["own_percent"] == 40_000
    assert [(one["result"], one["section"]) for one in decided["decisions"]] == [("approved", "§ 3")]
    assert client.get(at, headers=county.keeper).json() == decided
    assert PartyDecision.objects.get().organisation == party


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ({"planned_ore": -1}, "/lines/0/planned_ore"),
        ({"planned_ore": 10.5}, "/lines/0/planned_ore"),
        ({"planned_ore": "12 345,60"}, "/lines/0/planned_ore"),
        ({"planned_ore": 10**15}, "/lines/0/planned_ore"),
        ({"state": "adopted"}, "/lines/0/state"),
    ],
)
def test_an_amount_that_is_no_whole_ore_is_told_with_its_place(
    client: Client, county: County, line: dict[str, Any], pointer: str
):
    funder = make_funder(make_project(county.agreement, county.officer), county.officer)
    body = {"lines": [{"year": 2026, "means": "cash", "planned_ore": 1} | line]}
    address = county.at("projects", funder.project_id, "funders", funder.pk, "budget")
    refused = send(client, "put", address, county.keeper, body)
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert [one.planned_ore for one in funder.lines.all()] == [100_000_00]


def test_the_ledger_tells_what_a_party_pays(client: Client, county: County):
    make_fee_list(county.agreement, county.officer, adopted=True)
    make_split(county.agreement, county.officer)  # a draft costs nobody anything
    organisation = county.parties[0].organisation

    year, base_year = client.get(county.at("organisations", organisation.pk, "ledger")).json()["items"]

    assert (year["year"], year["cash_ore"], year["in_kind_ore"]) == (2026, 10_340_000, 0)
    assert [entry["form"] for entry in year["entries"]] == ["base_fee"]
    assert (base_year["year"], base_year["cash_ore"]) == (2025, 10_000_000)
    assert [entry["source_id"] for entry in base_year["entries"]] == [None]
    assert len(client.get(county.at("ledger")).json()["items"]) == 6


# --- Who may ---------------------------------------------------------------------------------------


def test_drafts_are_for_members_and_what_is_adopted_for_everybody(client: Client, county: County):
    make_fee_list(county.agreement, county.officer)
    split = make_split(county.agreement, county.officer)
    addresses = [county.of("fee-lists", 2026), county.of("cost-splits", split.pk)]
    for url in addresses:
        statuses = [client.get(url, headers=who).status_code for who in (county.reader, county.stranger, {})]
        assert statuses == [200, 404, 404]
    assert client.get(county.of("fee-lists")).json()["items"] == []
    assert client.get(county.of("what-if"), {"total_ore": 1, "basis": "equal"}).status_code == 404


def test_only_those_who_keep_accounts_write(client: Client, county: County):
    index = make_index(county.collaboration, county.officer, 2026, 3_400)
    project = make_project(county.agreement, county.officer)
    funder = make_funder(project, county.officer)
    figure = {"percent": 3000, "source": "SKR", "published_on": "2026-05-07"}
    decision = {"result": "approved", "body": "Kommunstyrelsen", "decided_on": "2026-02-01"}
    writes = [
        ("post", county.at("index-figures"), figure | {"year": 2027}),
        ("post", county.at("index-figures", index.pk, "correct"), figure),
        ("put", county.at("projects", project.pk, "funders", funder.pk, "budget"), {"lines": []}),
        ("put", county.at("projects", project.pk, "decisions", county.parties[0].organisation_id), decision),
    ]
    for method, url, body in writes:
        assert send(client, method, url, county.reader, body).status_code == 403
        assert send(client, method, url, ENGLISH, body).status_code == 401
    narrow = by_token(county.officer, READ) | ENGLISH
    refused = send(client, "post", county.at("index-figures"), narrow, figure | {"year": 2027})
    assert (refused.status_code, refused.json()["type"].rpartition("-")[0] != "") == (403, True)
    assert WRITE in refused.json()["detail"]


@pytest.mark.parametrize("what", ["fee-lists", "cost-splits"])
def test_a_longer_list_asks_no_more_questions(client: Client, county: County, what: str, django_assert_max_num_queries):
    years = range(2026, 2029)
    make_base(county.agreement, county.officer)
    for year in years:
        make_index(county.collaboration, county.officer, year, 1_000)
    for year in years:
        make_fee_list(county.agreement, county.officer, year)
        make_split(county.agreement, county.officer)
    with django_assert_max_num_queries(14) as asked:
        assert len(client.get(county.of(what), headers=county.keeper).json()["items"]) == 3
    with django_assert_max_num_queries(len(asked)):
        client.get(county.of(what), {"limit": 1}, headers=county.keeper)
