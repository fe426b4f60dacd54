"""Days along a line, from above. Longer time is a longer stretch, as far as the texts leave room for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

LINE_X = 12
TEXT_X = 36
ROW = 60  # at least this between two marks: each has two lines of text
LONGEST = 120  # and at most this, however long the time is
PER_DAY = 0.9
TOP, FOOT = 14, 40


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Where each day stands, in the order given, and where today does: None when it lies before or after all."""

    marks: tuple[float, ...]
    today: float | None
    height: float

    @property
    def first(self) -> float:
        return self.marks[0]

    @property
    def last(self) -> float:
        return self.marks[-1]


def time_line(days: Sequence[date], today: date) -> TimeLine:
    """The days must come in order, and be at least one."""
    marks = [float(TOP)]
    for before, after in pairwise(days):
        marks.append(marks[-1] + max(ROW, min(LONGEST, (after - before).days * PER_DAY)))
    return TimeLine(tuple(marks), _between(days, marks, today), marks[-1] + FOOT)


def _between(days: Sequence[date], marks: Sequence[float], today: date) -> float | None:
    for number, (before, after) in enumerate(pairwise(days)):
        if before <= today < after:
            share = (today - before).days / (after - before).days
            return marks[number] + share * (marks[number + 1] - marks[number])
    return marks[-1] if today == days[-1] else None
