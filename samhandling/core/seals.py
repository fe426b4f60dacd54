"""Seals on the memory: each is calculated from the events since the last one and from that one's number.

The guards stop the application. Whoever owns the database can lift them, and change, remove or slip in an
event; then a seal no longer holds, and `samhandling check` names the first. Whoever also calculates all seals
anew from there is found by a seal that was written down elsewhere (docs/decisions/0013-sealed-events.md).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max
from psycopg.errors import LockNotAvailable

from samhandling.core.models import Event, EventSeal

# What a seal is calculated from, in this order, for good. A field that events get later has a seal of its own kind.
FIELDS = (
    "pk", "at", "actor_id", "verb", "object_type", "object_id", "collaboration_id", "on_behalf_of_id",
    "on_behalf_of", "person_id", "before", "after", "reason",
)  # fmt: skip
AT_MOST = 10_000  # events under one seal: a broken one must lead to the place
Row = tuple[Any, ...]


def seal_events(*, now: datetime) -> int:
    """Seal what has happened since the last seal, and return how many seals that took. Safe to run in many places."""
    last = _last_settled()
    made = 0
    while last is not None and _seal_next(last, now):
        made += 1
    return made


def newest_seal() -> EventSeal | None:
    return EventSeal.objects.order_by("number").last()


def oldest_unsealed() -> datetime | None:
    """When the oldest event that no seal holds was written; None when all are under seals."""
    newest = newest_seal()
    waiting = Event.objects.filter(pk__gt=newest.last_event if newest else 0).order_by("pk")
    return waiting.values_list("at", flat=True).first()


def broken_seals() -> Iterator[EventSeal]:
    """The seals that no longer agree with the events under them, or with the seal before, the oldest first."""
    newest = newest_seal()  # asked first: an event that is newer than the seals is not missed by any of them
    if newest is None:
        return
    rows = iter(_rows().filter(pk__lte=newest.last_event).iterator(chunk_size=2000))
    row = next(rows, None)
    previous, wanted = "", 1
    for seal in EventSeal.objects.filter(number__lte=newest.number).order_by("number").iterator():
        under = list[Row]()
        while row is not None and row[0] <= seal.last_event:
            under.append(row)
            row = next(rows, None)
        if seal.number != wanted or seal.digest != digest_of(previous, seal.sealed_at, under):
            yield seal
        previous, wanted = seal.digest, seal.number + 1


def digest_of(previous: str, sealed_at: datetime, rows: Iterable[Row]) -> str:
    """SHA-256 over the seal before, the moment, and each event as one line of JSON."""
    lines = (json.dumps(_plain(row), ensure_ascii=False, separators=(",", ":"), sort_keys=True) for row in rows)
    digest = hashlib.sha256()
    for line in chain((previous, _moment(sealed_at)), lines):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _last_settled() -> int | None:
    """The newest event, when no older one can turn up any more. None while somebody writes a long time.

    PostgreSQL gives numbers before it commits: an import may still hold a lower one. Its lock waits for those
    who write and keeps others out for that moment; who writes afterwards gets a higher number. SQLite has one
    writer at a time.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '1s'")
                    cursor.execute("LOCK TABLE core_event IN SHARE MODE")
            last: int | None = Event.objects.aggregate(last=Max("pk"))["last"]
            return last
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return None
        raise


def _seal_next(last: int, now: datetime) -> bool:
    newest = newest_seal()
    rows = list(_rows().filter(pk__gt=newest.last_event if newest else 0, pk__lte=last)[:AT_MOST])
    if not rows:
        return False
    seal = EventSeal(
        number=newest.number + 1 if newest else 1,
        first_event=rows[0][0],
        last_event=rows[-1][0],
        events=len(rows),
        digest=digest_of(newest.digest if newest else "", now, rows),
        sealed_at=now,
    )
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError:  # another process wrote the seal of this number, over the same events or more
        return False
    return True


def _rows() -> Any:
    return Event.objects.order_by("pk").values_list(*FIELDS)


def _plain(row: Row) -> list[Any]:
    return [_moment(value) if isinstance(value, datetime) else value for value in row]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
