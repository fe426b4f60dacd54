"""`python -m bench.hostile_files`: what each hostile file costs at each door by which files are read in.

Promised: each is refused or read within a second and 200 MB over rest. `python -m bench.hostile_files people`
knocks at one door alone.
"""

import sys
import tempfile
from pathlib import Path

from bench.serving import Place

COUNTY = "24"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place("hostile files", "", Path(folder))
        place.run("bench.nation", COUNTY)
        print(place.run("bench.knocking", COUNTY, *sys.argv[1:]), end="")


if __name__ == "__main__":
    main()
