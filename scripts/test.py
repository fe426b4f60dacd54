"""The whole suite on SQLite, browser journeys included, and again on PostgreSQL without the browser.

The second run leaves the browser out: what a browser sees does not depend on the database, what a
transaction does may. The two run side by side, and the second speaks when the first is done.
Arguments go on to pytest: `scripts/test.py -k forums`.
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
NOTHING_COLLECTED = 5


def main() -> int:
    # Once and beforehand, so that the two runs do not write the same files.
    subprocess.run([sys.executable, PROJECT / "scripts/messages.py", "--compile"], check=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        codes = run_both(Path(name))
        print("\n".join(summary(run, Path(name) / f"{run}.xml", code) for run, code in codes.items()))
    print(f"{time.monotonic() - started:.0f} seconds")
    return max(codes.values())


def run_both(folder: Path) -> dict[str, int]:
    """SQLite in the foreground, PostgreSQL beside it with its words kept until they can be read."""
    spoken = folder / "postgresql.txt"
    with spoken.open("w", encoding="utf-8") as kept:
        report = f"--junitxml={folder / 'PostgreSQL.xml'}"
        command = [*POSTGRES, *PYTEST, report, "-m", "not browser", *sys.argv[1:]]
        beside = subprocess.Popen(command, cwd=PROJECT, stdout=kept, stderr=kept)
        try:
            print("On SQLite, with the browser:", flush=True)
            report = f"--junitxml={folder / 'SQLite.xml'}"
            on_sqlite = subprocess.run([*PYTEST, report, *sys.argv[1:]], cwd=PROJECT, check=False).returncode
            print("On PostgreSQL:", flush=True)
            on_postgres = beside.wait()
        finally:
            beside.terminate()
            beside.wait()
    print(spoken.read_text(encoding="utf-8"), flush=True)
    return {"SQLite": _verdict(on_sqlite), "PostgreSQL": _verdict(on_postgres)}


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
