"""Several processes of the product at once, on the database of the test: for rules about who comes first."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection

PROJECT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The address of the test's own database, as another process wants it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}@/{at['HOST']}/{at['NAME']}"


def run_together(commands: Sequence[Sequence[str]], **environment: str) -> list[str]:
    """Carry out all commands of `manage.py` at once, each in its process; what each printed, in the order given.

    The test must commit what they shall see: `@pytest.mark.django_db(transaction=True)`.
    """
    return try_together("tests.starter", commands, **environment)


def try_together(module: str, arguments: Sequence[Sequence[object]], **environment: str) -> list[str]:
    """One process for each row of arguments, all of which try at the same moment; what each said.

    `module.prepare(*arguments)` makes what a process needs and returns what it shall try with the others.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.starter"],
        cwd=PROJECT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "SAMHANDLING_LOG_LEVEL": "ERROR",
            "SAMHANDLING_LOCK_SECONDS": "60",  # who comes first is no question of how busy the machine is
            **environment,
        },
        input=json.dumps([module, arguments, str(settings.MEDIA_ROOT)]),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[str] = json.loads(done.stdout)
    return answers
