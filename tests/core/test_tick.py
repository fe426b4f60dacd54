"""The work of every few minutes can be done twice without anything happening twice."""

from datetime import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from samhandling.core import slots
from samhandling.core.audit import record
from samhandling.core.models import EventSeal, Heartbeat
from samhandling.core.outbox import queue_mail
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_a_tick_sends_what_is_due_and_a_second_one_nothing(capsys):
    queue_mail(to="anna@example.se", subject="Hej", body="", now=timezone.now())
    call_command("tick")
    call_command("tick")
    assert [message.subject for message in mail.outbox] == ["Hej"]
    assert capsys.readouterr().out == "1 mails sent, 0 old ones forgotten\n0 mails sent, 0 old ones forgotten\n"


def test_a_tick_asks_every_room_that_has_something_to_do(monkeypatch):
    moments = list[datetime]()
    monkeypatch.setitem(slots._slots, "tick", [moments.append])
    call_command("tick")
    assert [type(moment) for moment in moments] == [datetime]
    assert moments[0].tzinfo is not None


def test_a_room_that_fails_does_not_stop_the_others_but_the_exit_code_tells(monkeypatch, caplog):
    moments = list[datetime]()

    def fail(now: datetime) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(slots._slots, "tick", [fail, moments.append])
    with pytest.raises(CommandError, match=r"Some of the work failed: .*\.fail\. The log tells why\."):
        call_command("tick")
    assert len(moments) == 1
    assert [record.work for record in caplog.records if record.name == "samhandling.tick"] == [
        f"{fail.__module__}.{fail.__qualname__}"
    ]
    assert Heartbeat.objects.count() == 0


def test_a_tick_that_went_well_leaves_a_heartbeat_and_a_seal():
    user = make_user()
    record(user, "user.invited", user)
    call_command("tick")
    call_command("tick")
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["deadlines", "tick"]
    assert list(EventSeal.objects.values_list("number", "events")) == [(1, 1)]
