from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.lib.periods import Period, ends_before_start

JAN, FEB, MAR = date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Period(JAN, FEB), Period(FEB, MAR), True),  # both ends are counted
        (Period(JAN, FEB - timedelta(days=1)), Period(FEB, MAR), False),
        (Period(JAN), Period(MAR), True),
        (Period(JAN), Period(date(2026, 1, 1), date(2026, 12, 31)), False),
    ],
)
def test_periods_overlap_when_they_share_a_day(one, other, overlap):
    assert (one.overlaps(other), other.overlaps(one)) == (overlap, overlap)


days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
periods = st.builds(lambda first, length: Period(first, first + timedelta(days=length)), days, st.integers(0, 40))


@given(periods, periods)
def test_overlap_is_what_counting_the_days_says(one, other):
    shared = [day for n in range(120) if (day := date(2026, 1, 1) + timedelta(days=n)) in one and day in other]

    assert one.overlaps(other) is bool(shared)


@pytest.mark.parametrize(
    ("first", "last", "impossible"), [(FEB, JAN, True), (JAN, JAN, False), (JAN, None, False), (None, JAN, False)]
)
def test_an_end_before_the_start_is_impossible(first, last, impossible):
    assert ends_before_start(first, last) is impossible
