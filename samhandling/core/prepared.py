"""Questions that nearly every page asks: their SQL is written once in the life of the process.

Django writes the SQL of a query each time it is asked. For a query with a few joins that costs ten times what the
database needs to answer it, and home asks twenty. PostgreSQL also plans each of them once for a connection.
What waits, the search and access are asked in this way, and little else: docs/decisions/0016-prepared-questions.md.
"""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from psycopg import Cursor

Value = int | str | date
Row = TypeVar("Row")
Columns = tuple[Any, ...]
Shape = dict[str, int | None]  # name to how many values there are; None where it is a single one

# What stands in for the values while the SQL is written: nothing that a room would write into a question itself.
# Far apart, so that what `build` calculates from a value is found out. A single number has to suit a column of years.
SINGLE, LISTED, APART = 30_000, 2_000_000_000, 50
FIRST_DAY, DAYS_APART, LAST_DAY = date(1000, 1, 1), timedelta(days=1000), date(1700, 1, 1)
TEXT = "\N{SYMBOL FOR START OF TEXT}{}\N{SYMBOL FOR END OF TEXT}"


class _Kind(Enum):
    SINGLE, LISTED, TEXT, DAY = range(4)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where among the parameters a value belongs, and how it is made into what stands there."""

    parameter: int
    value: int
    fitted: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Written:
    """The SQL, its parameters with the constants filled in, and the places of the values among them."""

    sql: str
    parameters: list[Any]
    places: list[_Place]
    read: Callable[[list[Columns]], list[Columns]]

    def asked(self, values: list[Value]) -> list[Columns]:
        parameters = self.parameters.copy()
        for place in self.places:
            parameters[place.parameter] = place.fitted(values[place.value])
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.cursor = Cursor(connection.connection)  # binds at the server, where psycopg prepares it
            cursor.execute(self.sql, parameters)
            return self.read(cursor.fetchall())


class PreparedFault(Exception):
    """The question is written so that it cannot be prepared. It is found out the first time it is asked."""


class Prepared(Generic[Row]):
    """A question of fixed shape. `build` makes its `values_list` query from values given by name.

    A value is a number, a day, a text (compared, or looked for by `__contains`), or several numbers or texts. The
    answer is what the query itself would give, each row as a `row` with the columns in their order. All that varies
    must come in as a value: whatever else `build` reads is written down for good. A value goes into the question as
    it is; what is calculated from it (the day after) is given as a value of its own.
    """

    def __init__(self, row: Callable[..., Row], build: "Callable[..., QuerySet[Any, Any]]") -> None:
        self._row = row
        self._build = build
        self._known: dict[tuple[object, ...], _Written | None] = {}

    def __call__(self, **given: Value | Iterable[Value]) -> list[Row]:
        values: list[Value] = []
        shape: Shape = {}
        for name, value in given.items():
            if isinstance(value, int | str | date):
                shape[name] = None
                values.append(value)
            else:
                several = _filled_up(list(value))
                shape[name] = len(several)
                values += several
        key = (connection.vendor, *shape.items())
        if key not in self._known:
            self._known[key] = _written(self._build, shape, values)
        written = self._known[key]
        return [] if written is None else [self._row(*columns) for columns in written.asked(values)]


def _written(build: "Callable[..., QuerySet[Any, Any]]", shape: Shape, values: list[Value]) -> _Written | None:
    """The question with stand-ins for the values; None when it asks for what is in an empty list."""
    marks: list[Value] = []
    stand_ins: dict[str, Value | list[Value]] = {}
    fresh = {kind: itertools.count() for kind in _Kind}
    for name, size in shape.items():
        several = values[len(marks) : len(marks) + (1 if size is None else size)]
        kinds = [_kind_of(value, is_listed=size is not None) for value in several]
        fresh_marks = [_mark(kind, next(fresh[kind])) for kind in kinds]
        stand_ins[name] = fresh_marks[0] if size is None else fresh_marks
        marks += fresh_marks
    compiler = build(**stand_ins).query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        if 0 not in shape.values():
            raise PreparedFault("only a question about nothing has no answer from the start") from None
        return None
    converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])

    def read(rows: list[Columns]) -> list[Columns]:
        return list(map(tuple, compiler.apply_converters(rows, converters))) if converters else rows

    return _Written(sql, list(parameters), _places(parameters, marks, sorted(stand_ins)), read)


def _places(parameters: Iterable[Any], marks: list[Value], names: list[str]) -> list[_Place]:
    """Each value has at least one place, and no other parameter looks as if it were calculated from a value."""
    number_of = {_adapted(mark) if isinstance(mark, date) else mark: number for number, mark in enumerate(marks)}
    texts = [mark for mark in marks if isinstance(mark, str)]
    places = []
    for position, parameter in enumerate(parameters):
        if not isinstance(parameter, int | str | date):
            continue
        mark = parameter if parameter in number_of else next((text for text in texts if text in str(parameter)), None)
        if mark is not None:
            number = number_of[mark]
            places.append(_Place(position, number, _fitting(parameter, marks[number])))
        elif _is_calculated(parameter):
            raise PreparedFault(f"{parameter} is calculated from a value, so it must be given as one")
    if {place.value for place in places} != set(range(len(marks))):
        raise PreparedFault(f"a value of {names} has no place")
    return places


def _fitting(parameter: Value, mark: Value) -> Callable[[Any], Any]:
    """How a value is made into what stands where its mark did."""
    if isinstance(mark, date):
        return _adapted
    if isinstance(parameter, int):
        return type(parameter)  # psycopg tells small numbers from large by their types
    if parameter == mark:
        return str
    return lambda text: str(parameter).replace(str(mark), connection.ops.prep_for_like_query(text))


def _filled_up(values: list[Any]) -> list[Any]:
    """To the next power of two, with the last again: so the lengths of lists make few shapes."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values)) if values else []


def _kind_of(value: Value, *, is_listed: bool) -> _Kind:
    if isinstance(value, int):
        return _Kind.LISTED if is_listed else _Kind.SINGLE
    return _Kind.TEXT if isinstance(value, str) else _Kind.DAY


def _mark(kind: _Kind, number: int) -> Value:
    """The stand-in of this number among those of its kind. A long list leaves the others where they suit a column."""
    match kind:
        case _Kind.SINGLE:
            return SINGLE + APART * number
        case _Kind.LISTED:
            return LISTED + APART * number
        case _Kind.TEXT:
            return TEXT.format(number)
        case _Kind.DAY:
            return FIRST_DAY + DAYS_APART * number


def _is_calculated(parameter: object) -> bool:
    """Of what was not given: whether it lies where only the stand-ins are."""
    if isinstance(parameter, int):
        return SINGLE - APART < parameter <= SINGLE + APART * 50 or parameter > LISTED - APART
    day = parameter if isinstance(parameter, date) else _day_in(parameter)
    return day is not None and day < LAST_DAY


def _day_in(parameter: object) -> date | None:
    try:
        return date.fromisoformat(parameter) if isinstance(parameter, str) else None
    except ValueError:
        return None


def _adapted(day: date) -> Any:
    """As the database takes it: SQLite takes days as text."""
    return connection.ops.adapt_datefield_value(day)
