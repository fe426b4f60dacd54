"""Money for programs: what is told, to whom, what the verbs do, and how they refuse."""

from typing import Any

import pytest
from django.test import Client

from samhandling.core.models import Event
from samhandling.finance.enums import FeeState, SplitState
from samhandling.finance.models import CostSplit, FeeBase, FeeList, IndexFigure, PartyDecision, Project
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

    told = client.get(county.at("index-figures")).json()["items"]
    assert [(one["percent"], one["replaced_at"] is None) for one in told] == [(3100, True), (2900, False)]


def test_a_figure_that_is_there_already_is_refused_in_words(client: Client, county: County):
    make_index(county.collaboration, county.officer, 2027, 2_900)
    body = {"year": 2027, "percent": 3000, "source": "SKR", "published_on": "2026-05-07"}

    refused = send(client, "post", county.at("index-figures"), county.keeper, body)

    assert (refused.status_code, refused.json()["code"]) == (409, "index_twice")
    assert refused.json()["detail"].endswith("2027")
    assert IndexFigure.objects.count() == 1


def test_population_is_told_by_date_with_the_sum_of_the_municipalities(client: Client, county: County):
    count_payers(county.agreement, 300, 200, 100)
    (told,) = client.get(county.at("populations")).json()["items"]
    assert (told["reference_on"], told["table"], told["inhabitants"]) == ("2025-12-31", "TAB5557", 600)
    assert [one["inhabitants"] for one in told["municipalities"]] == [300, 200, 100]


# --- Fees ------------------------------------------------------------------------------------------


def test_the_base_year_is_written_in_whole_ore(client: Client, county: County):
    fees = [{"party_id": party.pk, "amount_ore": 12_345_600} for party in county.parties]
    body = {"year": 2025, "source": "Bilaga 1", "fees": fees}

    told = send(client, "put", county.of("fee-base"), county.keeper, body)

    assert told.status_code == 200
    assert [fee["amount_ore"] for fee in told.json()["fees"]] == [12_345_600] * 3
    assert FeeBase.objects.get().fees.count() == 3


@pytest.mark.parametrize(
    ("fees", "pointer"),
    [
        ([{"party_id": 999_999, "amount_ore": 1}], "/fees"),
        ([{"party_id": 1, "amount_ore": -1}], "/fees/0/amount_ore"),
        ([{"party_id": 1, "amount_ore": 10.5}], "/fees/0/amount_ore"),
        ([{"party_id": 1, "amount_ore": "12 345,60"}], "/fees/0/amount_ore"),
        ([{"party_id": 1, "amount_ore": 10**15}], "/fees/0/amount_ore"),
    ],
)
def test_an_amount_that_is_no_whole_ore_is_told_with_its_place(
    client: Client, county: County, fees: list[dict[str, Any]], pointer: str
):
    body = {"year": 2025, "source": "Bilaga 1", "fees": fees}
    refused = send(client, "put", county.of("fee-base"), county.keeper, body)
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert not FeeBase.objects.exists()


def test_the_same_party_twice_in_the_base_year_is_refused(client: Client, county: County):
    fees = [{"party_id": county.parties[0].pk, "amount_ore": ore} for ore in (1, 2)]
    body = {"year": 2025, "source": "Bilaga 1", "fees": fees}
    assert send(client, "put", county.of("fee-base"), county.keeper, body).status_code == 422
    assert not FeeBase.objects.exists()


def test_a_years_list_is_drafted_checked_adopted_and_locked(client: Client, county: County):
    make_base(county.agreement, county.officer, 123_456, 60_000, 0)
    make_index(county.collaboration, county.officer, 2026, 3_400)
    make_index(county.collaboration, county.officer, 2027, 2_900)

    drafted = send(client, "post", county.of("fee-lists"), county.keeper, {"year": 2027})
    assert drafted.status_code == 201
    assert drafted.headers["Location"] == county.of("fee-lists", 2027)
    assert [fee["amount_ore"] for fee in drafted.json()["fees"]] == [13_135_600, 6_383_900, 0]
    assert drafted.json()["total_ore"] == 19_519_500
    too_soon = send(client, "post", county.of("fee-lists", 2027, "adopt"), county.keeper, ADOPTION)
    assert (too_soon.status_code, too_soon.json()["code"]) == (409, "year_not_checked")
    assert send(client, "post", county.of("fee-lists", 2027, "check"), county.keeper).json()["state"] == "checked"
    adopted = send(client, "post", county.of("fee-lists", 2027, "adopt"), county.keeper, ADOPTION)
    assert adopted.json()["state"] == "adopted"
    for method, url in (("post", county.of("fee-lists")), ("delete", county.of("fee-lists", 2027))):
        locked = send(client, method, url, county.keeper, {"year": 2027})
        assert (locked.status_code, locked.json()["code"]) == (409, "year_locked")
    assert FeeList.objects.get().state == FeeState.ADOPTED


