"""The work of every minute: core's own, then that of each room. What fails does not stop the others."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType

from django.db import connection

from samhandling.core import slots
from samhandling.core.files import forget_discarded, forget_orphans
from samhandling.core.heartbeats import TICK, beat
from samhandling.core.outbox import forget_old_mail, send_due
from samhandling.core.papers import forget_old_papers
from samhandling.core.seals import seal_events

log = logging.getLogger("samhandling.tick")


@dataclass(slots=True)
class Done:
    """What came of one tick: a number for each work of core's, and the names of those that failed."""

    counts: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


class _Apart(AbstractContextManager[None]):
    """Keeps what goes wrong inside to itself: noted and logged, and the next work gets its turn.

    Only a crash of the work itself is kept; an operator's Ctrl-C goes through.
    """

    def __init__(self, name: str, done: Done) -> None:
        self.name, self.done = name, done

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        log.error("scheduled work failed", extra={"work": self.name}, exc_info=error)
        self.done.failed.append(self.name)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        return True


def run_tick(*, now: datetime) -> Done:
    """Mail first: people wait for it. Slot `tick`: function(now) of every room with something to do."""
    done = Done()
    for name, act in _own():
        with _Apart(name, done):
            done.counts[name] = act(now=now)
    for work in slots.functions("tick"):
        with _Apart(f"{work.__module__}.{work.__qualname__}", done):
            work(now)
    with _Apart("seals", done):
        done.counts["seals"] = seal_events(now=now)
    if not done.failed:
        beat(TICK, now=now)
    return done


def _own() -> Iterator[tuple[str, Callable[..., int]]]:
    yield "sent", send_due
    yield "forgotten", forget_old_mail
    yield "discarded", forget_discarded
    yield "orphans", forget_orphans
    yield "papers", forget_old_papers
