"""Charts as pages use them."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.text import slugify

from samhandling.ui.charts import Bar, BarChart
from samhandling.ui.parts.words import tone_of

register = template.Library()

ROW_HEIGHT = 52
BAR_TOP = 26
WIDTH = 640


@dataclass(frozen=True, slots=True)
class DrawnBar:
    bar: Bar
    tone: str
    top: int
    width: float


@register.inclusion_tag("ui/parts/bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    """The chart as a picture, and under it the same facts as a table."""
    most = max((bar.value for bar in chart.bars), default=0) or 1
    return {
        "chart": chart,
        "id": slugify(f"chart-{chart.title}"),
        "height": ROW_HEIGHT * len(chart.bars),
        "width": WIDTH,
        "bars": [
            DrawnBar(bar, tone_of(bar.tone, "bar_chart"), top, round(WIDTH * max(bar.value, 0) / most, 1))
            for bar, top in zip(chart.bars, range(0, ROW_HEIGHT * len(chart.bars), ROW_HEIGHT), strict=True)
        ],
    }
