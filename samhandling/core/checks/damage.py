"""Can the database read all that it holds? Asked first: nothing that is read out of a damaged file proves anything."""

import sqlite3
from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from samhandling.core.checks.tables import ask, quoted
from samhandling.core.findings import Finding

AT_MOST = 5  # faults reported for each table: a damaged page breaks all that lead through it
_RESTORE = "Stop the pages, keep it as it is, and restore the newest backup that is whole (docs/howto/operate.md)."
_DAMAGED = "The database says of itself: {fault}. " + _RESTORE
_SAYS_DAMAGED = {"XX001", "XX002"}  # PostgreSQL: data corrupted, index corrupted
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
# The extension amcheck compares each index with its table. Who may not use it is no worse off than before.
_MAY_CHECK_INDEXES = """
SELECT coalesce(has_function_privilege(to_regprocedure('bt_index_check(regclass,boolean)')::oid, 'EXECUTE'), false)
"""
_INDEXES = """
SELECT pg_class.relname FROM pg_class JOIN pg_am ON pg_am.oid = relam
WHERE amname = 'btree' AND relkind = 'i' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""


def check_pages() -> Iterator[Finding]:
    """Every page, every row and what each table says of its rows, read by the database itself."""
    yield from _check_sqlite() if connection.vendor == "sqlite" else _check_postgresql()


def why_unreadable(error: DatabaseError) -> str:
    """What to do when the database says that what lies there is damaged; empty for every other failure."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or getattr(cause, "sqlstate", "") in _SAYS_DAMAGED:
        return f"The database {connection.settings_dict['NAME']} is damaged ({_first_line(error)}). {_RESTORE}"
    return ""


def _check_sqlite() -> Iterator[Finding]:
    """Table by table, each with its indexes: asked of the whole file, SQLite gives up where one cannot be read."""
    for (table,) in ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        try:
            report = [
                line for (lines,) in ask(f"PRAGMA integrity_check({quoted(table)})") for line in lines.splitlines()
            ]
        except DatabaseError as error:
            if not why_unreadable(error):
                raise
            report = [_first_line(error)]
        for fault in [line for line in report if line != "ok" and not line.startswith("***")][:AT_MOST]:
            yield Finding("core.damaged", table, _DAMAGED.format(fault=fault))


def _check_postgresql() -> Iterator[Finding]:
    """Reading a row as text reads all of it, also what lies elsewhere since it is long."""
    for (table,) in ask(_TABLES):
        yield from _try(table, f"SELECT count(line::text) FROM {quoted(table)} line")  # noqa: S608  # names from the catalogue
    if ask(_MAY_CHECK_INDEXES) == [(True,)]:
        for (index,) in ask(_INDEXES):
            yield from _try(index, f"SELECT bt_index_check('{quoted(index)}'::regclass, true)")


def _try(where: str, query: str) -> Iterator[Finding]:
    try:
        with transaction.atomic():
            ask(query)
    except DatabaseError as error:
        if not why_unreadable(error):
            raise
        yield Finding("core.damaged", where, _DAMAGED.format(fault=_first_line(error)))


def _first_line(error: DatabaseError) -> str:
    return str(error).partition("\n")[0]
