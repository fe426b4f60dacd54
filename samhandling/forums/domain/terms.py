"""When terms of office run out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PRESSING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Ending:
    """That somebody's term ends on a day and nobody is appointed after."""

    collaboration: int
    last_day: date


def endings_by_day(endings: Iterable[Ending]) -> dict[tuple[int, date], int]:
    """How many end in each collaboration on each day, the nearest day first."""
    counted = Counter((ending.collaboration, ending.last_day) for ending in endings)
    return dict(sorted(counted.items(), key=lambda item: (item[0][1], item[0][0])))


def is_pressing(last_day: date, today: date) -> bool:
    """A council needs about a month to choose a successor."""
    return (last_day - today).days <= PRESSING_DAYS
