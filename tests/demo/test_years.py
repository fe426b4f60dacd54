from datetime import date

import pytest

from samhandling.demo.years import moved, moved_text


@pytest.mark.parametrize(
    ("today", "years"),
    [(date(2026, 11, 30), 0), (date(2027, 1, 1), 1), (date(2028, 2, 29), 2), (date(2025, 12, 31), -1)],
)
def test_a_day_of_the_story_is_played_whole_years_on(today, years):
    assert moved(date(2023, 1, 1), today) == date(2023 + years, 1, 1)


def test_the_years_of_a_text_are_moved_but_not_that_of_a_law():
    text = "Lag (2010:630). Period 2023-01-01–2026-12-31, [2024, 2026], KS § 41/2019"

    assert moved_text(text, date(2026, 6, 1)) == text
    assert (
        moved_text(text, date(2031, 1, 1)) == "Lag (2010:630). Period 2028-01-01–2031-12-31, [2029, 2031], KS § 41/2024"
    )
