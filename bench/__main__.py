"""`make bench`: server time and queries of the main pages, SQLite beside PostgreSQL, in this very run.

The figures are no test: machines are noisy. Compare columns of one run, not runs with each other.
"""

import json
import os
import subprocess
import sys
import tempfile

from scripts.with_postgres import postgres

ROUNDS = 40


def measure(database: str) -> dict[str, dict[str, float]]:
    """Load the demo into the database in a process of its own and read what it measured."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SAMHANDLING_VAR": folder,
            "SAMHANDLING_MODE": "development",
            "SAMHANDLING_LOG_LEVEL": "ERROR",
            "SAMHANDLING_HOSTS": "testserver",
        }
        if database:
            environment["DATABASE_URL"] = database
        else:
            environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "bench.pages", str(ROUNDS)]
        answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(answer.stdout)


def main() -> None:
    sqlite = measure("")
    with postgres() as address:
        postgresql = measure(address)
    print(f"\nServer time in ms over {ROUNDS} requests, and queries\n")
    print("| page | SQLite p50 | p95 | queries | PostgreSQL p50 | p95 | PostgreSQL : SQLite |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for page, here in sqlite.items():
        there = postgresql[page]
        print(
            f"| {page} | {here['p50']:.1f} | {here['p95']:.1f} | {here['queries']:.0f} "
            f"| {there['p50']:.1f} | {there['p95']:.1f} | {there['p50'] / here['p50']:.2f} |"
        )


if __name__ == "__main__":
    main()
