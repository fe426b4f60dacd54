"""One organisation let in at once by many."""

from collections import Counter

import pytest

from samhandling.organisations.models import Participation
from tests.factories.organisations import make_collaboration, make_coordinator, make_municipality
from tests.processes import try_together


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("years", [[2023] * 4, [2023, 2024, 2025, 2026]])
def test_of_four_who_let_an_organisation_in_at_once_one_does_and_the_others_are_told(years):
    collaboration, umea = make_collaboration(), make_municipality()
    coordinator = make_coordinator(collaboration)

    arguments = [[collaboration.pk, umea.pk, coordinator.pk, year] for year in years]
    outcomes = Counter(try_together("tests.organisations.joining", arguments))

    assert outcomes == {"joined": 1, "already_takes_part": 3}
    assert Participation.objects.count() == 1
