from datetime import date

import pytest

from samhandling.agreements.domain.phase import Life, Phase, phase_on
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
