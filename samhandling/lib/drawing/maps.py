"""Outlines of places side by side: how large they are drawn, and which names find room. No trade words.

An outline is kept in steps of its own, and the steps are not recalculated: the picture is given the part of the
ground that it shows, and the browser makes it as large as there is room.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from samhandling.lib.drawing.lettering import text_width

# A name is laid out as an ellipse this much wider than high. The boundaries tell how much room such a one has.
WIDER = 3
EDGE = 6  # pixels around the outermost, so that its line is not cut


@dataclass(frozen=True, slots=True)
class Boundary:
    """One place. `room` is how far above and below its middle a lying ellipse stays inside it."""

    code: str
    left: int
    top: int
    right: int
    bottom: int
    middle_x: int
    middle_y: int
    room: int
    path: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of the ground that a picture shows. `step` is how many steps a pixel has in the picture's full size."""

    left: float
    top: float
    width: float
    height: float
    step: float

    @property
    def view_box(self) -> str:
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"

    @property
    def shown_width(self) -> int:
        return round(self.width / self.step)

    @property
    def shown_height(self) -> int:
        return round(self.height / self.step)


def ground_of(boundaries: Sequence[Boundary], width: int, height: int) -> Ground:
    """The smallest ground that holds them all, as large as fits in so many pixels. There is at least one of them."""
    left, right = min(one.left for one in boundaries), max(one.right for one in boundaries)
    top, bottom = min(one.top for one in boundaries), max(one.bottom for one in boundaries)
    step = max((right - left) / (width - 2 * EDGE), (bottom - top) / (height - 2 * EDGE))
    edge = EDGE * step
    return Ground(left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge, step)


def has_room(boundary: Boundary, name: str, size: float) -> bool:
    """Whether a name of this type size, in steps, stays inside the outline."""
    width, height = text_width(name, size) / 2, size / 2
    room = max(boundary.room, 1)
    return (width / (WIDER * room)) ** 2 + (height / room) ** 2 <= 1


def coarser(boundary: Boundary, steps: int) -> Boundary:
    """The same place in larger steps, and with fewer corners: for a picture in which it is small.

    Neighbours keep their common border, since a corner of both goes to the same place.
    """
    edges = ("left", "top", "right", "bottom", "middle_x", "middle_y", "room")
    larger = {edge: round(getattr(boundary, edge) / steps) for edge in edges}
    return replace(boundary, path="".join(_ring(ring, steps) for ring in boundary.path.split("z") if ring), **larger)


def _ring(ring: str, steps: int) -> str:
    """One closed line anew, or nothing where too few corners are left to hold an area."""
    start, _line, onwards = ring.removeprefix("M").partition("l")
    x, y = _numbers(start)
    corners = [(round(x / steps), round(y / steps))]
    moves = iter(_numbers(onwards))
    for across, down in zip(moves, moves, strict=True):
        x, y = x + across, y + down
        corner = (round(x / steps), round(y / steps))
        if corner != corners[-1]:
            corners.append(corner)
    if len(corners) < 3:
        return ""
    moved = [f"{x - left} {y - above}" for (left, above), (x, y) in pairwise(corners)]
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(moved).replace(' -', '-')}z"


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", text)]
