"""A whole installation of its own: a database, a folder of files, and the command line that serves both."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from tests import migrated
from tests.processes import PROJECT, database_url

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Installation:
    var: Path
    url: str

    @property
    def files(self) -> Path:
        return self.var / "files"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.url,
            "SAMHANDLING_VAR": str(self.var),
            "SAMHANDLING_LOG_LEVEL": "ERROR",
            "SAMHANDLING_LOCK_SECONDS": "60",  # nothing is asked of how busy the machine is
            "SAMHANDLING_POSTGRES_PROGRAMS": str(migrated.postgres_programs()),
            "DJANGO_SETTINGS_MODULE": "samhandling.config.settings",
            "PYTHONPATH": str(PROJECT),
        }

    def run(self, *command: str) -> tuple[int, str]:
        """`samhandling …`: its exit code, and all it said."""
        return self._run("-m", "samhandling", *command)

    def play(self, script: Path, *arguments: str) -> str:
        """A script of the tests', which must go well; what it printed."""
        code, output = self._run(str(script), *arguments)
        assert code == 0, output
        return output

    def _run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, *command], env=self.environment, cwd=PROJECT, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as opened:
                found = opened.execute(query).fetchall()
                opened.commit()
                return found
        with psycopg.connect(dsn(self.url)) as opened:
            cursor = opened.execute(query.encode())
            return cursor.fetchall() if cursor.description else []

    def rows(self) -> Rows:
        """Every row of every table, in an order of no meaning."""
        tables = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            if self.url.startswith("sqlite")
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        return {table: sorted(self.ask(f'SELECT * FROM "{table}"'), key=repr) for (table,) in self.ask(tables)}

    def contents(self) -> dict[str, str]:
        """The checksum of every file, by its name."""
        return {
            str(path.relative_to(self.files)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.files.rglob("*")
            if path.is_file()
        }


def of_the_test(var: Path) -> Installation:
    """The database of the test itself, seen from other processes. The test must commit."""
    return Installation(var, database_url())


@contextmanager
def empty(var: Path, template: str = "template1") -> Iterator[Installation]:
    """A place where nothing is yet, of the kind of database that the test runs on; PostgreSQL copies the template."""
    var.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        yield Installation(var, f"sqlite:///{var / 'samhandling.sqlite3'}")
        return
    name = f"place_{uuid4().hex[:12]}"
    with migrated.database(name, template):
        yield Installation(var, database_url().rpartition("/")[0] + f"/{name}")


@contextmanager
def with_tables(var: Path) -> Iterator[Installation]:
    """A place with all the tables, and nothing in them but what the migrations lay there."""
    if connection.vendor == "postgresql":
        with empty(var, template=migrated.template()) as there:
            yield there
        return
    with empty(var) as there:
        shutil.copyfile(migrated.file(), var / "samhandling.sqlite3")
        yield there


def dsn(url: str) -> str:
    """`postgres://user@/folder/name` as psycopg wants it."""
    user, _at, where = url.removeprefix("postgres://").partition("@")
    folder, _slash, name = where.rpartition("/")
    return f"user={user} host=/{folder.lstrip('/')} dbname={name}"
