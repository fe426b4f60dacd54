"""What a migration is needed for: tables and columns, and not the words that people call them by.

And what it must leave as it was: a number that was once given to a row is given to no other.
"""

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.models import Max

from samhandling.core.models import Event

# None of them reaches a column: labels, and what is asked of a value before it is saved.
_NO_COLUMN = ("verbose_name", "help_text", "validators")


class TableAutodetector(MigrationAutodetector):
    """Passes over labels. A reworded field or choice is the same column, and must not cost each room a migration."""

    def deep_deconstruct(self, obj: Any) -> Any:
        if not isinstance(obj, models.Field):
            return super().deep_deconstruct(obj)
        path, args, kwargs = super().deep_deconstruct(obj)
        kwargs = {name: value for name, value in kwargs.items() if name not in _NO_COLUMN}
        if "choices" in kwargs:
            kwargs["choices"] = [value for value, _label in obj.flatchoices]
        return path, args, kwargs


def keep_numbers() -> None:
    """SQLite forgets which numbers it has given out when a migration makes a table anew.

    The number of a row that has gone would then be given again, and the memory would tell the old row's story of the
    new one. What the memory tells of stays taken.
    """
    tables = connection.introspection.table_names()
    if connection.vendor != "sqlite" or Event._meta.db_table not in tables:
        return
    told = Event.objects.order_by().values_list("object_type").annotate(last=Max("object_id"))
    with connection.cursor() as cursor:
        for object_type, last in told:
            label, _dot, name = object_type.partition(".")
            model = apps.all_models[label].get(name)
            if model is not None and model._meta.auto_field and model._meta.db_table in tables:
                table = model._meta.db_table
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s AND seq < %s", [table, last])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT %s, %s"
                    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
                    [table, last, table],
                )
