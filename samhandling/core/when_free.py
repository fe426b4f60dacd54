"""Writes that nobody shall wait for: they are done when the row is free, and else left undone."""

from collections.abc import Callable

from django.db import OperationalError, connection, transaction

from samhandling.core.trouble import is_lock


def unless_busy(act: Callable[[], object]) -> None:
    """A short transaction of its own. When another holds the lock, nothing is written and nobody waits.

    On PostgreSQL the lock is the row's; on SQLite it is the whole file's.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            act()
        return
    try:
        if connection.vendor == "sqlite":
            _without_waiting(act)
        else:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = 1")  # millisecond; 0 would be for ever
                act()
    except OperationalError as error:
        if not is_lock(error):
            raise


def _without_waiting(act: Callable[[], object]) -> None:
    patience = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    _wait_at_most(0)
    try:
        with transaction.atomic():
            act()
    finally:
        _wait_at_most(patience)


def _wait_at_most(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
