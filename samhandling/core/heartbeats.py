"""When work that nobody watches last ended well: the tick, the backup, and the sealing of what happened."""

from datetime import datetime

from samhandling.core.models import Heartbeat
from samhandling.core.seals import oldest_unsealed

TICK, BACKUP = "tick", "backup"


def beat(name: str, *, now: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def ages(*, now: datetime) -> dict[str, int | None]:
    """Whole seconds since each, None when it never ended well."""
    last = dict(Heartbeat.objects.values_list("name", "at"))
    return {name: int((now - last[name]).total_seconds()) if name in last else None for name in (TICK, BACKUP)}


def unsealed_for(*, now: datetime) -> int:
    """For how many seconds an event has waited for its seal; 0 when all have one."""
    waiting = oldest_unsealed()
    return int((now - waiting).total_seconds()) if waiting else 0
