"""The work of every few minutes can be done twice without anything happening twice."""

from datetime import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from samhandling.core import slots
from samhandling.core.outbox import queue_mail

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
