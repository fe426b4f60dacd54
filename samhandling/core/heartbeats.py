"""When work that nobody watches last ended well: the tick, the backup, and the sealing of what happened."""

from datetime import datetime

from samhandling.core.models import Heartbeat
from samhandling.core.seals import oldest_unsealed

TICK, BACKUP = "tick", "backup"
APART = 60  # seconds that the clocks of several machines may differ by


def beat(name: str, *, now: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def last_beat(name: str) -> datetime | None:
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def ages(*, now: datetime) -> dict[str, int | None]:
    """Whole seconds since each; None when it never ended well, or when that is not known: it lies ahead."""
    return {name: None if at is None or _lies_ahead(at, now) else _since(at, now) for name, at in _last().items()}


def ahead(*, now: datetime) -> list[str]:
    """Whose last time has not come yet: the clock was wrong then, or is now."""
    return [name for name, at in _last().items() if at is not None and _lies_ahead(at, now)]


def unsealed_for(*, now: datetime) -> int:
    """For how many seconds an event has waited for its seal; 0 when all have one."""
    waiting = oldest_unsealed()
    return _since(waiting, now) if waiting else 0


def _last() -> dict[str, datetime | None]:
    there = dict(Heartbeat.objects.values_list("name", "at"))
    return {name: there.get(name) for name in (TICK, BACKUP)}


def _since(at: datetime, now: datetime) -> int:
    """Never less than nothing: the clock may have been put back."""
    return max(0, int((now - at).total_seconds()))


def _lies_ahead(at: datetime, now: datetime) -> bool:
    return (at - now).total_seconds() > APART