ADOPTION = {"adopted_on": "2026-09-01", "adopted_by": "Regionala utvecklingsnämnden", "section": "§ 12"}


def test_a_fee_opens_to_how_it_came_about(client: Client, county: County):
    make_fee_list(county.agreement, county.officer, adopted=True)
    told = client.get(county.of("fee-lists", 2026, "fees", county.parties[0].pk)).json()
    assert (told["base_ore"], told["amount_ore"], told["recomputed_ore"], told["agrees"]) == (
        10_000_000, 10_340_000, 10_340_000, True,
    )  # fmt: skip
    assert told["years"] == [
        {"year": 2026, "percent": 3400, "exact_ore": 10_340_000, "amount_ore": 10_340_000, "is_rounded": True}
    ]


def test_a_list_that_somebody_has_changed_since_is_not_thrown_away(client: Client, county: County):
    make_fee_list(county.agreement, county.officer)
    read = client.get(county.of("fee-lists", 2026), headers=county.keeper)
    send(client, "post", county.of("fee-lists", 2026, "check"), county.keeper)

    late = client.delete(county.of("fee-lists", 2026), headers=county.keeper | {"If-Match": read.headers["ETag"]})

    assert late.status_code == 412
    assert FeeList.objects.exists()


# --- Shared costs and what if ----------------------------------------------------------------------


def split_of(county: County, **more: Any) -> dict[str, Any]:
    return {
        "title": "Gemensam samordning",
        "year": 2027,
        "total_ore": 100_000_000,
        "population_on": COUNTED_ON.isoformat(),
        "population_table": TABLE,
        "payers": [{"party_id": party.pk} for party in county.parties],
    } | more


def test_a_cost_is_shared_changed_adopted_and_locked(client: Client, county: County):
    count_payers(county.agreement, 300, 200, 100)
    made = send(client, "post", county.of("cost-splits"), county.keeper, split_of(county))
    assert made.status_code == 201
    assert [share["amount_ore"] for share in made.json()["shares"]] == [50_000_000, 33_333_300, 16_666_700]
    at = county.of("cost-splits", made.json()["id"])

    capped = send(client, "put", at, county.keeper, split_of(county, cap_ore=40_000_000, region_per_mille=100)).json()
    assert [share["amount_ore"] for share in capped["shares"]] == [40_000_000, 33_333_300, 16_666_700]
    assert (capped["region_pays_ore"], capped["agrees"]) == (10_000_000, True)
    assert send(client, "post", f"{at}/adopt", county.keeper, ADOPTION).json()["state"] == "adopted"
    locked = send(client, "put", at, county.keeper, split_of(county))
    assert (locked.status_code, locked.json()["code"]) == (409, "year_locked")
    assert CostSplit.objects.get().state == SplitState.ADOPTED


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ({"cap_ore": 100}, 409, "caps_too_low"),
        ({"floor_ore": 90_000_000}, 409, "floors_too_high"),
        ({"basis": "manual"}, 409, "no_population"),
        ({"region_ore": 200_000_000}, 409, "region_takes_too_much"),
        ({"payers": []}, 409, "no_parties"),
        ({"population_on": "2025-11-01"}, 422, "/population_on"),
        ({"total_ore": -1}, 422, "/total_ore"),
        ({"state": "adopted"}, 422, "/state"),
    ],
)
def test_a_key_that_does_not_hold_is_refused_and_nothing_is_kept(
    client: Client, county: County, more: dict[str, Any], status: int, told: str
):
    count_payers(county.agreement, 300, 200, 100)
    refused = send(client, "post", county.of("cost-splits"), county.keeper, split_of(county, **more))
    problem = refused.json()
    assert (refused.status_code, problem.get("code") or problem["errors"][0]["pointer"]) == (status, told)
    assert not CostSplit.objects.exists()


