"""The whole suite: on SQLite, browser and all, and then what PostgreSQL may answer otherwise, on one started for it.

`--quick` runs what one wants to know between two commits: SQLite alone, without browsers, other processes and walks
through everything. What goes where is read out of the tests (tests/sorting.py). Other arguments go on to pytest:
`scripts/test.py -k forums`, `scripts/test.py --quick tests/forums`.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PROJECT = Path(__file__).resolve().parents[1]
# As many at a time as there are cores; whoever is done takes over half of what the others have left.
PYTEST = (
    sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
    "-n", "auto", "--maxprocesses=4", "--dist=worksteal",
)  # fmt: skip
POSTGRES = (sys.executable, str(PROJECT / "scripts/with_postgres.py"))
PARTS = {"SQLite": (), "PostgreSQL": POSTGRES}
QUICK = ("-m", "not browser and not processes and not walk")
NOTHING_COLLECTED = 5
# What the tests of a folder may take of a processor, in seconds, on both databases together. A room has what most have.
A_ROOM = 60
BUDGET = {"accounts": 120, "api": 90, "journeys": 260, "operations": 240, "upgrade": 90}


@dataclass(frozen=True)
class Part:
    """What a run of pytest came to."""

    name: str
    code: int
    seconds: float
    processor: float
    report: Path

    def summary(self) -> str:
        """`SQLite      passed   812 tests, 0 failures, 0 errors, 3 skipped; 94 s, 170 s of processor`."""
        verdict = f"{self.name:<12}{'FAILED' if self.code else 'passed'}"
        suite = ElementTree.parse(self.report).find("testsuite") if self.report.exists() else None
        if suite is None:
            return f"{verdict}   it did not get as far as the tests"
        counts = ", ".join(f"{suite.get(part)} {part}" for part in ("tests", "failures", "errors", "skipped"))
        return f"{verdict}   {counts}; {self.seconds:.0f} s, {self.processor:.0f} s of processor"

    def by_room(self) -> Counter[str]:
        """Seconds of processor for each folder of tests/."""
        found = Counter[str]()
        for case in ElementTree.parse(self.report).iter("testcase") if self.report.exists() else ():
            _tests, room, *_rest = f"{case.get('classname')}..".split(".")
            for measured in case.iterfind("properties/property[@name='processor']"):
                found[room] += float(measured.get("value") or 0)  # type: ignore[assignment]  # seconds in parts
        return found


def main() -> int:
    is_quick = sys.argv[1:2] == ["--quick"]
    arguments = (*QUICK, *sys.argv[2:]) if is_quick else tuple(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        names = ["SQLite"] if is_quick else list(PARTS)
        parts = [run(name, arguments, Path(folder) / f"{name}.xml") for name in names]
        print("\n".join(part.summary() for part in parts))
        print(rooms(sum((part.by_room() for part in parts), Counter())))
    print(f"{sum(part.seconds for part in parts):.0f} seconds")
    return max(part.code for part in parts)


def run(name: str, arguments: tuple[str, ...], report: Path) -> Part:
    started, before = time.monotonic(), processor()
    command = [*PARTS[name], *PYTEST, f"--junitxml={report}", *arguments]
    code = subprocess.run(command, cwd=PROJECT, env=environment(), check=False).returncode
    code = 0 if code == NOTHING_COLLECTED else code
    return Part(name, code, time.monotonic() - started, processor() - before, report)


def environment() -> dict[str, str]:
    """Compiled once, also where the machine keeps no bytecode beside the sources."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(PROJECT / ".cache/bytecode")}


def processor() -> float:
    """Of all that has been started and waited for. What a PostgreSQL itself takes is not in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rooms(seconds: Counter[str]) -> str:
    lines = ["Seconds of processor by room:"]
    for room, used in seconds.most_common():
        over = used > BUDGET.get(room, A_ROOM)
        lines.append(f"{room:<16}{used:6.0f}{f'   over its {BUDGET.get(room, A_ROOM)}' if over else ''}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
