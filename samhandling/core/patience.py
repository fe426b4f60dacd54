"""Writes that nobody shall wait for: they are done when the row is free, and else left undone."""

from collections.abc import Callable

from django.db import OperationalError, connection, transaction


def unless_busy(act: Callable[[], object]) -> None:
    """A short transaction of its own. When another holds the lock, nothing is written and nobody waits.

    On PostgreSQL `act` takes its row with `select_for_update(skip_locked=True)`; on SQLite the whole file is the lock.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            act()
        return
    patience = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    _wait_at_most(0)
    try:
        with transaction.atomic():
            act()
    except OperationalError as error:
        if "locked" not in str(error):
            raise
    finally:
        _wait_at_most(patience)


def _wait_at_most(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