def test_a_key_is_tried_out_and_nothing_is_kept(client: Client, county: County):
    count_payers(county.agreement, 300, 200, 100)
    events = Event.objects.count()
    trial = {"total_ore": 100_000_000, "basis": "equal", "unit_ore": 1, "party": [one.pk for one in county.parties[:2]]}
    trial |= {"population_on": "2025-12-31", "population_table": TABLE}

    told = client.get(county.of("what-if"), trial, headers=county.reader).json()

    assert [one["after_ore"] for one in told["parties"]] == [50_000_000, 50_000_000, 0]
    assert [one["before_ore"] for one in told["parties"]] == [50_000_000, 33_333_333, 16_666_667]
    assert (told["total_ore"], told["region_ore"]) == (100_000_000, 0)
    assert not CostSplit.objects.exists()
    assert Event.objects.count() == events


def test_parts_set_by_hand_stand_in_the_order_of_the_parties(client: Client, county: County):
    trial = {
        "total_ore": 400_00, "basis": "manual", "party": [one.pk for one in county.parties], "weight": [1, 0, 3],
    }  # fmt: skip
    told = client.get(county.of("what-if"), trial, headers=county.keeper).json()
    assert [one["after_ore"] for one in told["parties"]] == [100_00, 0, 300_00]
    short = client.get(county.of("what-if"), trial | {"weight": [1]}, headers=county.keeper)
    assert (short.status_code, short.json()["errors"][0]["parameter"]) == (422, "weight")


# --- Projects and the ledger -----------------------------------------------------------------------


def test_a_project_is_noted_funded_budgeted_and_decided_on(client: Client, county: County):
    party = county.parties[0].organisation
    body = {
        "title": "Digital kompetens", "owner_id": party.pk, "starts_on": "2026-01-01", "ends_on": "2027-12-31",
    }  # fmt: skip
    made = send(client, "post", county.at("projects"), county.keeper, body)
    assert made.status_code == 201
    at = county.at("projects", made.json()["id"])
    send(client, "post", f"{at}/funders", county.keeper, {"kind": "eu", "name": "ESF", "limit_per_mille": 500})
    send(client, "post", f"{at}/funders", county.keeper, {"kind": "party", "organisation_id": party.pk})
    fund, own = (Project.objects.get().funders.get(kind=kind) for kind in ("eu", "party"))
    for funder, ore in ((fund, 60_000_00), (own, 40_000_00)):
        lines = [{"year": 2026, "means": "cash", "planned_ore": ore}]
        budgeted = send(client, "put", f"{at}/funders/{funder.pk}/budget", county.keeper, {"lines": lines})
    decision = {"result": "approved", "body": "Kommunstyrelsen", "decided_on": "2026-02-01", "section": "§ 3"}
    told = send(client, "put", f"{at}/decisions/{party.pk}", county.keeper, decision).json()

    assert budgeted.json()["planned_ore"] == 100_000_00
    assert {one["name"]: (one["percent"], one["is_above_limit"]) for one in told["funders"]} == {
        "ESF": (60_000, True),
        str(party): (40_000, False),
    }
    assert told["own_percent"] == 40_000
    assert [(one["result"], one["section"]) for one in told["decisions"]] == [("approved", "§ 3")]
    gone = client.delete(at, headers=county.keeper)
    assert (gone.status_code, gone.json()["code"]) == (409, "project_decided")
    assert PartyDecision.objects.get().organisation == party


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
    make_fee_list(county.agreement, county.officer)
    project = make_project(county.agreement, county.officer)
    funder = make_funder(project, county.officer)
    writes = [
        ("post", county.of("fee-lists"), {"year": 2026}),
        ("post", county.of("fee-lists", 2026, "check"), None),
        ("delete", county.of("fee-lists", 2026), None),
        ("post", county.of("cost-splits"), split_of(county)),
        ("delete", county.at("projects", project.pk), None),
        ("put", county.at("projects", project.pk, "funders", funder.pk, "budget"), {"lines": []}),
    ]
    for method, url, body in writes:
        assert send(client, method, url, county.reader, body).status_code == 403
        assert send(client, method, url, ENGLISH, body).status_code == 401
    narrow = by_token(county.officer, READ) | ENGLISH
    refused = send(client, "post", county.of("fee-lists"), narrow, {"year": 2026})
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
