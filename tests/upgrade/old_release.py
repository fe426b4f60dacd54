"""An installation as an earlier release left it: `load` makes one, `compare` tells what has become of its rows.

Run in a process of its own, on the database that DATABASE_URL names: what a release knew is read with the
tables as they were then.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402  # Django is set up now
from django.conf import settings  # noqa: E402  # Django is set up now
from django.db import connection, transaction  # noqa: E402  # Django is set up now
from django.db.migrations.executor import MigrationExecutor  # noqa: E402  # Django is set up now
from django.db.models import QuerySet  # noqa: E402  # Django is set up now

AT_ONCE = 500


def remembered(fixture: Path) -> dict[str, Any]:
    return json.loads(fixture.read_text(encoding="utf-8"))


def load(content: dict[str, Any]) -> None:
    """The tables of that release and no newer one, its rows with their own numbers and moments, its files."""
    executor = MigrationExecutor(connection)
    there = executor.loader.graph.nodes  # without the apps that have left the house since
    last = dict(sorted(step for step in map(tuple, content["migrations"]) if step in there))
    state = executor.migrate(list(last.items()))
    with transaction.atomic():  # foreign keys are looked at when it ends
        for label, table in tables_of(content):
            model = state.apps.get_model(label)
            for field in model._meta.fields:
                field.auto_now_add = False
            rows = (model(**row_of(model, table["columns"], row)) for row in table["rows"])
            QuerySet(model).bulk_create(rows, batch_size=AT_ONCE)
    with connection.cursor() as cursor:
        for name, last in content["numbers"].items():
            cursor.execute(*numbered(name, last))
    for name, text in content["files"].items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def row_of(model: Any, columns: list[str], row: list[Any]) -> dict[str, Any]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if fields[name].get_internal_type() == "JSONField" else fields[name].to_python(value)
        for name, value in zip(columns, row, strict=True)
    }


def numbered(table: str, last: int) -> tuple[str, list[Any]]:
    """Numbers that were given out are not given out again, though their rows may be gone."""
    if connection.vendor == "sqlite":
        return "UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, table]
    query = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s) WHERE pg_get_serial_sequence(%s, 'id') IS NOT NULL"
    return query, [table, max(last, 1), table]


def compare(content: dict[str, Any]) -> list[str]:
    """What a row of then no longer says, or that it is gone. Columns and tables that went are told once."""
    found = list[str]()
    for label, table in tables_of(content):
        model = apps.get_model(label)
        kept = {field.attname for field in model._meta.concrete_fields}
        found += [f"{label}.{name} is gone" for name in table["columns"] if name not in kept]
        columns = [name for name in table["columns"] if name in kept]
        places = [table["columns"].index(name) for name in columns]
        key = model._meta.pk.attname
        now = {row[columns.index(key)]: row for row in QuerySet(model).values_list(*columns)}
        for row in table["rows"]:
            then = row_of(model, columns, [row[place] for place in places])
            if now.get(then[key]) != tuple(then.values()):
                found.append(f"{label} {then[key]}: {now.get(then[key])}")
    return found


def tables_of(content: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(label, table) for label, table in content.items() if label not in {"migrations", "numbers", "files"}]


if __name__ == "__main__":
    act, fixture = sys.argv[1:]
    if act == "load":
        load(remembered(Path(fixture)))
    else:
        sys.stdout.write("\n".join(compare(remembered(Path(fixture)))))
