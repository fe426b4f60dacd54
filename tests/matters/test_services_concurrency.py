"""One recommendation sent at once by many: one row for each party, whoever was first."""

from collections import Counter
from datetime import date

import pytest

from samhandling.core.models import Event
from samhandling.matters.enums import Result
from samhandling.matters.models import Answer, Recommendation
from tests.factories.agreements import make_agreement_in_force
from tests.factories.matters import make_matter, make_treatment, open_matter
from tests.factories.organisations import make_collaboration, make_coordinator
from tests.processes import try_together

PROCESSES = 8


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_send_it_at_once_one_does_and_each_party_has_one_row():
    collaboration = make_collaboration()
    agreement = make_agreement_in_force(collaboration)
    coordinator = make_coordinator(collaboration)
    matter = open_matter(make_matter(collaboration, agreement=agreement))
    treatment = make_treatment(matter, done_on=date(2026, 5, 4), result=Result.RECOMMENDATION)

    outcomes = Counter(try_together("tests.matters.issuing", [[treatment.pk, coordinator.pk]] * PROCESSES))

    parties = agreement.parties.count()
    assert outcomes == {"issued": 1, "already_issued": PROCESSES - 1}
    assert (Recommendation.objects.count(), Answer.objects.count()) == (1, parties)
    assert Answer.objects.values("organisation").distinct().count() == parties
    assert Event.objects.filter(verb="recommendation.issued").count() == 1
