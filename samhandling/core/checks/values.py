"""Is what stands in each column of the kind its field holds? Whatever reads the rows afterwards relies on it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from samhandling.core.checks.tables import quoted
from samhandling.core.findings import Finding

_UNKNOWN = "{field} holds a value that it cannot have. Compare the row with a backup, and correct it."
# SQLite takes whatever it is given; PostgreSQL's columns refuse by themselves. A day is moved by none, since SQLite
# calculates it only then: 30 February becomes another.
_READABLE_ON_SQLITE = {
    "BigAutoField": "typeof({column}) = 'integer'",
    "AutoField": "typeof({column}) = 'integer'",
    "BigIntegerField": "typeof({column}) = 'integer'",
    "IntegerField": "typeof({column}) = 'integer'",
    "PositiveBigIntegerField": "typeof({column}) = 'integer'",
    "PositiveIntegerField": "typeof({column}) = 'integer'",
    "PositiveSmallIntegerField": "typeof({column}) = 'integer'",
    "BooleanField": "{column} IN (0, 1)",
    "CharField": "typeof({column}) = 'text' AND length({column}) <= {most}",
    "FileField": "typeof({column}) = 'text' AND length({column}) <= {most}",
    "SlugField": "typeof({column}) = 'text' AND length({column}) <= {most}",
    "TextField": "typeof({column}) = 'text'",
    "BinaryField": "typeof({column}) = 'blob'",
    "DateField": "date({column}, '+0 days') IS {column}",
    "DateTimeField": "datetime(substr({column}, 1, 19), '+0 days') IS substr({column}, 1, 19)"
    " AND substr({column}, 20) NOT GLOB '*[^.0-9]*'",
    "UUIDField": "length({column}) = 32 AND {column} NOT GLOB '*[^0-9a-f]*'",
}
Claim = tuple[str, list[Any]]  # SQL that is true of a sound value, and its parameters


def check_values() -> Iterator[Finding]:
    for model in apps.get_models(include_auto_created=True):
        claims = {field.name: claim for field in model._meta.concrete_fields if (claim := claim_of(field))}
        if claims:
            yield from _check(model, claims)


def claim_of(field: "Field[Any, Any]") -> Claim | None:
    """What must be so of the field's column where anything stands in it; None when there is nothing to ask."""
    column, parts, values = quoted(str(field.column)), [], list[Any]()
    if field.choices:
        values = [value for value, _label in field.flatchoices] + ([""] if field.blank else [])
        parts.append(f"{column} IN ({', '.join(['%s'] * len(values))})")
    if connection.vendor == "sqlite" and (readable := _READABLE_ON_SQLITE.get(field.get_internal_type())):
        parts.append(readable.format(column=column, most=field.max_length))
    return (f"{column} IS NULL OR {' AND '.join(parts)}", values) if parts else None


def _check(model: type[Model], claims: dict[str, Claim]) -> Iterator[Finding]:
    """One reading of the table for all its fields. A row that has no number is named by its table alone."""
    meta = model._meta
    claimed = ", ".join(f"({claim}) AS c{place}" for place, (claim, _values) in enumerate(claims.values()))
    false = " OR ".join(f"NOT c{place}" for place in range(len(claims)))
    query = (
        f"SELECT * FROM (SELECT {quoted(str(meta.pk.column))}, {claimed} FROM {quoted(meta.db_table)}) t WHERE {false}"  # noqa: S608  # names of our own models
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [value for _claim, values in claims.values() for value in values])
        for key, *held in iter(cursor.fetchone, None):
            where = f"{meta.label_lower} {key}" if isinstance(key, int) else meta.label_lower
            for name, is_sound in zip(claims, held, strict=True):
                if not is_sound:
                    yield Finding("core.values", where, _UNKNOWN.format(field=name))
