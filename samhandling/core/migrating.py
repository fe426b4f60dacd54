"""What a migration is needed for: tables and columns, and not the words that people call them by."""

from typing import Any

from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector

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
