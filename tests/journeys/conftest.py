"""The stage of the long stories: three counties, as in the demo."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from samhandling.demo.services.loading import load_demo


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first story of the process leaves the counties for the next."""
    return tmp_path_factory.mktemp("demo") / "loaded.sqlite3"


@pytest.fixture
def demo(transactional_db: None, loaded: Path) -> None:
    """The register, the forum types and the three counties."""
    if loaded.exists():
        connection.ensure_connection()
        with closing(sqlite3.connect(loaded)) as kept:
            kept.backup(connection.connection)
        return
    call_command("setup", verbosity=0)
    load_demo(today=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(loaded)])
