"""A machine may die in the middle of an import, and two people may carry out the same file at once."""

import signal
import subprocess
import sys
from os import environ

import pytest

from samhandling.core.models import Event
from samhandling.organisations.enums import ImportState
from samhandling.organisations.models import ContactPoint, ImportRun, Person
from samhandling.organisations.services.imports import start_import
from samhandling.organisations.services.people_file import PEOPLE
from tests.factories.organisations import make_collaboration, make_coordinator
from tests.processes import PROJECT, database_url, run_together

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 200
# Carries the import out and dies, by the signal nobody can catch, before the transaction ends.
CARRY_OUT = """
import os, signal, sys
from django.db import transaction
from django.utils import timezone
from samhandling.accounts.models import User
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import ImportRun
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.services.imports import apply_import
from samhandling.organisations.services.people_file import PEOPLE
run = ImportRun.objects.get()
actor = User.objects.get()
seen = preview_import(PEOPLE, run).mark
try:
    with transaction.atomic():
        apply_import(actor=actor, kind=PEOPLE, run=run, seen=seen, now=timezone.now())
        if {dies}:
            os.kill(os.getpid(), signal.SIGKILL)
    print("carried out")
except RuleBroken as broken:
    print(broken.reason.value)
"""


@pytest.fixture
def run() -> ImportRun:
    collaboration = make_collaboration()
    rows = "".join(f"Anna{number};Berg;anna{number}@umea.se\r\n" for number in range(ROWS))
    content = f"Förnamn;Efternamn;E-post\r\n{rows}".encode()
    return start_import(
        actor=make_coordinator(collaboration),
        kind=PEOPLE,
        collaboration=collaboration,
        content=content,
        file_name="folk.csv",
    )


def test_an_import_that_is_killed_leaves_nothing_behind(run):
    events = Event.objects.count()
    ended = subprocess.run(
        [sys.executable, str(PROJECT / "manage.py"), "shell", "-v0", "-c", CARRY_OUT.format(dies=True)],
        env={**environ, "DATABASE_URL": database_url(), "SAMHANDLING_LOG_LEVEL": "ERROR"},
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL
    run.refresh_from_db()
    assert (Person.objects.count(), ContactPoint.objects.count(), Event.objects.count()) == (0, 0, events)
    assert (run.state, run.traces) == (ImportState.PREVIEWED, {})


def test_of_two_who_carry_out_the_same_file_one_succeeds_and_the_other_gets_the_reason(run):
    command = ["shell", "-v0", "-c", CARRY_OUT.format(dies=False)]
    outputs = [output.strip() for output in run_together([command, command])]
    assert sorted(outputs) == ["already_applied", "carried out"]
    assert Person.objects.count() == ROWS
