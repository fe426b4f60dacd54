"""PostgreSQL: `pg_dump` and `pg_restore`, which must be as new as the server, in one transaction each.

The dump is of a snapshot that a transaction of ours holds too, so that what the manifest counts, and the
files it names, are of the same moment as the dump.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from samhandling.core.backup.manifest import BackupFailed, Query

MEMBER = "database.dump"
COMPRESS = False  # pg_dump has done it
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# What of Django's parameters says where the database is; the rest is how we talk to it.
_WHERE = ("dbname", "host", "port", "user", "service", "passfile", "sslmode", "sslrootcert", "sslcert", "sslkey")


def server_version() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[Path, Query, list[str]]]:
    """A dump of one moment in the folder, how to ask the same moment, and its tables."""
    program = _program("pg_dump")
    copy = folder / MEMBER
    with psycopg.connect(_where(), password=_password() or None) as live:
        live.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [(name,)] = live.execute("SELECT pg_export_snapshot()").fetchall()
        _run_on_rows(
            program, "--format=custom", "--no-owner", "--no-privileges", "--schema=public", "--lock-wait-timeout=60s",
            f"--snapshot={name}", f"--file={copy}", f"--dbname={_where()}",
        )  # fmt: skip
        tables = [str(table) for (table,) in live.execute(_TABLES).fetchall()]
        yield copy, lambda text: live.execute(text.encode()).fetchall(), tables


def faults() -> list[str]:
    """`pg_dump` reads every row, and stops at what is damaged."""
    return []


def why_not_empty() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return f"The database {connection.settings_dict['NAME']} holds tables." if cursor.fetchall() else ""


def restore(copy: Path, rows: dict[str, int]) -> None:
    """Everything or nothing: `--single-transaction` stops at the first fault and takes all back."""
    program = _program("pg_restore")
    wanted = _contents(program, copy)
    _run(
        program, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
        f"--use-list={wanted}", f"--dbname={_where()}", str(copy),
    )  # fmt: skip
    with connection.cursor() as cursor:
        for table, count in rows.items():
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # names from the dumped catalogue
            if cursor.fetchone() != (count,):
                raise BackupFailed(f"The table {table} holds other rows than the archive says. Use another archive.")


def staging() -> Path:
    return Path(tempfile.gettempdir())


def _contents(program: Path, copy: Path) -> Path:
    """What to restore: all but the schema itself, which is in every new database and may belong to another."""
    listing = _run(program, "--list", str(copy))
    listed = copy.with_suffix(".list")
    listed.write_text("".join(line for line in listing.splitlines(keepends=True) if " SCHEMA - " not in line))
    return listed


def _program(name: str) -> Path:
    found = shutil.which(name, path=settings.POSTGRES_PROGRAMS or None)
    if found is None:
        raise BackupFailed(
            f"{name} is not found. Install the client programs of PostgreSQL {server_version()}"
            " (Debian: postgresql-client), or name their folder in SAMHANDLING_POSTGRES_PROGRAMS."
        )
    banner = _run(Path(found), "--version")
    version = re.search(r"(\d+)", banner)
    if version is None or int(version[1]) < server_version():
        raise BackupFailed(
            f"{found} is older ({banner.strip()}) than the server (PostgreSQL {server_version()}). Install the client"
            " programs of the server's version, or name their folder in SAMHANDLING_POSTGRES_PROGRAMS."
        )
    return Path(found)


def _run(program: Path, *arguments: str) -> str:
    password = {"PGPASSWORD": _password()} if _password() else {}
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL's, with arguments of ours and no shell
        [program, *arguments], check=False, capture_output=True, text=True, env=os.environ | password
    )
    if done.returncode:
        raise BackupFailed(f"{program.name} failed. Nothing was changed. It said:\n{done.stderr.strip()}")
    return done.stdout


def _run_on_rows(program: Path, *arguments: str) -> None:
    try:
        _run(program, *arguments)
    except BackupFailed as failed:
        raise BackupFailed(f"{failed}\n`samhandling check` tells whether the database is damaged.") from failed


def _where() -> str:
    parameters = connection.get_connection_params()
    return make_conninfo(**{name: parameters[name] for name in _WHERE if parameters.get(name)})


def _password() -> str:
    return str(connection.settings_dict["PASSWORD"] or "")
