from datetime import date

import pytest

from samhandling.agreements.domain.phase import Life, Phase, is_followed_up, phase_on
from samhandling.agreements.enums import Status

FIRST, LAST, TODAY = date(2023, 1, 1), date(2026, 12, 31), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("status", "entered_on", "on", "phase"),
    [
        (Status.IN_FORCE, None, date(2022, 12, 31), Phase.COMING),
        (Status.IN_FORCE, None, FIRST, Phase.HOLDS),
        (Status.IN_FORCE, None, LAST, Phase.HOLDS),
        (Status.IN_FORCE, None, date(2027, 1, 1), Phase.OVER),
        (Status.IN_FORCE, date(2023, 3, 1), date(2023, 2, 28), Phase.COMING),
        (Status.IN_FORCE, date(2023, 3, 1), date(2023, 3, 1), Phase.HOLDS),
        (Status.ENDED, None, date(2024, 2, 29), Phase.HOLDS),
        (Status.ENDED, None, TODAY, Phase.OVER),
        (Status.PROPOSED, None, date(2024, 1, 1), Phase.UNSETTLED),
        (Status.DRAFT, None, date(2024, 1, 1), Phase.UNSETTLED),
        (Status.WITHDRAWN, None, date(2030, 1, 1), Phase.UNSETTLED),
    ],
)
def test_whether_it_holds_on_a_day(status, entered_on, on, phase):
    assert phase_on(Life(status, FIRST, LAST, entered_on), on, TODAY) is phase


@pytest.mark.parametrize(
    ("status", "on", "is_followed"),
    [
        (Status.IN_FORCE, date(2022, 12, 31), False),
        (Status.IN_FORCE, FIRST, True),
        (Status.IN_FORCE, TODAY, True),
        (Status.IN_FORCE, date(2027, 1, 1), False),
        (Status.ENDED, date(2024, 2, 29), True),
        (Status.ENDED, TODAY, False),
        (Status.DRAFT, date(2024, 2, 29), False),
        (Status.DRAFT, TODAY, True),
        (Status.PROPOSED, LAST, True),
        (Status.PROPOSED, date(2027, 1, 1), False),
        (Status.WITHDRAWN, TODAY, False),
    ],
)
def test_which_agreements_are_followed_up_on_a_day(status, on, is_followed):
    assert is_followed_up(Life(status, FIRST, LAST), on, TODAY) is is_followed


def test_what_has_not_been_closed_is_followed_up_until_it_is():
    late = date(2027, 2, 1)
    assert is_followed_up(Life(Status.IN_FORCE, FIRST, LAST), late, today=late)
    assert not is_followed_up(Life(Status.IN_FORCE, FIRST, LAST), late, today=TODAY)
