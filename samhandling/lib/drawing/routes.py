"""How the lines of a chart run: only through gaps, gutters and margins, where no box stands."""

from collections.abc import Sequence
from itertools import pairwise

from samhandling.lib.drawing.grid import Cell, Node, Placement
from samhandling.lib.drawing.ground import Ground
from samhandling.lib.drawing.shapes import BELONGS, COLUMN_GAP, GUTTER, MARGIN, ROW_GAP, Box, Point, Route, Tie


def down(parent: Box, child: Box, *, hangs: bool, left: bool) -> Route:
    """From a parent to a child below it: by the gap between rows, or along the common stem."""
    bus = parent.bottom + ROW_GAP / 2
    if hangs:
        side = child.x + child.width if left else child.x
        stem = side + COLUMN_GAP / 2 if left else side - COLUMN_GAP / 2
        level = child.y + child.height / 2
        points = [(parent.middle, parent.bottom), (parent.middle, bus), (stem, bus), (stem, level), (side, level)]
    else:
        points = [(parent.middle, parent.bottom), (parent.middle, bus), (child.middle, bus), (child.middle, child.y)]
    return Route(parent.key, child.key, BELONGS, _straightened(points))


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """Without steps of no length."""
    return (points[0], *(after for before, after in pairwise(points) if after != before))


class Crossings:
    """Lines between lanes, by the gutters and the left margin."""

    def __init__(self, nodes: Sequence[Node], placement: Placement, ground: Ground, boxes: dict[int, Box]) -> None:
        self.lane_of = {node.key: node.lane for node in nodes}
        self.cells = placement.cells
        self.ground = ground
        self.boxes = boxes
        self.ends = _ends_of_rows(self.lane_of, placement.cells)

    def routes(self, ties: list[Tie]) -> list[Route]:
        into: dict[int, list[Tie]] = {}
        for tie in sorted(ties, key=lambda tie: (self.cells[tie.source].row, tie.source)):
            into.setdefault(tie.target, []).append(tie)
        found = []
        number = 0
        for arriving in into.values():
            for index, tie in enumerate(arriving):
                shift = (index - (len(arriving) - 1) / 2) * 14
                found.append(self._across(tie, shift) or self._around(tie, number))
                number += 1
        return found

    def _across(self, tie: Tie, shift: float) -> Route | None:
        """Straight through the gutter between two neighbouring columns, where nothing stands in the way."""
        source, target = self.lane_of[tie.source], self.lane_of[tie.target]
        if self.ground.placement.band in {source, target}:
            return None
        step = self.ground.columns.index(target) - self.ground.columns.index(source)
        if abs(step) != 1:
            return None
        if self.ends[source, self.cells[tie.source].row, step] != tie.source:
            return None
        if self.ends[target, self.cells[tie.target].row, -step] != tie.target:
            return None
        start, end = self.boxes[tie.source], self.boxes[tie.target]
        x, goal = (start.x + start.width, end.x) if step > 0 else (start.x, end.x + end.width)
        lane = self.ground.lane(source)
        gutter = lane.x + lane.width + GUTTER / 2 if step > 0 else lane.x - GUTTER / 2
        arrival = end.y + end.height / 2 + max(-end.height / 3, min(end.height / 3, shift))
        level = arrival if start.y == end.y else start.y + start.height / 2
        points = _straightened([(x, level), (gutter, level), (gutter, arrival), (goal, arrival)])
        return Route(
            tie.source, tie.target, tie.relation, points, tie.label, (_on_the_source_side(gutter, step), level)
        )

    def _around(self, tie: Tie, number: int) -> Route:
        """By the left margin: down below the source, out, up or down, and in above the target."""
        start, end = self.boxes[tie.source], self.boxes[tie.target]
        aside = (number % 7 - 3) * 5
        below, above = start.bottom + ROW_GAP / 2 + aside / 2, end.y - 8 + aside / 5
        margin = MARGIN / 2 + aside / 2
        out, into = start.middle - 30 + aside, end.middle - 30 + aside
        points = [(out, start.bottom), (out, below), (margin, below), (margin, above), (into, above), (into, end.y)]
        return Route(tie.source, tie.target, tie.relation, _straightened(points), tie.label, (out, below))


def _on_the_source_side(gutter: float, step: int) -> float:
    """Where a label stands: in the gutter, on the side of the source."""
    return gutter - step * GUTTER / 4


def _ends_of_rows(lane_of: dict[int, str], cells: dict[int, Cell]) -> dict[tuple[str, int, int], int]:
    """Which box is last on its row towards the right (+1) and the left (-1) of its lane."""
    found: dict[tuple[str, int, int], int] = {}
    for key in sorted(cells, key=lambda key: cells[key].column):
        found.setdefault((lane_of[key], cells[key].row, -1), key)
        found[lane_of[key], cells[key].row, 1] = key
    return found
