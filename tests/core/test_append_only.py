"""The database itself refuses to change what happened."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from samhandling.core.append_only import install_guards, lift_guards, missing_guards
from samhandling.core.audit import record
from samhandling.core.models import Event
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def make_event():
    user = make_user()
    return record(user, "user.invited", user)


def test_the_migrations_install_the_guards():
    assert missing_guards(connection) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(reason="something else"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: event.save(),
        lambda event: event.delete(),
    ],
)
def test_an_event_is_neither_changed_nor_deleted(act):
    event = make_event()
    with pytest.raises(DatabaseError, match="append-only") as refused, transaction.atomic():
        act(event)
    assert refused.type is IntegrityError
    assert Event.objects.get().reason == ""


def test_sql_behind_the_back_of_the_application_is_refused_too():
    make_event()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_event SET verb = 'x'")
    assert Event.objects.get().verb == "user.invited"


def test_the_guards_can_be_lifted_for_clearing_a_test_database_and_put_back():
    make_event()
    lift_guards(connection)
    assert "core_event_refuses_delete" in missing_guards(connection)
    assert Event.objects.all().delete()[0] == 1
    install_guards(connection)
    install_guards(connection)
    assert missing_guards(connection) == []
