"""What is done to the memory behind the application's back is found, and where."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from samhandling.core.append_only import lift_guards, missing_guards
from samhandling.core.audit import record
from samhandling.core.models import Event, EventSeal
from samhandling.core.seals import broken_seals, seal_events
from tests.factories.accounts import make_user
from tests.processes import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed():
    """Three seals over two events each."""
    user = make_user()
    for _ in range(3):
        record(user, "user.met", user, after={"name": "Åsa", "number": 1.5, "list": [1, None]})
        record(None, "user.erased", user, reason="hon bad om det")
        assert seal_events(now=timezone.now()) == 1
    return list(Event.objects.order_by("pk"))


def broken():
    return [seal.number for seal in broken_seals()]


def test_untouched_events_agree_with_their_seals(sealed):
    assert broken() == []
    assert list(EventSeal.objects.values_list("number", "first_event", "last_event", "events")) == [
        (number, sealed[first].pk, sealed[first + 1].pk, 2) for number, first in ((1, 0), (2, 2), (3, 4))
    ]


def test_nothing_new_needs_no_seal(sealed):
    assert (seal_events(now=timezone.now()), EventSeal.objects.count()) == (0, 3)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda events: Event.objects.filter(pk=events[2].pk).update(reason="annat"), [2]),
        (lambda events: Event.objects.filter(pk=events[2].pk).update(after={"name": "Asa"}), [2]),
        (lambda events: Event.objects.filter(pk=events[3].pk).update(at=timezone.now()), [2]),
        (lambda events: Event.objects.filter(pk=events[0].pk).delete(), [1]),
        (lambda events: Event.objects.filter(pk=events[0].pk).update(id=events[0].pk - 1000), [1]),
        (lambda events: Event.objects.filter(pk=events[5].pk).delete(), [3]),
        (lambda events: EventSeal.objects.filter(number=2).delete(), [3]),
        (lambda events: EventSeal.objects.filter(number=1).delete(), [2]),
        (lambda events: EventSeal.objects.filter(number=2).update(digest="0" * 64), [2, 3]),
        (lambda events: EventSeal.objects.filter(number=3).update(sealed_at=timezone.now()), [3]),
    ],
)
def test_a_change_to_an_event_or_a_seal_breaks_the_seal_over_it(sealed, tamper, found):
    lift_guards(connection)
    tamper(sealed)
    assert broken() == found


def test_an_event_slipped_in_between_is_found(sealed):
    lift_guards(connection)
    Event.objects.filter(pk=sealed[1].pk).delete()
    Event.objects.create(pk=sealed[1].pk, verb="user.invited", object_type="accounts.user", object_id=1)
    assert broken() == [1]


def test_a_seal_is_guarded_as_an_event_is(sealed):
    assert missing_guards(connection) == []
    with pytest.raises(DatabaseError, match="core_eventseal is append-only"), transaction.atomic():
        EventSeal.objects.update(digest="")


@pytest.mark.django_db(transaction=True)
def test_four_ticks_at_once_make_one_chain():
    user = make_user()
    for _ in range(50):
        record(user, "user.invited", user)
    run_together([["tick"]] * 4)
    record(user, "user.invited", user)
    run_together([["tick"]] * 4)
    assert broken() == []
    assert list(EventSeal.objects.values_list("number", "events")) == [(1, 50), (2, 1)]


@pytest.mark.django_db(transaction=True)
def test_an_event_that_is_still_being_written_is_waited_for(request):
    """PostgreSQL numbers events before they are committed; a seal must not pass one by."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    user = make_user()
    other = connection.copy()
    request.addfinalizer(other.close)
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_event (at, verb, object_type, object_id, on_behalf_of, before, after, reason)"
            " VALUES (now(), 'user.invited', 'accounts.user', 1, '', '{}', '{}', '')"
        )
    record(user, "user.invited", user)
    assert (seal_events(now=timezone.now()), EventSeal.objects.count()) == (0, 0)
    other.commit()
    assert seal_events(now=timezone.now()) == 1
    assert (EventSeal.objects.get().events, broken()) == (2, [])
