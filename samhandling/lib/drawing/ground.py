"""Where columns, rows and gutters of a chart lie."""

from samhandling.lib.drawing.grid import Cell, Placement
from samhandling.lib.drawing.shapes import (
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
    """One chart's measures. The boxes of a lane are centred in it, and the lanes fill the width together."""

    def __init__(self, placement: Placement, box_height: float) -> None:
        self.placement = placement
        self.box_height = box_height
        self.columns = [lane for lane in placement.lanes if lane != placement.band]
        natural = sum(self._lane_width(lane) for lane in self.columns) + GUTTER * max(len(self.columns) - 1, 0)
        band = self._lane_width(placement.band) if self._has_band else 0
        self.inner = max(natural, band)
        self.slack = (self.inner - natural) / len(self.columns) if self.columns else 0
        self.width = self.inner + 2 * MARGIN

    @property
    def _has_band(self) -> bool:
        return self.placement.band in self.placement.lanes

    def _content_width(self, lane: str) -> float:
        return self.placement.lanes[lane][1] * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP

    def _lane_width(self, lane: str) -> float:
        return self._content_width(lane) + 2 * PADDING

    def lane(self, lane: str) -> Lane:
        if lane == self.placement.band:
            rows = self.placement.rows - self.placement.column_rows
            return Lane(lane, MARGIN, self.band_top, self.inner, self._lane_height(rows))
        before = self.columns[: self.columns.index(lane)]
        x = MARGIN + sum(self._lane_width(other) + self.slack + GUTTER for other in before)
        width = self._lane_width(lane) + self.slack
        return Lane(lane, x, MARGIN, width, self._lane_height(self.placement.column_rows))

    def _lane_height(self, rows: int) -> float:
        return HEADING + rows * (self.box_height + ROW_GAP) - ROW_GAP + PADDING

    @property
    def band_top(self) -> float:
        rows = self.placement.column_rows
        return MARGIN + self._lane_height(rows) + BAND_GAP if rows else MARGIN

    @property
    def height(self) -> float:
        if self._has_band:
            band = self.lane(self.placement.band)
            return band.y + band.height + MARGIN
        return MARGIN + self._lane_height(self.placement.column_rows) + MARGIN

    def corner(self, lane: str, cell: Cell) -> Point:
        ground = self.lane(lane)
        first = self.placement.lanes[lane][0]
        indent = (ground.width - self._content_width(lane)) / 2
        row = cell.row - (self.placement.column_rows if lane == self.placement.band else 0)
        return (
            ground.x + indent + (cell.column - first) * (BOX_WIDTH + COLUMN_GAP),
            ground.y + HEADING + row * (self.box_height + ROW_GAP),
        )
