"""Faults laid into one row past the application and past the database's own rules, and taken back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from samhandling.core.append_only import TABLES, lift_guards


@contextmanager
def spoilt(row: Model, **columns: Any) -> Iterator[None]:
    """The row with other values in these columns, whatever may stand there."""
    table, key = (connection.ops.quote_name(name) for name in (row._meta.db_table, row._meta.pk.column))
    new = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if row._meta.db_table in TABLES:
                lift_guards(connection)
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in _checks(row._meta.db_table):
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(f"UPDATE {table} SET {new} WHERE {key} = %s", [*columns.values(), row.pk])
        assert cursor.rowcount == 1
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        yield
        transaction.set_rollback(True)


def _checks(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        return [name for (name,) in cursor.fetchall()]
