"""Several processes of the product at once, on the database of the test: for rules about who comes first."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

PROJECT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The address of the test's own database, as another process wants it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}@/{at['HOST']}/{at['NAME']}"


def run_together(commands: Sequence[Sequence[str]], **environment: str) -> list[str]:
    """Start all commands of `manage.py` before any has ended; what each printed, in the order given.

    The test must commit what they shall see: `@pytest.mark.django_db(transaction=True)`.
    """
    variables = {**os.environ, "DATABASE_URL": database_url(), "SAMHANDLING_LOG_LEVEL": "ERROR", **environment}
    started = [
        subprocess.Popen(
            [sys.executable, str(PROJECT / "manage.py"), *command],
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    ended = [process.communicate(timeout=120) for process in started]
    failed = [error for process, (_told, error) in zip(started, ended, strict=True) if process.returncode]
    assert failed == []
    return [told for told, _error in ended]
