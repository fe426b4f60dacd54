"""Who hangs under whom, as boxes on a grid.

Lanes stand side by side as columns, and one of them may lie as a band below the others. All boxes are of one
size and stand on rows common to the whole drawing, so that the gaps between rows, and between columns of the
drawing, are free for lines.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

MOST_ABREAST = 3  # more children than this hang below each other on a common stem
NARROWEST_BAND = 3


@dataclass(frozen=True, slots=True)
class Node:
    """A box as the grid needs it. A parent that is not drawn counts as none."""

    key: int
    lane: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on the grid. Columns may be halves: a parent stands over the middle of its children."""

    column: float
    row: int
    hangs: bool = False  # drawn on a common stem, to be joined from the side


@dataclass(frozen=True, slots=True)
class Block:
    """Boxes that are placed together, from column 0 and row 0."""

    cells: dict[int, Cell]
    width: float
    height: int

    def moved(self, columns: float, rows: int) -> dict[int, Cell]:
        return {key: Cell(cell.column + columns, cell.row + rows, cell.hangs) for key, cell in self.cells.items()}


@dataclass(frozen=True, slots=True)
class Placement:
    """The grid of one chart: where every box stands, and which stretch of columns each lane takes."""

    cells: dict[int, Cell]
    lanes: dict[str, tuple[float, float]]  # first column, number of columns
    column_rows: int  # rows of the lanes that stand side by side; the band begins below
    rows: int
    band: str = ""


def children_of(nodes: Sequence[Node]) -> dict[int | None, list[int]]:
    """Children by parent, in the given order; None holds the roots.

    A child hangs under its parent only within a lane. A circle among parents is cut at its first node,
    so that every box is drawn once whatever the rows say.
    """
    by_key = {node.key: node for node in nodes}
    parents = {node.key: _drawn_parent(node, by_key) for node in nodes}
    found: dict[int | None, list[int]] = defaultdict(list)
    for node in nodes:
        if _returns_to_itself(node.key, parents):
            parents[node.key] = None
        found[parents[node.key]].append(node.key)
    return found


def _drawn_parent(node: Node, by_key: dict[int, Node]) -> int | None:
    parent = None if node.parent is None else by_key.get(node.parent)
    return parent.key if parent and parent.lane == node.lane and parent.key != node.key else None


def _returns_to_itself(key: int, parents: dict[int, int | None]) -> bool:
    seen = {key}
    above = parents[key]
    while above is not None and above not in seen:
        seen.add(above)
        above = parents[above]
    return above == key


def tree(root: int, children: dict[int | None, list[int]]) -> Block:
    """A box over those that belong to it."""
    below = children.get(root, [])
    if not below:
        return Block({root: Cell(0, 0)}, 1, 1)
    if len(below) > MOST_ABREAST:
        stems = [key for key in below if not children.get(key)]
        parts = [_stem(stems)] if stems else []
        parts += [tree(key, children) for key in below if children.get(key)]
    else:
        parts = [tree(key, children) for key in below]
    return _under(root, parts)


def _stem(keys: list[int]) -> Block:
    """Leaves two and two beside a common stem."""
    cells = {key: Cell(index % 2, index // 2, hangs=True) for index, key in enumerate(keys)}
    return Block(cells, 2, ceil(len(keys) / 2))


def _under(root: int, parts: list[Block]) -> Block:
    cells: dict[int, Cell] = {}
    column = 0.0
    for part in parts:
        cells |= part.moved(column, 1)
        column += part.width
    first, last = parts[0].width / 2, column - parts[-1].width / 2
    cells[root] = Cell((first + last) / 2 - 0.5, 0)
    return Block(cells, column, 1 + max(part.height for part in parts))


def _column(roots: list[int], children: dict[int | None, list[int]]) -> Block:
    """Trees side by side; boxes that stand alone are stacked, no higher than the trees where that is enough."""
    trees = [tree(key, children) for key in roots if children.get(key)]
    alone = [key for key in roots if not children.get(key)]
    cells: dict[int, Cell] = {}
    column = 0.0
    for part in trees:
        cells |= part.moved(column, 0)
        column += part.width
    most = max([2, ceil(sqrt(len(alone))), *(part.height for part in trees)])
    for index, key in enumerate(alone):
        cells[key] = Cell(column + index // most, index % most)
    column += ceil(len(alone) / most)
    return Block(cells, column, 1 + max(cell.row for cell in cells.values()))


def _band(roots: list[int], children: dict[int | None, list[int]], columns: float) -> Block:
    """Trees in rows from the left, each row filled before the next begins."""
    cells: dict[int, Cell] = {}
    column, row, height, widest = 0.0, 0, 0, 0.0
    for part in (tree(key, children) for key in roots):
        if column and column + part.width > columns:
            column, row, height = 0.0, row + height, 0
        cells |= part.moved(column, row)
        column += part.width
        height = max(height, part.height)
        widest = max(widest, column)
    return Block(cells, widest, row + height)


def place(nodes: Sequence[Node], columns: Sequence[str], band: str = "") -> Placement:
    """Give every box its place: parents above children, nothing upon anything else.

    `columns` are the lanes that stand side by side, in order; `band` is the lane that lies below them.
    """
    children = children_of(nodes)
    lane_of = {node.key: node.lane for node in nodes}
    roots: dict[str, list[int]] = defaultdict(list)
    for key in children[None]:
        roots[lane_of[key]].append(key)
    cells: dict[int, Cell] = {}
    lanes: dict[str, tuple[float, float]] = {}
    column, rows = 0.0, 0
    for lane in (lane for lane in columns if roots[lane]):
        block = _column(roots[lane], children)
        cells |= block.moved(column, 0)
        lanes[lane] = (column, block.width)
        column, rows = column + block.width, max(rows, block.height)
    column_rows = rows
    if roots[band]:
        block = _band(roots[band], children, max(column, NARROWEST_BAND))
        cells |= block.moved(0, rows)
        lanes[band] = (0, block.width)
        rows += block.height
    return Placement(cells, lanes, column_rows, rows, band)
