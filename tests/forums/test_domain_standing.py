"""What a forum may produce follows from its standing."""

import pytest

from samhandling.forums.domain.standing import allowed_outcomes
from samhandling.forums.enums import Outcome, Standing


@pytest.mark.parametrize(
    ("standing", "decides", "recommends", "outcomes"),
    [
        (Standing.FORMAL, True, True, list(Outcome)),
        (Standing.FORMAL, False, True, list(Outcome)[1:]),
        (Standing.APPOINTED, False, True, list(Outcome)[1:]),
        (Standing.APPOINTED, False, False, list(Outcome)[2:]),
        (Standing.CONSULTATION, False, False, [Outcome.CONSULTATION, Outcome.INFORMATION]),
        (Standing.OFFICERS, False, False, [Outcome.POSITION, Outcome.CONSULTATION, Outcome.INFORMATION]),
    ],
)
def test_what_may_come_out_of_a_forum(standing, decides, recommends, outcomes):
    assert allowed_outcomes(standing, decides=decides, recommends=recommends) == outcomes


@pytest.mark.parametrize("standing", [Standing.APPOINTED, Standing.CONSULTATION, Standing.OFFICERS])
def test_only_a_statutory_body_decides_whatever_the_type_says(standing):
    assert Outcome.DECISION not in allowed_outcomes(standing, decides=True, recommends=True)


def test_a_consultation_never_recommends():
    assert Outcome.RECOMMENDATION not in allowed_outcomes(Standing.CONSULTATION, decides=False, recommends=True)


@pytest.mark.parametrize("standing", list(Standing))
def test_every_standing_is_explained(standing):
    assert len(standing.explanation) > 40
