"""One document shared by many at once."""

from collections import Counter

import pytest

from samhandling.core.models import Event
from samhandling.documents.models import Share
from samhandling.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.documents import make_document
from tests.factories.organisations import give_party, make_collaboration, make_organisation
from tests.processes import try_together

PROCESSES = 6


@pytest.mark.django_db(transaction=True)
def test_of_many_who_share_at_once_each_recipient_has_one_row_and_one_notice():
    here = make_collaboration()
    owner, *others = (make_organisation(collaboration=here, takes_part=True) for _ in range(3))
    document = make_document(here, owner)
    user = give_party(make_user(), here, owner)
    readers = [give_party(make_user(), here, other) for other in others]

    arguments = [document.pk, [other.pk for other in others], user.pk]
    outcomes = Counter(try_together("tests.documents.sharing", [arguments] * PROCESSES))

    assert outcomes == {"shared with 2": 1, "already_shared": PROCESSES - 1}
    assert sorted(Share.objects.values_list("recipient", flat=True)) == sorted(other.pk for other in others)
    assert sorted(Notice.objects.values_list("user", flat=True)) == sorted(reader.pk for reader in readers)
    assert Event.objects.filter(verb="document.shared").count() == 1
