"""Indexed fees: each year's row, both moments of rounding, and the same figure by both roads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.finance.domain.fees import IndexStep, Rounding, derive_fee, fee_of, missing_years
from samhandling.finance.domain.projects import Excess, Funding, co_financing, excesses
from samhandling.finance.domain.steps import why_not_adopt, why_not_amount, why_not_draft, why_not_index
from samhandling.finance.domain.years import is_unfinished
from samhandling.finance.enums import FeeState, Form, FunderKind, Refusal, RoundingMoment
from samhandling.lib.money import divide_half_up, format_kronor, parse_kronor

TWO_YEARS = [IndexStep(2026, 3_400), IndexStep(2027, 2_900)]  # 3.4 % and 2.9 %


def test_a_fee_is_the_base_times_each_years_index_made_whole_each_year():
    years = derive_fee(12_345_600, TWO_YEARS, Rounding(100, RoundingMoment.EACH_YEAR))
    # 123 456 × 1.034 = 127 653.504 → 127 654; × 1.029 = 131 355.966 → 131 356
    assert [(year.year, year.ore) for year in years] == [(2026, 12_765_400), (2027, 13_135_600)]
    assert (years[0].numerator, years[0].denominator) == (1_276_535_040_000, 100_000)


def test_a_fee_may_be_made_whole_once_at_the_end():
    years = derive_fee(12_345_600, TWO_YEARS, Rounding(100, RoundingMoment.AT_THE_END))
    # 123 456 × 1.034 × 1.029 = 131 355.455… → 131 355
    assert [(year.ore, year.is_rounded) for year in years] == [(12_765_400, False), (13_135_500, True)]


def test_a_half_goes_upwards():
    assert fee_of(5_000, [IndexStep(2026, 1_000)], Rounding(100)) == 5_100  # 50.50 kr
    assert [divide_half_up(number, 2) for number in (1, 2, 3, -1, -3)] == [1, 1, 2, -1, -2]


def test_without_any_year_between_the_fee_is_the_base():
    assert fee_of(12_300, [], Rounding(100)) == 12_300
    assert derive_fee(12_300, [], Rounding(100)) == []


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(-20_000, 50_000), min_size=1, max_size=20),
    st.sampled_from([1, 100, 1_000, 100_000]),
    st.sampled_from(list(RoundingMoment)),
)
def test_the_derivation_ends_where_the_fee_does(base: int, percents: list[int], unit: int, moment: RoundingMoment):
    steps = [IndexStep(2027 + position, percent) for position, percent in enumerate(percents)]
    rounding = Rounding(unit, moment)
    last = derive_fee(base, steps, rounding)[-1]
    assert last.ore == fee_of(base, steps, rounding)
    assert last.ore % unit == 0
    assert abs(last.ore * last.denominator - last.numerator) * 2 <= unit * last.denominator


def test_the_years_whose_index_is_missing_are_named():
    assert missing_years(2023, 2027, [2024, 2026, 2030]) == [2025, 2027]
    assert why_not_draft(2023, 2027, [2024, 2026]) == (Refusal.INDEX_MISSING, "2025, 2027")
    assert why_not_draft(2023, 2023, []) == (Refusal.YEAR_BEFORE_BASE, "")
    assert why_not_draft(2025, 2026, [2026]) is None


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(3_400, None), (-20_000, None), (50_001, Refusal.INDEX_UNREASONABLE), (-20_001, Refusal.INDEX_UNREASONABLE)],
)
def test_an_index_nobody_can_mean_is_refused(percent: int, expected: Refusal | None):
    assert why_not_index(percent) == expected


def test_a_list_is_checked_before_it_is_adopted_and_adopted_once():
    assert why_not_adopt(FeeState.DRAFT) == Refusal.YEAR_NOT_CHECKED
    assert why_not_adopt(FeeState.CHECKED) is None
    assert why_not_adopt(FeeState.ADOPTED) == Refusal.YEAR_LOCKED
    assert why_not_adopt(FeeState.CHECKED, lacks_other_eyes=True) == Refusal.SAME_EYES


def test_amounts_nobody_can_mean_are_refused():
    assert why_not_amount(-1) == Refusal.NEGATIVE
    assert why_not_amount(10**14) is None
    assert why_not_amount(10**14 + 1) == Refusal.OUT_OF_REACH


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1234", 123_400),
        ("1 234,50 kr", 123_450),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", 123_456_700),
        ("1.234,50", 123_450),
        ("1.234.567", 123_456_700),
        ("1.234", 123_400),
        ("1234.5", 123_450),
        ("0,05", 5),
        ("-12,3 SEK", -1_230),
        ("−500 kronor", -50_000),
        ("100:-", 10_000),
        ("1,234", None),
        ("1,2,3", None),
        ("12.34.56", None),
        ("tolv", None),
        ("", None),
        ("1e9", None),
        ("1" * 16, None),
    ],
)
def test_kronor_are_read_as_people_write_them_and_what_is_unclear_is_refused(text: str, ore: int | None):
    assert parse_kronor(text) == ore


@given(st.integers(-(10**14), 10**14))
def test_what_is_written_is_read_back(ore: int):
    assert parse_kronor(format_kronor(ore)) == ore


def test_a_share_of_a_project_is_counted_on_the_whole_in_cash_and_in_kind():
    eu = Funding(1, FunderKind.EU, cash=4_000, in_kind=0, limit=400)
    parties = Funding(2, FunderKind.PARTY, cash=3_000, in_kind=3_000)
    assert excesses([eu, parties]) == []
    assert str(co_financing([eu, parties])) == "3/5"


def test_a_funder_above_its_limit_is_told_by_how_much():
    eu = Funding(1, FunderKind.EU, cash=5_001, in_kind=0, limit=500)
    other = Funding(2, FunderKind.STATE, cash=4_999, in_kind=0)
    (found,) = excesses([eu, other])
    assert found == Excess(1, found.share, 500, 1)
    assert excesses([]) == []
    assert co_financing([]) == 0


@pytest.mark.parametrize(
    ("year", "forms", "before", "expected"),
    [
        (2025, {Form.PROJECT}, {Form.BASE_FEE}, False),
        (2026, {Form.BASE_FEE}, {Form.BASE_FEE, Form.PROJECT}, False),
        (2026, {Form.PROJECT}, {Form.BASE_FEE}, True),
        (2026, {Form.PROJECT}, set(), False),
        (2027, {Form.BASE_FEE, Form.PROJECT, Form.SPECIAL}, {Form.BASE_FEE}, True),
    ],
)
def test_a_year_is_unfinished_while_it_lies_ahead_or_lacks_its_fees(year, forms, before, expected):
    assert is_unfinished(year, forms, before, 2026) is expected
