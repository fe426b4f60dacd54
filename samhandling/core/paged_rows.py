"""Rows that are read a part at a time, by somebody who only knows how to slice a list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from django.db.models import QuerySet

T = TypeVar("T")


class Leafed(Sequence[T], Generic[T]):
    """A list to those who read it. The database counts it, and reads only the part that is asked for."""

    def __init__(self, rows: "QuerySet[Any]", make: Callable[[Iterable[Any]], Iterable[T]]) -> None:
        self._rows, self._make = rows, make

    @cached_property
    def _count(self) -> int:
        return self._rows.count()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return iter(self._make(self._rows))

    @overload
    def __getitem__(self, part: int) -> T: ...
    @overload
    def __getitem__(self, part: slice) -> list[T]: ...
    def __getitem__(self, part: int | slice) -> T | list[T]:
        if isinstance(part, slice):
            return list(self._make(self._rows[part]))
        return next(iter(self._make(self._rows[part : part + 1])))
