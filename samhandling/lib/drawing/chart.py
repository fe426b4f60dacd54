"""From boxes and ties to the lines and letters of a drawing."""

from collections.abc import Sequence
from itertools import count

from samhandling.lib.drawing.grid import Placement, children_of, place
from samhandling.lib.drawing.ground import Ground
from samhandling.lib.drawing.lettering import wrap
from samhandling.lib.drawing.routes import Crossings, down
from samhandling.lib.drawing.shapes import BOX_WIDTH, INSET, Box, Drawing, Line, Point, Sign, Tie


def draw(
    signs: Sequence[Sign],
    ties: Sequence[Tie],
    *,
    columns: Sequence[str],
    band: str = "",
    endings: tuple[str, ...] = (),
) -> Drawing:
    """Draw the boxes in their lanes. Ties to or from a box that is not drawn are left out.

    `columns` and `band` are the lanes, as `place` wants them; long words are divided before one of the `endings`.
    """
    if not signs:
        return Drawing(0, 0, (), (), ())
    nodes = [sign.node for sign in signs]
    placement = place(nodes, columns, band)
    texts = {sign.node.key: _lines(sign, endings) for sign in signs}
    foot = max(sign.foot[1].leading for sign in signs)
    height = max(lines[-1].y for lines in texts.values()) + foot + 2 * INSET + 6
    ground = Ground(placement, height)
    boxes = {
        sign.node.key: _box(sign, ground.corner(sign.node.lane, placement.cells[sign.node.key]), height, texts)
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
    lanes = tuple(ground.lane(lane) for lane in placement.lanes)
    return Drawing(ground.width, ground.height, lanes, tuple(boxes.values()), tuple(routes))


def _box(sign: Sign, corner: Point, height: float, texts: dict[int, tuple[Line, ...]]) -> Box:
    """The texts stand at the top, the foot and the bar alike in all boxes."""
    x, y = corner
    foot, style = sign.foot
    lines = tuple(Line(line.text, line.style, y + line.y) for line in texts[sign.node.key])
    filled = None if sign.share is None else round(max(0.0, min(1.0, sign.share)) * (BOX_WIDTH - 2 * INSET), 1)
    last = Line(foot, style.css, y + height - INSET - 10)
    return Box(sign.node.key, x, y, BOX_WIDTH, height, (*lines, last), filled)


def _lines(sign: Sign, endings: tuple[str, ...]) -> tuple[Line, ...]:
    lines: list[Line] = []
    y = float(INSET - 4)
    for text, style in sign.texts:
        y += 2  # air between one text and the next
        for line in wrap(text, style.size, BOX_WIDTH - 2 * INSET, endings):
            y += style.leading
            lines.append(Line(line, style.css, y))
    return tuple(lines)


def _stem_order(below: list[int], placement: Placement) -> list[tuple[int, int]]:
    """The children with their place on the stem; even ones hang on its left."""
    hanging = count()
    return [(next(hanging) if placement.cells[key].hangs else 0, key) for key in below]
