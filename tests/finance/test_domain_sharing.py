"""Costs divided to the krona: published figures, limits, refusals, and properties that hold for any key."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import samhandling.organisations
from samhandling.finance.domain.apportioning import CannotDivideError, Claim, Limit, apportion
from samhandling.finance.domain.sharing import CostKey, Sharer, Sharing, share_costs
from samhandling.finance.enums import Basis, Refusal
from samhandling.lib.errors import RuleBroken

MILLION = 100_000_000  # a million kronor in öre


def county(code: str) -> list[Sharer]:
    """The municipalities of a county with their inhabitants on 31 December 2025 (SCB)."""
    path = Path(samhandling.organisations.__file__).parent / "facts" / "municipalities.csv"
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["county_code"] == code]
    return [Sharer(row["code"], row["name"], int(row["population"])) for row in rows]


def three(*weights: int) -> list[Sharer]:
    return [Sharer(f"000{number}", f"Kommun {number}", weight) for number, weight in enumerate(weights)]


def kronor(sharing: Sharing, sharers: list[Sharer]) -> dict[str, int]:
    return {sharer.name: sharing.of(sharer.code) // 100 for sharer in sharers}


@pytest.mark.parametrize(
    ("code", "inhabitants", "expected"),
    [
        ("24", 279_024, {"Umeå": 484_808, "Skellefteå": 270_246, "Malå": 10_400, "Dorotea": 8_031}),
        ("17", 283_028, {"Karlstad": 349_813, "Hammarö": 59_825, "Forshaga": 40_417}),
        ("23", 132_736, {"Östersund": 489_415, "Krokom": 118_995}),
    ],
)
def test_a_million_by_population_comes_out_as_published(code: str, inhabitants: int, expected: dict[str, int]):
    sharers = county(code)
    sharing = share_costs(MILLION, CostKey(Basis.POPULATION), sharers)
    assert sum(sharer.weight or 0 for sharer in sharers) == inhabitants
    assert sharing.shared == MILLION
    shares = kronor(sharing, sharers)
    assert {name: shares[name] for name in expected} == expected


def test_equal_parts_differ_by_at_most_one_krona():
    sharing = share_costs(10_000, CostKey(Basis.EQUAL), three(7, 8, 9))
    assert [share.ore for share in sharing.shares] == [3_400, 3_300, 3_300]


def test_shares_may_be_whole_in_ore():
    sharing = share_costs(10_000, CostKey(Basis.EQUAL, unit=1), three(7, 8, 9))
    assert [share.ore for share in sharing.shares] == [3_334, 3_333, 3_333]


def test_the_region_takes_its_share_first():
    sharing = share_costs(MILLION, CostKey(Basis.EQUAL, region_per_mille=400), three(1, 1, 1))
    assert (sharing.region, sharing.shared) == (40_000_000, 60_000_000)
    assert share_costs(MILLION, CostKey(Basis.EQUAL, region_ore=10_000), three(1, 1)).region == 10_000


def test_a_part_of_a_krona_in_the_regions_share_stays_with_the_parties():
    sharing = share_costs(10_100, CostKey(Basis.EQUAL, region_per_mille=333), three(1, 1))
    assert (sharing.region, sharing.shared) == (3_300, 6_800)


def test_a_fixed_part_comes_before_the_rest_by_weight():
    sharing = share_costs(100_000, CostKey(Basis.MANUAL, fixed_part=10_000, reason="Avtal"), three(1, 2, 4))
    assert [share.ore for share in sharing.shares] == [20_000, 30_000, 50_000]
    assert [share.fixed_part for share in sharing.shares] == [10_000, 10_000, 10_000]


def test_what_a_cap_takes_off_one_is_borne_by_the_others_in_proportion():
    sharing = share_costs(100_000, CostKey(Basis.MANUAL, cap=40_000, reason="Avtal"), three(1, 2, 7))
    assert [share.ore for share in sharing.shares] == [20_000, 40_000, 40_000]
    assert [share.held_at for share in sharing.shares] == [None, None, Limit.HIGH]


def test_a_party_may_have_limits_of_its_own():
    key = CostKey(Basis.POPULATION, cap=90_000, caps={"0002": 50_000}, floors={"0000": 30_000})
    sharing = share_costs(100_000, key, three(1, 2, 7))
    assert [share.ore for share in sharing.shares] == [30_000, 20_000, 50_000]


def test_fixed_amounts_are_paid_as_they_are_stated():
    sharing = share_costs(60_050, CostKey(Basis.FIXED, region_ore=10_000), three(25_050, 25_000, 0))
    assert [share.ore for share in sharing.shares] == [25_050, 25_000, 0]


@pytest.mark.parametrize(
    ("total", "key", "sharers", "refusal", "detail"),
    [
        (1_000, CostKey(Basis.EQUAL), [], Refusal.NO_PARTIES, ""),
        (-100, CostKey(Basis.EQUAL), three(1), Refusal.NEGATIVE, ""),
        (1_000, CostKey(Basis.EQUAL, fixed_part=-100), three(1), Refusal.NEGATIVE, ""),
        (
            1_000,
            CostKey(Basis.POPULATION),
            [Sharer("1", "Malå", None), Sharer("2", "Umeå", 5)],
            Refusal.NO_POPULATION,
            "Malå",
        ),
        (1_000, CostKey(Basis.POPULATION), three(0, 0), Refusal.NO_WEIGHT, ""),
        (1_000, CostKey(Basis.EQUAL, region_ore=2_500), three(1), Refusal.REGION_TAKES_TOO_MUCH, "15"),
        (1_000, CostKey(Basis.EQUAL, fixed_part=600), three(1, 1), Refusal.FIXED_PARTS_TOO_LARGE, "2"),
        (1_000, CostKey(Basis.EQUAL, floor=600), three(1, 1), Refusal.FLOORS_TOO_HIGH, "2"),
        (1_000, CostKey(Basis.EQUAL, cap=400), three(1, 1), Refusal.CAPS_TOO_LOW, "2"),
        (1_000, CostKey(Basis.EQUAL, cap=400, floor=500), three(1, 1), Refusal.CAP_BELOW_FLOOR, "Kommun 0, Kommun 1"),
        (1_000, CostKey(Basis.FIXED), three(500, 400), Refusal.FIXED_AMOUNTS_DIFFER, "−1"),
        (1_050, CostKey(Basis.EQUAL), three(1, 1), Refusal.NOT_WHOLE_UNITS, ""),
        (1_000, CostKey(Basis.MANUAL), three(1, 1), Refusal.REASON_MISSING, ""),
    ],
)
def test_a_key_that_cannot_hold_is_refused_with_what_is_wrong(
    total: int, key: CostKey, sharers: list[Sharer], refusal: Refusal, detail: str
):
    with pytest.raises(RuleBroken) as refused:
        share_costs(total, key, sharers)
    assert (refused.value.reason, refused.value.detail) == (refusal, detail)


claims = st.lists(
    st.builds(
        lambda weight, low, room: Claim(weight, low, None if room is None else low + room),
        st.integers(0, 2_000_000),
        st.integers(0, 50),
        st.none() | st.integers(0, 300),
    ),
    min_size=1,
    max_size=12,
)


def divided(total: int, parts: list[Claim]) -> list[int]:
    try:
        return [quota.units for quota in apportion(total, parts)]
    except CannotDivideError:
        assume(False)
        raise


@given(st.integers(0, 3_000), claims)
def test_any_division_that_is_possible_is_exact_and_within_limits(total: int, parts: list[Claim]):
    units = divided(total, parts)
    assert sum(units) == total
    assert all(
        claim.low <= unit <= (total if claim.high is None else claim.high)
        for claim, unit in zip(parts, units, strict=True)
    )


@given(st.integers(0, 3_000), claims)
def test_a_division_is_refused_only_when_the_limits_forbid_it(total: int, parts: list[Claim]):
    lows = sum(claim.low for claim in parts)
    is_endless = any(claim.weight and claim.high is None for claim in parts)
    highs = sum(claim.high or 0 if claim.weight else claim.low for claim in parts)
    is_possible = lows <= total and (is_endless or total <= highs)
    try:
        apportion(total, parts)
    except CannotDivideError:
        assert not is_possible
    else:
        assert is_possible


@given(st.integers(0, 3_000), claims)
def test_those_between_their_limits_pay_in_proportion(total: int, parts: list[Claim]):
    """All who are not held have one and the same price for each part of weight."""
    divided(total, parts)
    free = [
        (claim, quota) for claim, quota in zip(parts, apportion(total, parts), strict=True) if quota.held_at is None
    ]
    prices = {Fraction(quota.numerator, quota.denominator * claim.weight) for claim, quota in free if claim.weight}
    assert len(prices) <= 1
    assert all(abs(quota.units - Fraction(quota.numerator, quota.denominator)) < 1 for _claim, quota in free)


weights = st.lists(st.integers(0, 1_000_000), min_size=2, max_size=15).filter(any)


@given(st.integers(0, 10_000_000), weights, st.integers(0, 500), st.none() | st.integers(1, 10_000_000))
def test_who_weighs_more_never_pays_less(total: int, parts: list[int], floor: int, cap: int | None):
    key = CostKey(Basis.POPULATION, floor=floor, cap=cap, unit=1)
    try:
        shares = share_costs(total, key, three(*parts)).shares
    except RuleBroken:
        assume(False)
    assert sum(share.ore for share in shares) == total
    assert [
        (lighter, heavier)
        for lighter in shares
        for heavier in shares
        if lighter.weight < heavier.weight and lighter.ore > heavier.ore
    ] == []


@given(st.integers(0, 1_000_000), weights, st.randoms(use_true_random=False))
def test_the_order_of_the_parties_changes_nothing(total: int, parts: list[int], random):
    sharers = three(*parts)
    shuffled = random.sample(sharers, len(sharers))
    key = CostKey(Basis.POPULATION, unit=1)
    here, there = share_costs(total, key, sharers), share_costs(total, key, shuffled)
    assert [share.code for share in there.shares] == [sharer.code for sharer in shuffled]
    assert {share.code: share.ore for share in here.shares} == {share.code: share.ore for share in there.shares}
