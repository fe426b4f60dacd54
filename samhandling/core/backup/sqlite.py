"""SQLite: a copy is made by `VACUUM INTO`, which reads in one transaction and holds up no writer.

It writes only what is alive: the remains of erased people, which SQLite leaves in free pages, stay behind.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from samhandling.core.backup.archive import sync_folder
from samhandling.core.backup.manifest import BackupFailed, Query
from samhandling.core.checks.damage import check_pages

MEMBER = "database.sqlite3"
COMPRESS = True


def server_version() -> int:
    return 0


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[Path, Query, list[str]]]:
    """A copy of one moment in the folder, how to ask it, and its tables."""
    copy = folder / MEMBER
    with closing(sqlite3.connect(_place(), timeout=60, isolation_level=None)) as live:
        live.execute("VACUUM INTO ?", [str(copy)])
    with closing(sqlite3.connect(copy)) as copied:
        yield copy, lambda text: copied.execute(text).fetchall(), _tables(copied)


def faults() -> list[str]:
    """What the database finds wrong in itself: a copy stops at what cannot be read, and takes along what is wrong."""
    return [f"{finding.where}: {finding.words}" for finding in check_pages()]


def why_not_empty() -> str:
    place = _place()
    connection.close()  # the last to leave takes the journal with it
    if not place.exists():
        return ""
    try:
        with closing(sqlite3.connect(place)) as there:
            if _tables(there):
                return f"The database {place} holds tables."
    except sqlite3.DatabaseError as error:
        return f"The file {place} is there, and cannot be read ({error}). Move it away."
    if any(place.with_name(place.name + ending).exists() for ending in ("-wal", "-journal")):
        return f"The database {place} is in use by another process."
    return ""


def restore(copy: Path, rows: dict[str, int]) -> None:
    """Put the copy in place by a rename, once its rows have been counted."""
    place = _place()
    with closing(sqlite3.connect(copy)) as copied:
        there = {table: copied.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in _tables(copied)}  # noqa: S608  # names from the database's own catalogue
        copied.execute("PRAGMA journal_mode=DELETE")
    if there != rows:
        raise BackupFailed("The database in the archive is damaged. Nothing was changed. Use another archive.")
    copy.chmod(0o600)
    copy.rename(place)
    sync_folder(place.parent)


def staging() -> Path:
    """Beside where the database will be, so that a rename is enough."""
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    return place.parent


def _place() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _tables(opened: sqlite3.Connection) -> list[str]:
    found = opened.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [str(name) for (name,) in found.fetchall()]
