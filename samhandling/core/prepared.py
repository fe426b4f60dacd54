"""Questions that nearly every page asks: their SQL is written once in the life of the process.

Django writes the SQL of a query each time it is asked. For a query with a few joins that costs ten times what the
database needs to answer it, and home asks twenty (docs/decisions/0016-prepared-questions.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Value = int | date
Row = tuple[Any, ...]

# What stands in for the values while the SQL is written: nothing that a room would write into a question itself.
# Far apart, so that what `build` reckons from a value is found out. A single number has to suit a column of years.
SINGLE, LISTED, APART = 30_000, 2_000_000_000, 50
FIRST_DAY, DAYS_APART, LAST_DAY = date(1000, 1, 1), timedelta(days=1000), date(1700, 1, 1)


@dataclass(frozen=True, slots=True)
class _Written:
    """The SQL with its constants, and which value goes where among them."""

    sql: str
    parameters: list[Any]
    places: list[tuple[int, int, type[int] | None]]  # place, number of the value, and of what kind a number is there
    read: Callable[[list[Row]], list[Row]]


class Prepared:
    """A question of fixed shape. `build` makes its `values_list` query from values given by name.

    A value is a number, a day, or several numbers for `__in`. The answer is what the query itself would give, as
    tuples. All that varies must come in as a value: whatever else `build` reads is written down for good. A value
    goes into the question as it is; what is reckoned from it (the day after) is given as a value of its own.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Any]]") -> None:
        self._build = build
        self._known: dict[tuple[object, ...], _Written | None] = {}

    def __call__(self, **given: Value | Iterable[int]) -> list[Row]:
        values: list[Value] = []
        shape: dict[str, int | None] = {}
        for name, value in given.items():
            several = None if isinstance(value, int | date) else _filled_up(value)
            shape[name] = None if several is None else len(several)
            values += [value] if several is None else several  # type: ignore[list-item]  # one or several
        key = (connection.vendor, *shape.items())
        if key not in self._known:
            self._known[key] = self._write(shape, values)
        written = self._known[key]
        return [] if written is None else _asked(written, values)

    def _write(self, shape: dict[str, int | None], values: list[Value]) -> _Written | None:
        marks: list[Value] = []
        stand_ins: dict[str, Value | list[Value]] = {}
        for name, size in shape.items():
            first, value = len(marks), values[len(marks)] if size != 0 else 0
            told = [_mark(number, value, size) for number in range(first, first + (1 if size is None else size))]
            stand_ins[name] = told[0] if size is None else told
            marks += told
        compiler = self._build(**stand_ins).query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            assert 0 in shape.values(), "only a question about nothing has no answer from the start"
            return None
        number_of = {_adapted(mark): number for number, mark in enumerate(marks)}
        places = [
            (place, number_of[told], type(told) if isinstance(told, int) else None)
            for place, told in enumerate(parameters)
            if isinstance(told, int | str | date) and told in number_of
        ]
        found = {number for _place, number, _kind in places}
        assert found == set(range(len(marks))), f"{set(stand_ins)}: a value has no place in the question"
        taken = {place for place, _number, _kind in places}
        strange = [told for place, told in enumerate(parameters) if place not in taken and _is_reckoned(told)]
        assert not strange, f"{strange}: reckoned from a value, so it must be given as one"
        converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])

        def read(rows: list[Row]) -> list[Row]:
            return list(map(tuple, compiler.apply_converters(rows, converters))) if converters else rows

        return _Written(sql, list(parameters), places, read)


def _asked(written: _Written, values: list[Value]) -> list[Row]:
    parameters = written.parameters.copy()
    for place, number, kind in written.places:
        value = values[number]
        parameters[place] = _adapted(value) if kind is None or isinstance(value, date) else kind(value)
    with connection.cursor() as cursor:
        cursor.execute(written.sql, parameters)
        return written.read(cursor.fetchall())


def _filled_up(numbers: Iterable[int]) -> list[int]:
    """To the next power of two, with the last again: so the lengths of lists make few shapes."""
    told = list(numbers)
    return told + told[-1:] * ((1 << (len(told) - 1).bit_length()) - len(told)) if told else []


def _mark(number: int, value: Value, size: int | None) -> Value:
    if isinstance(value, date):
        return FIRST_DAY + DAYS_APART * number
    return (SINGLE if size is None else LISTED) + APART * number


def _is_reckoned(told: object) -> bool:
    """Of what was not given: whether it lies where only the stand-ins are."""
    if isinstance(told, int):
        return SINGLE - APART < told <= SINGLE + APART * 50 or told > LISTED - APART
    day = told if isinstance(told, date) else _day_in(told)
    return day is not None and day < LAST_DAY


def _day_in(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _adapted(value: Value) -> Any:
    """As the database takes it: SQLite takes days as text."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
