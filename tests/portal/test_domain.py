from datetime import date

import pytest

from samhandling.portal.domain import part_of_day, statement_is_stale, waiting_order

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("updated_on", "is_stale"), [(date(2026, 11, 22), False), (date(2025, 11, 22), False), (date(2025, 11, 21), True)]
)
def test_a_statement_is_looked_over_every_year(updated_on, is_stale):
    assert statement_is_stale(updated_on, TODAY) is is_stale


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "evening"), (4, "evening"), (5, "morning"), (9, "morning"), (10, "day"), (17, "day"), (18, "evening")],
)
def test_the_greeting_follows_the_clock(hour, part):
    assert part_of_day(hour) == part


def test_urgent_things_stand_first_and_things_without_a_day_last():
    items = [("later", None, False), ("soon", date(2026, 12, 1), False), ("burning", date(2027, 1, 1), True)]

    in_order = sorted(items, key=lambda item: waiting_order(item[1], is_urgent=item[2]))

    assert [name for name, _day, _urgent in in_order] == ["burning", "soon", "later"]
