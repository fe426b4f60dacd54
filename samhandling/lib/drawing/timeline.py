"""Days along a line, from above. Longer time is a longer stretch, as far as the texts leave room for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from samhandling.lib.drawing.lettering import wrap

SIZE, LEADING = 16, 20
WIDTH = 240  # of a label: the narrowest phone has room for it beside the line
LONGEST = 120  # at most this between two marks, however long the time is
PER_DAY = 0.9
TOP, FOOT, GAP = 14, 16, 34
BELOW, ABOVE = 0, 28  # where today stands between two marks: so far from the one's text, and from the other


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a day stands on the line, and the lines of its label, each with how far below the mark it is written.

    `foot` is where the line after the label is written.
    """

    y: float
    lines: tuple[tuple[int, str], ...]

    @property
    def foot(self) -> int:
        return self.lines[-1][0] + LEADING


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Each day in the order given, and where today stands: None when it lies before or after all."""

    marks: tuple[Mark, ...]
    today: float | None

    @property
    def height(self) -> float:
        return self.marks[-1].y + self.marks[-1].foot + FOOT

    @property
    def first(self) -> float:
        return self.marks[0].y

    @property
    def last(self) -> float:
        return self.marks[-1].y


def time_line(days: Sequence[tuple[date, str]], today: date) -> TimeLine:
    """Days with their labels. They must come in order, and be at least one."""
    labels = [_lines(label) for _day, label in days]
    marks = [Mark(float(TOP), labels[0])]
    stands_at = None
    for ((before, _label), (after, _next)), lines in zip(pairwise(days), labels[1:], strict=True):
        last = marks[-1]
        stretch = max(last.foot + GAP, min(LONGEST, (after - before).days * PER_DAY))
        if before <= today < after:
            nearest = last.foot + BELOW + GAP / 2
            stretch = max(stretch, nearest + ABOVE)
            share = (today - before).days / (after - before).days
            stands_at = last.y + max(nearest, min(stretch - ABOVE, share * stretch))
        marks.append(Mark(last.y + stretch, lines))
    return TimeLine(tuple(marks), stands_at)


def _lines(label: str) -> tuple[tuple[int, str], ...]:
    return tuple((5 + number * LEADING, line) for number, line in enumerate(wrap(label, SIZE, WIDTH)))
