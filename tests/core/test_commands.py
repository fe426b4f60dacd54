"""What the people who run the system type."""

import socket

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from samhandling.cli import main
from samhandling.core import slots
from samhandling.core.outbox import queue_mail


@pytest.fixture
def empty_slots(monkeypatch):
    monkeypatch.setattr(slots, "_slots", {"setup": [], "tick": []})


def test_setup_may_be_run_again_and_fills_in_what_rooms_want(db, empty_slots):
    filled_in = []
    slots.fill("setup", lambda: filled_in.append("register"))
    call_command("setup")
    call_command("setup")
    assert filled_in == ["register", "register"]


def test_tick_sends_waiting_mail_and_tells_rooms_the_time(transactional_db, empty_slots):
    times = []
    slots.fill("tick", times.append)
    before = timezone.now()
    queue_mail(to="anna@example.se", subject="Hej", body="Text", now=before)
    call_command("tick")
    assert [letter.subject for letter in mail.outbox] == ["Hej"]
    assert before <= times[0] <= timezone.now()


def test_a_taken_port_is_told_with_another_to_try(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["demo", "--port", str(port)]) == 1
    assert capsys.readouterr().err == (
        f"Cannot listen on 127.0.0.1, port {port}: Address already in use.\n"
        f"Choose another port: `make demo PORT={port + 1}`, or `--port {port + 1}`.\n"
    )


@pytest.mark.parametrize("word", ["setup", "tick", "check", "backup", "restore", "serve", "demo", "manage"])
def test_help_names_every_command(word, capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert f"\n    {word} " in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as refused:
        main(["dance"])
    assert refused.value.code == 2
