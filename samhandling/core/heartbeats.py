"""When work that nobody watches last ended well: the tick, and the backup."""

from datetime import datetime

from samhandling.core.models import Heartbeat

TICK, BACKUP = "tick", "backup"


def beat(name: str, *, now: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def ages(*, now: datetime) -> dict[str, int | None]:
    """Whole seconds since each, None when it never ended well."""
    last = dict(Heartbeat.objects.values_list("name", "at"))
    return {name: int((now - last[name]).total_seconds()) if name in last else None for name in (TICK, BACKUP)}
