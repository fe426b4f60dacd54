"""What the database itself promises: that rows are where other rows point, and that numbers are given out once."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from samhandling.core.findings import Finding

_ORPHANS = "{count} rows point at rows that are not there. Restore them from a backup, or remove those that point."
_UNPROVED = "The database has not looked whether rows keep this rule. Run `ALTER TABLE … VALIDATE CONSTRAINT` on it."
_BEHIND = "The next number to be given out is taken, so that nothing can be added. Set the sequence beyond {last}."

_ORPHANS_ON_SQLITE = """
SELECT broken."table" || '.' || key."from" || ' → ' || broken.parent, count(*)
FROM pragma_foreign_key_check() broken JOIN pragma_foreign_key_list(broken."table") key ON key.id = broken.fkid
GROUP BY 1 ORDER BY 1
"""
_FOREIGN_KEYS = """
SELECT conname, convalidated, conrelid::regclass::text, confrelid::regclass::text, here.attname, there.attname
FROM pg_constraint
JOIN pg_attribute here ON here.attrelid = conrelid AND here.attnum = conkey[1]
JOIN pg_attribute there ON there.attrelid = confrelid AND there.attnum = confkey[1]
WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conname
"""
_SEQUENCES = """
SELECT owner.relname, owned.attname, sequence.relname
FROM pg_class sequence
JOIN pg_depend ON pg_depend.objid = sequence.oid AND deptype IN ('a', 'i')
JOIN pg_class owner ON owner.oid = refobjid
JOIN pg_attribute owned ON owned.attrelid = owner.oid AND owned.attnum = refobjsubid
WHERE sequence.relkind = 'S' AND sequence.relnamespace = 'public'::regnamespace ORDER BY 1
"""


def check_foreign_keys() -> Iterator[Finding]:
    orphans = _orphans_on_sqlite() if connection.vendor == "sqlite" else _orphans_on_postgresql()
    for where, count in orphans:
        yield Finding("core.orphans", where, _ORPHANS.format(count=count))


def check_unproved() -> Iterator[Finding]:
    """SQLite has no rules that were added without being tried."""
    if connection.vendor == "postgresql":
        query = "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = 'public'::regnamespace"
        for (name,) in ask(query):
            yield Finding("core.unproved", str(name), _UNPROVED)


def check_numbers() -> Iterator[Finding]:
    """SQLite gives out numbers beyond the highest by itself; PostgreSQL's sequences may be left behind."""
    if connection.vendor == "postgresql":
        for table, _issued, highest in (row for row in _sequences() if row[2] > row[1]):
            yield Finding("core.sequences", table, _BEHIND.format(last=highest))


def issued_numbers() -> dict[str, int]:
    """The highest number that was ever given to a row, for each table that counts its rows."""
    if connection.vendor == "sqlite":
        return {str(table): int(last) for table, last in ask("SELECT name, seq FROM sqlite_sequence")}
    return {table: max(issued, highest) for table, issued, highest in _sequences()}


def _orphans_on_sqlite() -> list[tuple[str, int]]:
    return [(str(where), int(count)) for where, count in ask(_ORPHANS_ON_SQLITE)]


def _orphans_on_postgresql() -> list[tuple[str, int]]:
    """Asked of the rows, since a load with triggers switched off leaves the constraint standing and untrue."""
    counts = [
        f"SELECT '{table}.{column} → {parent}', count(*) FROM {table} child WHERE child.{quoted(column)} IS NOT NULL"  # noqa: S608  # names from the catalogue
        f" AND NOT EXISTS (SELECT 1 FROM {parent} parent WHERE parent.{quoted(wanted)} = child.{quoted(column)})"
        for _name, _validated, table, parent, column, wanted in ask(_FOREIGN_KEYS)
    ]
    return sorted((str(where), int(count)) for where, count in ask(" UNION ALL ".join(counts)) if count)


def _sequences() -> list[tuple[str, int, int]]:
    """(table, last number given out, highest number there is), in one question for all tables."""
    parts = [
        f"SELECT '{table}', (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {quoted(name)}),"  # noqa: S608  # names from the catalogue
        f" (SELECT coalesce(max({quoted(column)}), 0) FROM {quoted(table)})"
        for table, column, name in ask(_SEQUENCES)
    ]
    return [(str(table), int(issued), int(highest)) for table, issued, highest in ask(" UNION ALL ".join(parts))]


def ask(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
