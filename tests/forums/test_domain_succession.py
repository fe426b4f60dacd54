from datetime import date

import pytest

from samhandling.forums.domain.succession import Succession, succession_of

LAST, NEW_YEAR, FEBRUARY = date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 1)


@pytest.mark.parametrize(
    ("on", "sits_until", "next_starts_on", "last_day", "expected"),
    [
        # Nobody follows.
        (date(2026, 12, 1), LAST, None, None, Succession(vacant_from=NEW_YEAR)),
        (LAST, LAST, None, None, Succession(vacant_from=NEW_YEAR)),
        (date(2026, 10, 2), LAST, None, None, Succession(vacant_from=NEW_YEAR)),
        # Long before, that a term ends says nothing.
        (date(2026, 10, 1), LAST, None, None, Succession()),
        # Somebody takes over the day after, or later.
        (date(2023, 6, 1), LAST, NEW_YEAR, None, Succession(follows_on=NEW_YEAR)),
        (date(2023, 6, 1), LAST, FEBRUARY, None, Succession(vacant_from=NEW_YEAR, follows_on=FEBRUARY)),
        # The seat goes with the term.
        (date(2026, 12, 1), LAST, None, LAST, Succession()),
        (date(2026, 12, 1), LAST, None, NEW_YEAR, Succession(vacant_from=NEW_YEAR)),
        # Vacant already.
        (NEW_YEAR, None, FEBRUARY, None, Succession(follows_on=FEBRUARY)),
        (NEW_YEAR, None, None, None, Succession()),
        # A term to the leap day, and one that ends the night when clocks change.
        (date(2028, 2, 1), date(2028, 2, 29), None, None, Succession(vacant_from=date(2028, 3, 1))),
        (date(2028, 2, 1), date(2028, 2, 28), None, None, Succession(vacant_from=date(2028, 2, 29))),
        (date(2027, 3, 28), date(2027, 3, 28), None, None, Succession(vacant_from=date(2027, 3, 29))),
    ],
)
def test_what_happens_to_a_seat(on, sits_until, next_starts_on, last_day, expected):
    assert succession_of(on, sits_until, next_starts_on, last_day) == expected
