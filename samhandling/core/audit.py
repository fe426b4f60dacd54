"""The memory: every change leaves an event in the same transaction, and no event is ever changed."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from uuid import UUID

from django.db import models

from samhandling.core import slots
from samhandling.core.models import Event

if TYPE_CHECKING:
    from samhandling.accounts.models import User

# So many events are held in memory and written with one statement.
AT_ONCE = 1000


class Memory(TypedDict, total=False):
    """What an event may tell beside who did what, and what changed."""

    collaboration_id: int | None  # where the object itself does not know its collaboration
    reason: str
    on_behalf_of: models.Model | None
    person_id: int | None


def record(
    actor: "User | None",
    verb: str,
    obj: models.Model,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    **memory: Unpack[Memory],
) -> Event:
    """Remember one act. `actor` is None when the system itself acts (scheduled work).

    `verb` is `<noun>.<past participle>` ("agreement.signed") and has a sentence in the room's history.
    Personal data never goes into `before`, `after` or `reason`: a person is named by `person_id` and
    looked up when the history is read, so that erasing a person leaves no name behind.
    """
    event = event_of(actor, verb, obj, before=before, after=after, **memory)
    event.save(force_insert=True)
    _heard([event])
    return event


def record_many(events: Iterable[Event]) -> None:
    """Remember many acts of one deed, such as an import: `record_many(event_of(actor, verb, row) for row in rows)`."""
    coming = iter(events)
    while batch := list(islice(coming, AT_ONCE)):
        Event.objects.bulk_create(batch)
        _heard(batch)


def _heard(events: list[Event]) -> None:
    """Slot `event.recorded`: function(events), in the act's own transaction, and all that it writes with it."""
    for hear in slots.functions("event.recorded"):
        hear(events)


def event_of(
    actor: "User | None",
    verb: str,
    obj: models.Model,
    *,
    collaboration_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    on_behalf_of: models.Model | None = None,
    person_id: int | None = None,
) -> Event:
    """The event of one act, as `record` would write it, for `record_many` to write."""
    return Event(
        actor=actor,
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        collaboration_id=_collaboration_of(obj) if collaboration_id is None else collaboration_id,
        before=_plain(before or {}),
        after=_plain(after or {}),
        reason=reason,
        on_behalf_of_id=None if on_behalf_of is None else on_behalf_of.pk,
        on_behalf_of="" if on_behalf_of is None else str(on_behalf_of),
        person_id=person_id,
    )


def changes(obj: models.Model, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What would change if `new` were set on `obj`: the old and the new values of the fields that differ."""
    old = {name: getattr(obj, name) for name in new}
    differing = [name for name in new if old[name] != new[name]]
    return {name: old[name] for name in differing}, {name: new[name] for name in differing}


def _collaboration_of(obj: models.Model) -> int | None:
    if obj._meta.label_lower == "organisations.collaboration":
        return int(obj.pk)
    found = getattr(obj, "collaboration_id", None)
    return None if found is None else int(found)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case models.Model():
            return str(value)
        case Decimal() | UUID():
            return str(value)
        case list() | tuple():
            return [_plain_value(part) for part in value]
        case dict():
            return {str(key): _plain_value(part) for key, part in value.items()}
        case _ if value is None or isinstance(value, str | int | float | bool):
            return value
        case _:
            return str(value)
