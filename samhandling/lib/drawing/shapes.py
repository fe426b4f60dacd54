"""What a drawing is made of. All measures are in the drawing's own units."""

from dataclasses import dataclass

from samhandling.lib.drawing.grid import Node

BOX_WIDTH = 184
COLUMN_GAP = 20
ROW_GAP = 48
PADDING = 14
HEADING = 42
GUTTER = 48
MARGIN = 20
BAND_GAP = 40
INSET = 14  # from the edge of a box to its text
BELONGS = "belongs"  # the relation of a child to the parent it is drawn below


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of text in a box: its name in the style sheet, type size and line height."""

    css: str
    size: int
    leading: int


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a box. `foot` stands lowest, alike in all boxes; `share` of the bar below it is filled."""

    node: Node
    texts: tuple[tuple[str, Style], ...]
    foot: tuple[str, Style]
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two boxes. A child drawn below its parent needs none."""

    source: int
    target: int
    relation: str
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
    def text_x(self) -> float:
        return self.x + INSET

    @property
    def bar_y(self) -> float:
        return self.bottom - INSET

    @property
    def track(self) -> float:
        """How long the bar is when all of it is filled."""
        return self.width - 2 * INSET

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Lane:
    key: str
    x: float
    y: float
    width: float
    height: float

    @property
    def title_x(self) -> float:
        return self.x + PADDING

    @property
    def title_y(self) -> float:
        return self.y + 24


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    source: int
    target: int
    relation: str
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
