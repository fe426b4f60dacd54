"""Somebody else who holds the database, from a connection of their own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from django.db import connection

from tests.operations.installation import dsn
from tests.processes import database_url


@contextmanager
def held(*tables: str) -> Iterator[None]:
    """Nobody else writes to the tables, nor takes their rows to write; all of them where none is named.

    SQLite knows one lock, the whole file.
    """
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with other_connection() as other:
        locked = tables or [
            name for (name,) in other.execute("SELECT tablename FROM pg_tables WHERE schemaname='public'")
        ]
        other.execute(f"LOCK TABLE {', '.join(locked)} IN EXCLUSIVE MODE".encode())
        yield
        other.rollback()


def other_connection() -> "psycopg.Connection[tuple[Any, ...]]":
    return psycopg.connect(dsn(database_url()))


@contextmanager
def impatient() -> Iterator[None]:
    """The connection of the test waits a tenth of a second where people wait five."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        patient, options["timeout"] = options["timeout"], 0.1  # what is put back after a write that nobody waits for
    with connection.cursor() as cursor:
        cursor.execute(_WAIT[connection.vendor].format(100))
        yield
        cursor.execute(_WAIT[connection.vendor].format(5000))
    if connection.vendor == "sqlite":
        options["timeout"] = patient


_WAIT = {"sqlite": "PRAGMA busy_timeout = {}", "postgresql": "SET lock_timeout = {}"}
