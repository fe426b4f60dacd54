"""Charts as pages use them."""

import textwrap
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.text import slugify

from samhandling.ui.charts import Bar, BarChart, LineChart, Point, StackedBar
from samhandling.ui.parts.words import tone_of

register = template.Library()

# Texts keep their size on a phone, so a long label is broken where the narrowest screen needs it. In pixels.
LETTERS_IN_A_LINE = 26
LETTERS_ON_A_PHONE = 34  # of label and value together
LINE_HEIGHT = 20
BAR_HEIGHT = 10
SPACE_BELOW = 22
COLUMN_HEIGHT = 100
COLUMN_FOOT = 124


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """Where it stands is told as it shall be written: a template takes ten times as long over a number."""

    bar: Bar
    tone: str
    lines: list[tuple[str, str]]
    first_line: str
    bar_top: str
    percent: str


@register.inclusion_tag("ui/parts/bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    """The chart as a picture, and under it the same facts as a table."""
    bars = _drawn(chart.bars)
    return {
        "chart": chart,
        "id": slugify(f"chart-{chart.title}"),
        "height": int(bars[-1].bar_top) + BAR_HEIGHT if bars else 0,
        "bar_height": str(BAR_HEIGHT),
        "bars": bars,
    }


def _drawn(bars: list[Bar]) -> list[DrawnBar]:
    most = max((bar.value for bar in bars), default=0) or 1
    drawn: list[DrawnBar] = []
    top = 0
    for bar in bars:
        width = max(12, min(LETTERS_IN_A_LINE, LETTERS_ON_A_PHONE - len(bar.shown)))
        parts = textwrap.wrap(bar.label, width) or [bar.label]
        lines = [(str(top + LINE_HEIGHT * number - 4), part) for number, part in enumerate(parts, 1)]
        percent = str(round(100 * max(bar.value, 0) / most, 1))
        bar_top = top + len(lines) * LINE_HEIGHT + 6
        drawn.append(DrawnBar(bar, tone_of(bar.tone, "bar_chart"), lines, lines[0][0], str(bar_top), percent))
        top = bar_top + BAR_HEIGHT + SPACE_BELOW
    return drawn


@dataclass(frozen=True, slots=True)
class Column:
    """One year. Where it stands is told in percent of the picture, with a point as decimal mark."""

    bar: Bar
    tone: str
    left: str
    middle: str
    top: int
    height: int


@register.inclusion_tag("ui/parts/year_chart.html")
def year_chart(chart: BarChart) -> dict[str, Any]:
    """Years as standing bars beside each other, each with its value above it, and all in the table."""
    most = max((bar.value for bar in chart.bars), default=0) or 1
    share = 100 / max(len(chart.bars), 1)
    columns = []
    for number, bar in enumerate(chart.bars):
        height = round(COLUMN_HEIGHT * max(bar.value, 0) / most)
        left, middle = (number + 0.2) * share, (number + 0.5) * share
        tone = tone_of(bar.tone, "year_chart")
        columns.append(Column(bar, tone, f"{left:.2f}", f"{middle:.2f}", COLUMN_FOOT - height, height))
    return {
        "chart": chart,
        "id": slugify(f"chart-{chart.title}"),
        "columns": columns,
        "width": f"{0.6 * share:.2f}",
    }


@dataclass(frozen=True, slots=True)
class DrawnPart:
    bar: Bar
    tone: str
    left: float
    percent: float


@register.inclusion_tag("ui/parts/stacked_bar.html")
def stacked_bar(chart: StackedBar) -> dict[str, Any]:
    """One bar divided among its parts, each named with its value below."""
    whole = sum(part.value for part in chart.parts) or 1
    drawn: list[DrawnPart] = []
    left = 0.0
    for part in chart.parts:
        percent = 100 * part.value / whole
        drawn.append(DrawnPart(part, tone_of(part.tone, "stacked_bar"), round(left, 2), round(percent, 2)))
        left += percent
    return {"chart": chart, "id": slugify(f"chart-{chart.title}"), "parts": drawn}


@register.inclusion_tag("ui/parts/line_chart.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    """A small line with its ends named, and every point in the table."""
    return {
        "chart": chart,
        "id": slugify(f"chart-{chart.title}"),
        "line": _line(chart.points),
        "first": chart.points[0] if chart.points else None,
        "last": chart.points[-1] if chart.points else None,
    }


def _line(points: list[Point]) -> str:
    """The points in a field of 100 by 40, from nothing at the bottom to the most at the top."""
    most = max((point.value for point in points), default=0) or 1
    step = 100 / max(len(points) - 1, 1)
    return " ".join(f"{number * step:.2f},{38 - 36 * point.value / most:.2f}" for number, point in enumerate(points))
