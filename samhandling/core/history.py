"""Events as sentences. Each room has words for its own verbs and fields; `core` only puts them together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import dateformat
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.models import Event

Words = Mapping[str, str | Promise]


@dataclass(frozen=True, slots=True)
class RoomWords:
    """What a room's `history.py` says: a sentence for each verb, and what its models do not say by themselves.

    Who did it and when stands beside the sentence, so it begins with the act: "Adopted the mission statement". It may
    hold %(person)s. Fields are called as the model calls them (`verbose_name`), and values as its `choices` do.
    """

    room: str
    sentences: Words
    # The first word of a verb names the model: "fee_list.adopted" is about a FeeList. Where it does not, this does,
    # by the first word or by the whole verb.
    nouns: Mapping[str, type[models.Model]] = field(default_factory=dict)
    # Words for what the model has none for; "index.percent" where one kind of event has another word than the model.
    fields: Words = field(default_factory=dict)
    # How the numbers of a field are written: {"total_ore": kronor}.
    units: Mapping[str, Callable[[int], str]] = field(default_factory=dict)


_rooms: dict[str, RoomWords] = {}
_UNKNOWN = RoomWords("", {})


def register(words: RoomWords) -> None:
    """Called with what each room's `history.py` says when the models are there (`core/apps.py`)."""
    _rooms.update(dict.fromkeys(words.sentences, words))


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
    events = list(events)
    names = _names_of({event.person_id for event in events if event.person_id})
    return [_line(event, names) for event in events]


def _names_of(person_ids: set[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for look_up in slots.functions("history.persons") if person_ids else []:
        names.update(look_up(person_ids))
    return names


def _line(event: Event, names: dict[int, str]) -> HistoryLine:
    person = names.get(event.person_id or 0) or _("a person who has been erased")
    vocabulary = vocabulary_of(event)
    template = str(vocabulary.room.sentences.get(event.verb, event.verb))
    return HistoryLine(
        at=event.at,
        actor=str(event.actor) if event.actor else _("The system"),
        on_behalf_of=event.on_behalf_of,
        sentence=template % {"person": person} if "%(person)s" in template else template,
        changes=[
            Change(
                capfirst(str(vocabulary.label(name) or name)),
                vocabulary.shown(name, event.before.get(name)),
                vocabulary.shown(name, event.after.get(name)),
            )
            for name in vocabulary.in_order({*event.before, *event.after})
        ],
        reason=event.reason,
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the fields and values of one kind of event are called."""

    noun: str
    room: RoomWords
    fields: Mapping[str, models.Field[Any, Any]]

    def label(self, name: str) -> str | Promise | None:
        """None when nobody has given the field a word: Django's own is the English identifier."""
        own = self.fields[name].verbose_name if name in self.fields else None
        words = self.room.fields
        return words.get(f"{self.noun}.{name}") or (own if isinstance(own, Promise) else words.get(name))

    def shown(self, name: str, value: Any) -> str:
        if name in self.room.units and type(value) is int:
            return self.room.units[name](value)
        return _shown(value, self.choices(name))

    def choices(self, name: str) -> Words:
        return dict(self.fields[name].flatchoices) if name in self.fields else {}

    def in_order(self, names: Iterable[str]) -> list[str]:
        """First what the model does not have, such as which seat it was, then the fields in the model's order."""
        order = [name for name in self.room.fields if name not in self.fields] + list(self.fields)
        places = {name: place for place, name in enumerate(order)}
        return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def vocabulary_of(event: Event) -> Vocabulary:
    noun = event.verb.partition(".")[0]
    room = _rooms.get(event.verb, _UNKNOWN)
    lies_on = apps.all_models.get(event.object_type.partition(".")[0], {})
    model = (
        room.nouns.get(event.verb)
        or room.nouns.get(noun)
        or apps.all_models.get(room.room, {}).get(noun.replace("_", ""))
        or lies_on.get(event.object_type.partition(".")[2])
    )
    meta = model._meta if model else None
    return Vocabulary(noun, room, {one.name: one for one in [*meta.fields, *meta.many_to_many]} if meta else {})


def _shown(value: Any, words: Words) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(_shown(part, words) for part in value)
        case str() if day := _day(value):
            return day
    # An old event may hold a value that has since been renamed; then what was stored is shown.
    return str(words.get(str(value), value))


def _day(value: str) -> str:
    """14 mars 2027 for 2027-03-14; nothing for other text."""
    try:
        found = parse_date(value)
    except ValueError:
        return ""
    return dateformat.format(found, "j F Y") if found else ""
