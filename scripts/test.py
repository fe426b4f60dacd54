"""The whole suite: on SQLite, on PostgreSQL, and what needs a browser, side by side.

The browser meets SQLite only: what a browser sees does not depend on the database, what a transaction does may. What is
marked `one_database` meets PostgreSQL only, and what asks no database SQLite only (tests/conftest.py).
The runs share the cores. The first speaks as it goes, the others when they are done. Arguments go on to pytest:
`scripts/test.py -k forums`.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

PROJECT = Path(__file__).resolve().parents[1]
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
POSTGRES = (sys.executable, str(PROJECT / "scripts/with_postgres.py"))
RUNS: dict[str, tuple[tuple[str, ...], str]] = {
    "SQLite": ((), "not browser and not one_database"),
    "PostgreSQL": (POSTGRES, "not browser"),
    "Browser": ((), "browser"),
}
NOTHING_COLLECTED = 5


def main() -> int:
    # Once and beforehand, so that the runs do not write the same files.
    subprocess.run([sys.executable, PROJECT / "scripts/messages.py", "--compile"], check=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        codes = run_all(Path(name))
        print("\n".join(summary(run, Path(name) / f"{run}.xml", code) for run, code in codes.items()))
    print(f"{time.monotonic() - started:.0f} seconds")
    return max(codes.values())


def run_all(folder: Path) -> dict[str, int]:
    """All runs at once. What the later ones say is kept, so that they do not speak in each other's words."""
    spoken = {run: folder / f"{run}.txt" for run in list(RUNS)[1:]}
    begun = {run: _begin(run, folder, spoken.get(run)) for run in RUNS}
    try:
        codes = {}
        for run, process in begun.items():
            codes[run] = _verdict(process.wait())
            if run in spoken:
                print(f"{run}:\n{spoken[run].read_text(encoding='utf-8')}", flush=True)
        return codes
    finally:
        for process in begun.values():
            process.terminate()
            process.wait()


def _begin(run: str, folder: Path, spoken: Path | None) -> "subprocess.Popen[bytes]":
    before, which = RUNS[run]
    command = [*before, *PYTEST, f"--junitxml={folder / f'{run}.xml'}", "-m", which, *sys.argv[1:]]
    if spoken is None:
        return subprocess.Popen(command, cwd=PROJECT)
    with spoken.open("wb") as kept:
        return subprocess.Popen(command, cwd=PROJECT, stdout=kept, stderr=kept)


def _verdict(code: int) -> int:
    return 0 if code == NOTHING_COLLECTED else code


def summary(run: str, report: Path, code: int) -> str:
    """One line: `SQLite      passed   812 tests, 0 failures, 0 errors, 3 skipped, 94 s`."""
    verdict = f"{run:<12}{'FAILED' if code else 'passed'}"
    suite = ElementTree.parse(report).find("testsuite") if report.exists() else None
    if suite is None:
        return f"{verdict}   it did not get as far as the tests"
    counts = ", ".join(f"{suite.get(part)} {part}" for part in ("tests", "failures", "errors", "skipped"))
    return f"{verdict}   {counts}, {float(suite.get('time', 0)):.0f} s"


if __name__ == "__main__":
    sys.exit(main())
