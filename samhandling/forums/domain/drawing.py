"""From the grid of a chart to the lines and letters of a drawing."""

from collections.abc import Sequence
from itertools import count

from samhandling.forums.domain.chart import Placement, children_of, place
from samhandling.forums.domain.ground import Ground
from samhandling.forums.domain.lettering import wrap
from samhandling.forums.domain.routes import Crossings, down
from samhandling.forums.domain.shapes import BOX_WIDTH, INSET, Box, Drawing, Line, Point, Sign, Style, Tie


def draw(signs: Sequence[Sign], ties: Sequence[Tie]) -> Drawing:
    """Lay out the chart. Ties to or from a forum that is not drawn are left out."""
    if not signs:
        return Drawing(0, 0, (), (), ())
    nodes = [sign.node for sign in signs]
    placement = place(nodes)
    texts = {sign.node.key: _lines(sign) for sign in signs}
    height = max(lines[-1].y for lines in texts.values()) + Style.STRENGTH.leading + 2 * INSET + 6
    ground = Ground(placement, height)
    boxes = {
        sign.node.key: _box(sign, ground.corner(sign.node.side, placement.cells[sign.node.key]), height, texts)
        for sign in signs
    }
    children = children_of(nodes)
    routes = [
        down(boxes[parent], boxes[child], hangs=placement.cells[child].hangs, left=index % 2 == 0)
        for parent, below in children.items()
        if parent is not None
        for index, child in _stem_order(below, placement)
    ]
    routes += Crossings(nodes, placement, ground, boxes).routes(
        [tie for tie in ties if {tie.source, tie.target} <= boxes.keys() and tie.target not in children[tie.source]]
    )
    lanes = tuple(ground.lane(side) for side in placement.sides)
    return Drawing(ground.width, ground.height, lanes, tuple(boxes.values()), tuple(routes))


def _box(sign: Sign, corner: Point, height: float, texts: dict[int, tuple[Line, ...]]) -> Box:
    """The names stand at the top; how full the forum is stands at the foot, alike in all boxes."""
    x, y = corner
    foot = Line(sign.strength, Style.STRENGTH.css, y + height - INSET - 10)
    lines = tuple(Line(line.text, line.style, y + line.y) for line in texts[sign.node.key])
    filled = None if sign.share is None else round(max(0.0, min(1.0, sign.share)) * (BOX_WIDTH - 2 * INSET), 1)
    return Box(sign.node.key, x, y, BOX_WIDTH, height, (*lines, foot), filled)


def _lines(sign: Sign) -> tuple[Line, ...]:
    parts = [(sign.short, Style.SHORT), (sign.name, Style.NAME), *((note, Style.NOTE) for note in sign.notes)]
    lines: list[Line] = []
    y = float(INSET - 4)
    for text, style in parts:
        y += 2  # air between the name and what is said about it
        for line in wrap(text, style.size, BOX_WIDTH - 2 * INSET):
            y += style.leading
            lines.append(Line(line, style.css, y))
    return tuple(lines)


def _stem_order(below: list[int], placement: Placement) -> list[tuple[int, int]]:
    """The children with their place on the stem; even ones hang on its left."""
    hanging = count()
    return [(next(hanging) if placement.cells[key].hangs else 0, key) for key in below]
