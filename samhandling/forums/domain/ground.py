"""Where columns, rows and gutters of the chart lie."""

from samhandling.forums.domain.chart import COLUMNS, Cell, Placement, Side
from samhandling.forums.domain.shapes import (
    BAND_GAP,
    BOX_WIDTH,
    COLUMN_GAP,
    GUTTER,
    HEADING,
    MARGIN,
    PADDING,
    ROW_GAP,
    Lane,
    Point,
)


class Ground:
    """One chart's measures. A side's columns are centred in its lane, and the lanes fill the width together."""

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
