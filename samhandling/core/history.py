"""Events told as sentences. Each room says its own verbs; `core` only puts them together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import dateformat
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.models import Event

_sentences: dict[str, str | Promise] = {}
_field_names: dict[str, str | Promise] = {}
_value_words: dict[str, dict[str, str | Promise]] = {}
_units: dict[str, Callable[[int], str]] = {}


def tell(
    sentences: dict[str, str | Promise],
    fields: dict[str, str | Promise] | None = None,
    words: dict[str, Iterable[tuple[str, str | Promise]]] | None = None,
    units: dict[str, Callable[[int], str]] | None = None,
) -> None:
    """Called in `ready()`: a lazy sentence for each verb, and the names people use for the fields.

    `words` says what a field's stored values are called: `{"kind": Kind.choices}`, and `units` how a field's numbers
    are written: `{"total_ore": kronor}`. A sentence may hold %(person)s; who did it and when stands beside, so it
    begins with the act: "Adopted the mission statement". Two rooms that use one field name for different things
    write it with its table: "agreements.agreement.kind".
    """
    _sentences.update(sentences)
    _field_names.update(fields or {})
    for field, choices in (words or {}).items():
        _value_words.setdefault(field, {}).update(choices)
    _units.update(units or {})


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    actor: str
    on_behalf_of: str
    sentence: str
    changes: list[Change]
    reason: str


def events_of(obj: models.Model) -> models.QuerySet[Event]:
    """All that happened to this one object, newest first. Who may read the object may read its history."""
    return Event.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk).select_related("actor")


def read(events: Iterable[Event]) -> list[HistoryLine]:
    """Put each event into words. Persons are named as they are called now, or as erased."""
    told = list(events)
    names = _names_of({event.person_id for event in told if event.person_id})
    return [_line(event, names) for event in told]


def _names_of(person_ids: set[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for look_up in slots.functions("history.persons") if person_ids else []:
        names.update(look_up(person_ids))
    return names


def _line(event: Event, names: dict[int, str]) -> HistoryLine:
    person = names.get(event.person_id or 0) or _("a person who has been erased")
    template = str(_sentences.get(event.verb, event.verb))
    return HistoryLine(
        at=event.at,
        actor=str(event.actor) if event.actor else _("The system"),
        on_behalf_of=event.on_behalf_of,
        sentence=template % {"person": person} if "%(person)s" in template else template,
        changes=[_change(event, name) for name in _in_order(event)],
        reason=event.reason,
    )


def _in_order(event: Event) -> list[str]:
    """The fields as their room listed them; PostgreSQL does not remember in which order they were written."""
    places = {name: place for place, name in enumerate(_field_names)}
    last = len(places)
    return sorted(
        {*event.before, *event.after},
        key=lambda name: (places.get(f"{event.object_type}.{name}", places.get(name, last)), name),
    )


def _change(event: Event, name: str) -> Change:
    exact = f"{event.object_type}.{name}"
    words = _value_words.get(exact, _value_words.get(name, {}))
    label = _field_names.get(exact, _field_names.get(name, name))
    before, after = (_in_unit(name, side.get(name)) for side in (event.before, event.after))
    return Change(str(label), _shown(before, words), _shown(after, words))


def _in_unit(name: str, value: Any) -> Any:
    return _units[name](value) if name in _units and isinstance(value, int) else value


def _shown(value: Any, words: dict[str, str | Promise]) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(_shown(part, words) for part in value)
        case str() if day := _day(value):
            return day
    # An old event may hold a value that has since been renamed; then what was stored is what can be told.
    return str(words.get(str(value), value))


def _day(value: str) -> str:
    """14 mars 2027 for 2027-03-14; nothing for other text."""
    try:
        found = parse_date(value)
    except ValueError:
        return ""
    return dateformat.format(found, "j F Y") if found else ""
