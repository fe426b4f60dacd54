"""Does every row belong to one collaboration, by whichever way it is reached? Asked of all rooms' tables alike.

A row belongs where its foreign keys lead: by its own key, or by what it belongs to. Each row is compared with
the rows it points at, so that all ways agree when every table's do. National records belong to all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery

from samhandling.core.findings import Finding
from samhandling.core.models import Event
from samhandling.organisations.models import Collaboration

_FOREIGN = "It belongs to another collaboration than its {field}. Find out who wrote past the application."
_REMEMBERED_ELSEWHERE = (
    "It belongs to another collaboration than when something happened to it. Find out who wrote past the application."
)


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """From a row to its collaboration. The surest comes first: the one that must be there, and the shortest."""

    may_be_missing: int  # steps
    length: int
    path: str  # as the ORM writes it
    field: str  # the row's own, where the way begins


def check_borders() -> Iterator[Finding]:
    acted_on = set(Event.objects.order_by().values_list("object_type", flat=True).distinct())
    for model in apps.get_models(include_auto_created=True):
        if ways := ways_home(model):
            yield from _check_ways(model, ways)
            if model._meta.label_lower in acted_on:
                yield from _check_memory(model, ways[0])


def ways_home(model: type[Model]) -> list[Way]:
    """Every way from this table to a collaboration, one for each foreign key that leads there, the surest first."""
    return sorted(_ways(model, frozenset()))


def _ways(model: type[Model], passed: frozenset[type[Model]]) -> Iterator[Way]:
    for field in model._meta.concrete_fields:
        there: Any = field.related_model
        if there is Collaboration:
            yield Way(int(field.null), 1, field.name, field.name)
        elif there is not None and there not in passed and (onwards := _surest(there, passed | {model})):
            missing, length = onwards.may_be_missing + field.null, onwards.length + 1
            yield Way(missing, length, f"{field.name}__{onwards.path}", field.name)


@cache
def _surest(model: type[Model], passed: frozenset[type[Model]]) -> Way | None:
    return min(_ways(model, passed), default=None)


def _check_ways(model: type[Model], ways: list[Way]) -> Iterator[Finding]:
    """A row without a collaboration of its own is nobody's, and belongs to nothing of anybody's."""
    home, *others = (way.path for way in ways)
    differs = Q()
    for other in others:
        differs |= Q(**{f"{other}__isnull": False}) & (Q(**{f"{home}__isnull": True}) | ~Q(**{other: F(home)}))
    if differs:
        rows: QuerySet[Any, Any] = QuerySet(model).filter(differs).order_by("pk").values_list("pk", home, *others)
        for number, belongs, *elsewhere in rows:
            for way, there in zip(ways[1:], elsewhere, strict=True):
                if there not in {None, belongs}:
                    words = _FOREIGN.format(field=way.field)
                    yield Finding("organisations.foreign", f"{model._meta.label_lower} {number}", words)


def _check_memory(model: type[Model], home: Way) -> Iterator[Finding]:
    """An event keeps the number of the collaboration that it happened in."""
    label = model._meta.label_lower
    belongs: QuerySet[Any, Any] = QuerySet(model).filter(pk=OuterRef("object_id")).order_by().values(home.path)
    events = Event.objects.filter(object_type=label, collaboration_id__isnull=False).annotate(
        home=Subquery(belongs[:1])
    )
    elsewhere = events.filter(home__isnull=False).exclude(collaboration_id=F("home"))
    for number in elsewhere.order_by("object_id").values_list("object_id", flat=True).distinct():
        yield Finding("organisations.foreign", f"{label} {number}", _REMEMBERED_ELSEWHERE)
