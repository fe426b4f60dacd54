"""When somebody may sit."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.forums.domain.appointments import (
    Taken,
    covers,
    day_after,
    day_before,
    default_end,
    end_of_term,
    first_clash,
    left_of_office,
    less,
    lies_within,
    why_not_end,
    why_not_replace,
    why_not_term,
)
from samhandling.forums.enums import Refusal
from samhandling.lib.periods import Period

ALWAYS = Period(date(2000, 1, 1))


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2022, 12, 31), date(2022, 12, 31)),
        (date(2023, 1, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2030, 12, 31)),
        (date(2031, 5, 1), date(2034, 12, 31)),
    ],
)
def test_a_term_of_office_ends_every_fourth_year(day, end):
    assert end_of_term(day) == end


@pytest.mark.parametrize(
    ("lives", "end"),
    [
        ([], date(2026, 12, 31)),
        ([ALWAYS], date(2026, 12, 31)),
        ([Period(date(2020, 1, 1), date(2025, 6, 30))], date(2025, 6, 30)),
        ([Period(date(2020, 1, 1), date(2023, 6, 30))], date(2026, 12, 31)),
    ],
)
def test_the_proposed_end_is_no_later_than_the_life_of_the_seat(lives, end):
    assert default_end(date(2024, 1, 1), *lives) == end


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (date(2024, 1, 1), date(2024, 1, 1), None),
        (date(2024, 1, 2), date(2024, 1, 1), Refusal.END_BEFORE_START),
        (date(2023, 12, 31), date(2024, 6, 1), Refusal.OUTSIDE_SEAT),
        (date(2024, 1, 1), date(2025, 1, 1), Refusal.OUTSIDE_SEAT),
        (date(2022, 12, 31), date(2024, 6, 1), Refusal.OUTSIDE_FORUM),
    ],
)
def test_a_term_lies_within_the_seat_and_the_forum(first, last, reason):
    seat = Period(date(2024, 1, 1), date(2024, 12, 31))
    forum = Period(date(2023, 1, 1))

    assert why_not_term(Period(first, last), seat=seat, forum=forum) is reason


def test_a_term_without_an_end_does_not_fit_a_life_with_one():
    assert lies_within(Period(date(2024, 1, 1)), Period(date(2023, 1, 1), date(2025, 1, 1))) is False
    assert lies_within(Period(date(2024, 1, 1)), Period(date(2023, 1, 1))) is True


def test_the_earliest_clash_is_named():
    taken = [
        Taken("Bo", Period(date(2025, 1, 1), date(2025, 12, 31))),
        Taken("Anna", Period(date(2024, 1, 1), date(2024, 12, 31))),
    ]

    assert first_clash(Period(date(2024, 12, 31), date(2026, 1, 1)), taken) == taken[1]
    assert first_clash(Period(date(2026, 1, 1), date(2026, 12, 31)), taken) is None


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2024, 1, 1), Refusal.REPLACED_ON_FIRST_DAY), (date(2024, 1, 2), None)],
)
def test_the_one_who_is_replaced_keeps_at_least_a_day(day, reason):
    assert why_not_replace(Period(date(2024, 1, 1), date(2026, 12, 31)), day) is reason


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2023, 12, 31), Refusal.END_BEFORE_START),
        (date(2024, 1, 1), None),
        (date(2026, 12, 30), None),
        (date(2026, 12, 31), Refusal.NOT_EARLIER),
    ],
)
def test_early_is_before_the_stated_end(day, reason):
    assert why_not_end(Period(date(2024, 1, 1), date(2026, 12, 31)), day) is reason


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_the_end_of_a_term_is_never_before_the_day_and_within_four_years(day):
    end = end_of_term(day)

    assert day <= end
    assert (end.year - day.year) < 4
    assert day_after(day_before(day)) == day


def years(*spans):
    return [Period(date(first, 1, 1), date(last, 12, 31)) for first, last in spans]


@pytest.mark.parametrize(
    ("after", "left"),
    [
        # Sat 2019–22, 2023–26 and 2027–30, and chairs 2025–28.
        (years((2019, 2022), (2023, 2026), (2027, 2030)), years((2025, 2028))),
        (years((2023, 2026), (2027, 2030)), years((2025, 2028))),
        (years((2019, 2021), (2023, 2026), (2027, 2029)), years((2025, 2028))),
        (years((2019, 2022), (2023, 2026)), years((2025, 2026))),
        (years((2019, 2022), (2023, 2025), (2027, 2030)), years((2025, 2025))),
        (years((2019, 2022), (2026, 2026), (2027, 2030)), years((2026, 2028))),
        (years((2019, 2022), (2023, 2024)), []),
        ([], []),
    ],
)
def test_an_office_loses_the_days_that_its_holder_no_longer_sits_and_no_others(after, left):
    (office,) = years((2025, 2028))
    sat = years((2019, 2022), (2023, 2026), (2027, 2030))

    assert left_of_office(office, sat, after) == (left[0] if left else None)


def test_days_that_were_never_sat_are_not_lost():
    (office,) = years((2021, 2028))

    assert left_of_office(office, years((2023, 2026)), years((2023, 2026))) == office
    assert left_of_office(office, years((2023, 2026)), years((2023, 2024))) == Period(office.first, date(2024, 12, 31))


FIRST_OF_ALL = date(2020, 1, 1)


def days_of(periods):
    return {day for day in (FIRST_OF_ALL + timedelta(n) for n in range(60)) if any(day in one for one in periods)}


some_days = st.tuples(st.integers(0, 59), st.integers(0, 59)).map(
    lambda ends: Period(FIRST_OF_ALL + timedelta(min(ends)), FIRST_OF_ALL + timedelta(max(ends)))
)


@given(some_days, st.lists(some_days, max_size=5), st.lists(some_days, max_size=5))
def test_what_is_left_of_an_office_is_its_days_up_to_the_first_lost_one(office, before, after):
    lost = days_of(before) - days_of(after)
    kept = sorted(days_of([office]) - lost)
    unbroken = [day for n, day in enumerate(kept) if day == kept[0] + timedelta(n)]

    left = left_of_office(office, before, after)

    assert sorted(days_of([left] if left else [])) == unbroken
    assert left_of_office(office, before, [*before, *after]) == office


@given(some_days, st.lists(some_days, max_size=5))
def test_the_days_that_are_left_and_those_taken_make_the_whole_again(period, others):
    left = less(period, others)

    assert days_of(left) == days_of([period]) - days_of(others)
    assert all(day_after(one.last) < then.first for one, then in pairwise(left))
    assert covers(others, period) == (left == [])
