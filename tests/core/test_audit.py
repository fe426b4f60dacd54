"""Many acts remembered at once: the same events, in few statements."""

import pytest

from samhandling.core.audit import event_of, record, record_many
from samhandling.core.models import Event
from tests.factories.accounts import make_user
from tests.factories.organisations import make_collaboration, make_person

pytestmark = pytest.mark.django_db

FIELDS = ("actor_id", "verb", "object_type", "object_id", "collaboration_id", "before", "after", "reason", "person_id")


def test_an_event_written_among_many_is_as_if_written_alone():
    actor, person = make_user(), make_person()
    values = {"before": {"title": None}, "after": {"organisation": person.collaboration}, "person_id": person.pk}
    record(actor, "person.changed", person, **values)
    record_many([event_of(actor, "person.changed", person, **values)])
    alone, among_many = Event.objects.order_by("pk").values(*FIELDS)
    assert among_many == alone
    assert alone["after"] == {"organisation": str(person.collaboration)}
    assert Event.objects.filter(at=None).count() == 0


def test_a_thousand_events_are_one_statement_or_few(django_assert_max_num_queries):
    collaboration = make_collaboration()
    before = Event.objects.count()
    with django_assert_max_num_queries(15):  # SQLite takes fewer values at a time than PostgreSQL
        record_many(event_of(None, "collaboration.changed", collaboration) for _ in range(1000))
    assert Event.objects.count() == before + 1000


def test_events_keep_the_order_they_were_given_in():
    collaboration = make_collaboration()
    record_many(event_of(None, "collaboration.changed", collaboration, after={"name": f"no {n}"}) for n in range(2500))
    names = Event.objects.filter(verb="collaboration.changed").order_by("pk").values_list("after__name", flat=True)
    assert list(names) == [f"no {n}" for n in range(2500)]


def test_nothing_to_remember_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        record_many([])
