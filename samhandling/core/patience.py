"""Writes that nobody shall wait for: they are done when the row is free, and else left undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction


@contextmanager
def unless_busy() -> Iterator[None]:
    """A short transaction of its own. When another holds the lock, nothing is written and nobody waits.

    On PostgreSQL take the row with `select_for_update(skip_locked=True)`; on SQLite the whole file is the lock.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    patience = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if "locked" not in str(error):
            raise
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
