"""What the rooms' operations have in common: rows that are named, rows chosen in a body, and changes."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar, overload

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404
from pydantic import Field

from samhandling.core.api.fields import From, Out
from samhandling.core.api.problems import invalid_field, unknown_choice

Row = TypeVar("Row", bound=Model)
LookUp = Callable[[int], Row] | QuerySet[Row]


def left_out() -> Any:
    """For a field that a change may leave out. It has no value then: a change looks at `given()` only."""
    return Field(default_factory=str)


class Named(Out):
    """Another row, by its number and what it is called."""

    id: int
    name: Annotated[str, From(str)]


@overload
def chosen(field: str, pk: int, among: LookUp[Row]) -> Row: ...


@overload
def chosen(field: str, pk: int | None, among: LookUp[Row]) -> Row | None: ...


def chosen(field: str, pk: int | None, among: LookUp[Row]) -> Row | None:
    """The row that the body names in `field`; 422 when it is none of those that may be chosen.

    `among` is the rows to choose from, or a selector that finds one by its number.
    """
    if pk is None:
        return None
    try:
        return among.get(pk=pk) if isinstance(among, QuerySet) else among(pk)
    except (Http404, ObjectDoesNotExist) as error:
        raise invalid_field(field, unknown_choice()) from error
