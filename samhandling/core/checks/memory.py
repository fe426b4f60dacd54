"""Is the memory what it was? Guards, seals, and that events are about rows that have been there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection
from django.db.models import Max

from samhandling.core.append_only import missing_guards
from samhandling.core.checks.tables import issued_numbers
from samhandling.core.findings import Finding
from samhandling.core.heartbeats import TICK, ages, unsealed_for
from samhandling.core.models import Event, EventSeal
from samhandling.core.seals import broken_seals

LONGEST_UNSEALED = 3600  # seconds

_SEALED = (
    "The events {first} to {last} or this seal itself are not what they were when they were sealed on {day}."
    " Somebody has changed the database past the application: compare with a backup from before, and find out who."
)


def check_guards() -> Iterator[Finding]:
    for name in missing_guards(connection):
        words = "The database no longer refuses to change what happened. Run `samhandling manage guard_events`."
        yield Finding("core.guards", name, words)


def check_seals() -> Iterator[Finding]:
    for seal in broken_seals():
        words = _SEALED.format(first=seal.first_event, last=seal.last_event, day=f"{seal.sealed_at:%Y-%m-%d}")
        yield Finding("core.seals", f"core.eventseal {seal.number}", words)


def check_sealing(now: datetime) -> Iterator[Finding]:
    """The scheduled work goes well, and still nothing is sealed: somebody writes all the time."""
    ticked, unsealed = ages(now=now)[TICK], unsealed_for(now=now)
    if ticked is not None and ticked < LONGEST_UNSEALED < unsealed:
        words = (
            "What happened since then has not been sealed, though `samhandling tick` runs. Look for a program that"
            " writes without end: a seal waits until nobody writes for a moment."
        )
        yield Finding("core.unsealed", f"{now - timedelta(seconds=unsealed):%Y-%m-%d %H:%M}", words)


def check_noted_seal(noted: str) -> Iterator[Finding]:
    """A seal that an operator wrote down elsewhere is still among the seals, unless they were cut off or remade."""
    if noted and not EventSeal.objects.filter(digest=noted).exists():
        words = "This seal is gone: what was under it has been cut off or sealed anew. Compare with a backup."
        yield Finding("core.seal_gone", noted, words)


def check_event_targets() -> Iterator[Finding]:
    """Rows may have gone since; but a number that was never given out has never been a row."""
    issued = issued_numbers()
    last_ids = Event.objects.order_by().values_list("object_type").annotate(last=Max("object_id"))
    for object_type, last in last_ids:
        label, _dot, name = object_type.partition(".")
        # A room may have been taken out of the house since.
        model = apps.all_models[label].get(name)
        if model is not None and model._meta.auto_field and last > issued.get(model._meta.db_table, 0):
            words = "Events tell of a row that has never been there. Find out who wrote past the application."
            yield Finding("core.event_targets", f"{object_type} {last}", words)
