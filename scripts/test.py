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

PROJECT = Path(__file__).resolve().parents[1]
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
POSTGRES = (sys.executable, str(PROJECT / "scripts/with_postgres.py"))
NOTHING_COLLECTED = 5


def main() -> int:
    # Once and beforehand, so that the two runs do not write the same files.
    subprocess.run([sys.executable, PROJECT / "scripts/messages.py", "--compile"], check=True)
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        second = subprocess.Popen(
            [*POSTGRES, *PYTEST, "-m", "not browser", *sys.argv[1:]], cwd=PROJECT, stdout=kept, stderr=kept
        )
        try:
            print("On SQLite, with the browser:", flush=True)
            on_sqlite = subprocess.run([*PYTEST, *sys.argv[1:]], cwd=PROJECT, check=False).returncode
            print("On PostgreSQL:", flush=True)
            on_postgres = second.wait()
        finally:
            second.terminate()
            second.wait()
        kept.seek(0)
        print(kept.read(), flush=True)
    for name, code in (("SQLite with browser", on_sqlite), ("PostgreSQL", on_postgres)):
        print(f"{name:<22}{'passed' if code in (0, NOTHING_COLLECTED) else 'FAILED'}")
    print(f"{time.monotonic() - started:.0f} seconds")
    return max(code if code != NOTHING_COLLECTED else 0 for code in (on_sqlite, on_postgres))


if __name__ == "__main__":
    sys.exit(main())
