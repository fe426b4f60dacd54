"""The power goes in the middle of an import: nothing of it is there afterwards, on either database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from samhandling.agreements.models import Agreement, Clause, Party
from samhandling.core.models import Event
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Participation
from samhandling.organisations.services.register import load_register
from tests.factories.accounts import make_user
from tests.factories.organisations import give_role, make_collaboration

REAL_FILE = Path(__file__).with_name("agreement.yaml")

# The import stops in its last step, with everything written and nothing committed, until it is killed.
IMPORT = """
import signal, sys
from datetime import date
from pathlib import Path
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from samhandling.accounts.models import User
from samhandling.agreements.models import Agreement, Clause
from samhandling.agreements.services.importing import import_agreement
from samhandling.core import slots
from samhandling.organisations.models import Collaboration

def stop(actor, agreement, document, today):
    print("written", Agreement.objects.count(), Clause.objects.count(), flush=True)
    signal.pause()

slots._slots["agreement.import"] = [stop]
import_agreement(
    actor=User.objects.get(), collaboration=Collaboration.objects.get(), today=date(2026, 11, 22),
    content=Path(sys.argv[2]).read_bytes(), file_name="agreement.yaml",
)
"""


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_in_the_middle_leaves_nothing(tmp_path):
    load_register()
    collaboration = make_collaboration(county_code="24")
    give_role(make_user(), collaboration, Role.COORDINATOR)
    events = Event.objects.count()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "samhandling.config.settings",
        "SAMHANDLING_VAR": str(tmp_path),
        "PYTHONPATH": str(REAL_FILE.parents[2]),
    }
    command = [sys.executable, "-c", IMPORT, str(connection.settings_dict["NAME"]), str(REAL_FILE)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as importing:
        assert importing.stdout is not None
        assert importing.stdout.readline() == "written 1 30\n"
        importing.kill()
        assert importing.wait(timeout=20) == -9
    assert Agreement.objects.count() == 0
    assert Clause.objects.count() == 0
    assert Party.objects.count() == 0
    assert Participation.objects.count() == 0
    assert Event.objects.count() == events
