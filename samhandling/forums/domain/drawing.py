"""From the grid of a chart to the lines and letters of a drawing. All measures are in the drawing's own units."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import count, pairwise

from samhandling.forums.domain.chart import COLUMNS, Cell, Node, Placement, Side, children_of, place
from samhandling.forums.domain.lettering import wrap

BOX_WIDTH = 184
COLUMN_GAP = 20
ROW_GAP = 48
PADDING = 14
HEADING = 34
GUTTER = 48
MARGIN = 20
BAND_GAP = 40
INSET = 14  # from the edge of a box to its text
BAR = 4


class Style(Enum):
    """The kinds of text in a box, with type size and line height."""

    SHORT = ("short", 13, 18)
    NAME = ("name", 15, 20)
    STRENGTH = ("strength", 13, 21)
    NOTE = ("note", 12, 16)

    def __init__(self, css: str, size: int, leading: int) -> None:
        self.css = css
        self.size = size
        self.leading = leading


class Relation(Enum):
    BELONGS = "belongs"
    FEEDS = "feeds"


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a forum's box. `share` is how much of it is filled, None where that is not decided."""

    node: Node
    short: str
    name: str
    strength: str
    notes: tuple[str, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two forums. A child drawn below its parent needs none."""

    source: int
    target: int
    relation: Relation
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    style: str
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    key: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    bar: float | None

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Lane:
    side: Side
    x: float
    y: float
    width: float
    height: float


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    source: int
    target: int
    relation: Relation
    points: tuple[Point, ...]
    label: str = ""
    label_at: Point = (0, 0)

    @property
    def path(self) -> str:
        """The route as SVG path data."""
        (x, y), *rest = self.points
        return " ".join([f"M{x:g} {y:g}", *(f"L{right:g} {down:g}" for right, down in rest)])


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]


class _Ground:
    """Where columns, rows and gutters lie."""

    def __init__(self, placement: Placement, box_height: float) -> None:
        self.placement = placement
        self.box_height = box_height
        self.sides = [side for side in COLUMNS if side in placement.sides]
        natural = sum(self._lane_width(side) for side in self.sides) + GUTTER * max(len(self.sides) - 1, 0)
        band = self._lane_width(Side.OFFICERS) if Side.OFFICERS in placement.sides else 0
        self.inner = max(natural, band)
        self.slack = (self.inner - natural) / len(self.sides) if self.sides else 0
        self.width = self.inner + 2 * MARGIN

    def _content_width(self, side: Side) -> float:
        return self.placement.sides[side][1] * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP

    def _lane_width(self, side: Side) -> float:
        return self._content_width(side) + 2 * PADDING

    def lane(self, side: Side) -> Lane:
        if side is Side.OFFICERS:
            rows = self.placement.rows - self.placement.column_rows
            return Lane(side, MARGIN, self.band_top, self.inner, self._lane_height(rows))
        before = self.sides[: self.sides.index(side)]
        x = MARGIN + sum(self._lane_width(other) + self.slack + GUTTER for other in before)
        width = self._lane_width(side) + self.slack
        return Lane(side, x, MARGIN, width, self._lane_height(self.placement.column_rows))

    def _lane_height(self, rows: int) -> float:
        return HEADING + rows * (self.box_height + ROW_GAP) - ROW_GAP + PADDING

    @property
    def band_top(self) -> float:
        rows = self.placement.column_rows
        return MARGIN + self._lane_height(rows) + BAND_GAP if rows else MARGIN

    @property
    def height(self) -> float:
        if Side.OFFICERS in self.placement.sides:
            band = self.lane(Side.OFFICERS)
            return band.y + band.height + MARGIN
        return MARGIN + self._lane_height(self.placement.column_rows) + MARGIN

    def corner(self, side: Side, cell: Cell) -> Point:
        lane = self.lane(side)
        first = self.placement.sides[side][0]
        indent = (lane.width - self._content_width(side)) / 2
        row = cell.row - (self.placement.column_rows if side is Side.OFFICERS else 0)
        return (
            lane.x + indent + (cell.column - first) * (BOX_WIDTH + COLUMN_GAP),
            lane.y + HEADING + row * (self.box_height + ROW_GAP),
        )


def draw(signs: Sequence[Sign], ties: Sequence[Tie]) -> Drawing:
    """Lay out the chart. Ties to or from a forum that is not drawn are left out."""
    if not signs:
        return Drawing(0, 0, (), (), ())
    nodes = [sign.node for sign in signs]
    placement = place(nodes)
    texts = {sign.node.key: _lines(sign) for sign in signs}
    height = max(lines[-1].y for lines in texts.values()) + INSET + BAR
    ground = _Ground(placement, height)
    boxes = {
        sign.node.key: Box(
            sign.node.key,
            *ground.corner(sign.node.side, placement.cells[sign.node.key]),
            BOX_WIDTH,
            height,
            texts[sign.node.key],
            None if sign.share is None else max(0.0, min(1.0, sign.share)) * (BOX_WIDTH - 2 * INSET),
        )
        for sign in signs
    }
    children = children_of(nodes)
    routes = [
        _down(boxes[parent], boxes[child], hangs=placement.cells[child].hangs, left=index % 2 == 0)
        for parent, below in children.items()
        if parent is not None
        for index, child in _stem_order(below, placement)
    ]
    routes += _Crossings(nodes, placement, ground, boxes).routes(
        [tie for tie in ties if {tie.source, tie.target} <= boxes.keys() and tie.target not in children[tie.source]]
    )
    lanes = tuple(ground.lane(side) for side in placement.sides)
    return Drawing(ground.width, ground.height, lanes, tuple(boxes.values()), tuple(routes))


def _lines(sign: Sign) -> tuple[Line, ...]:
    room = BOX_WIDTH - 2 * INSET
    parts = [(sign.short, Style.SHORT), (sign.name, Style.NAME), (sign.strength, Style.STRENGTH)]
    parts += [(note, Style.NOTE) for note in sign.notes]
    lines: list[Line] = []
    y = float(INSET - 4)
    for text, style in parts:
        for line in wrap(text, style.size, room):
            y += style.leading
            lines.append(Line(line, style.css, y))
    return tuple(lines)


def _stem_order(below: list[int], placement: Placement) -> list[tuple[int, int]]:
    """The children with their place on the stem; even ones hang on its left."""
    hanging = count()
    return [(next(hanging) if placement.cells[key].hangs else 0, key) for key in below]


def _down(parent: Box, child: Box, *, hangs: bool, left: bool) -> Route:
    """From a parent to a child below it: by the gap between rows, or along the common stem."""
    bus = parent.bottom + ROW_GAP / 2
    if hangs:
        side = child.x + child.width if left else child.x
        stem = side + COLUMN_GAP / 2 if left else side - COLUMN_GAP / 2
        level = child.y + child.height / 2
        points = [(parent.middle, parent.bottom), (parent.middle, bus), (stem, bus), (stem, level), (side, level)]
    else:
        points = [(parent.middle, parent.bottom), (parent.middle, bus), (child.middle, bus), (child.middle, child.y)]
    return Route(parent.key, child.key, Relation.BELONGS, _straightened(points))


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """Without steps of no length."""
    return (points[0], *(after for before, after in pairwise(points) if after != before))


class _Crossings:
    """Lines between sides. They keep to gutters and margins, where no box stands."""

    def __init__(self, nodes: Sequence[Node], placement: Placement, ground: _Ground, boxes: dict[int, Box]) -> None:
        self.side_of = {node.key: node.side for node in nodes}
        self.cells = placement.cells
        self.ground = ground
        self.boxes = boxes
        self.ends = _ends_of_rows(self.side_of, placement.cells)

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
        source, target = self.side_of[tie.source], self.side_of[tie.target]
        if Side.OFFICERS in {source, target}:
            return None
        step = self.ground.sides.index(target) - self.ground.sides.index(source)
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


def _ends_of_rows(side_of: dict[int, Side], cells: dict[int, Cell]) -> dict[tuple[Side, int, int], int]:
    """Which box is last on its row towards the right (+1) and the left (-1) of its side."""
    found: dict[tuple[Side, int, int], int] = {}
    for key in sorted(cells, key=lambda key: cells[key].column):
        found.setdefault((side_of[key], cells[key].row, -1), key)
        found[side_of[key], cells[key].row, 1] = key
    return found
