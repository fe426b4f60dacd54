"""`make bench`: one county beside the nation on SQLite and on PostgreSQL, taking turns in this very run.

The figures are no test: machines are noisy. Compare columns of one run, not runs with each other.
"""

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bench.asking import Ask
from bench.load import Client, as_fast_as_possible
from bench.report import Measured, Run, written
from bench.serving import Place, Served, served
from scripts.with_postgres import postgres

COUNTY = "24"
RATE = 20
ROUNDS_OF_COUNTING = 10
SECONDS_AT_MOST = 6  # of asking as fast as possible, after the figures are taken
SAVED_AS = Path(__file__).resolve().parents[1] / "docs" / "bench.md"


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, _stop)  # so that the servers are stopped then too
    signal.signal(signal.SIGINT, _stop)
    started = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = {"SQLite": ("", "")}
        if not options.sqlite_only:
            places["PostgreSQL"] = stack.enter_context(_two_databases())
        measured, sizes = {}, {}
        standing: dict[str, tuple[Served, Served]] = {}
        for database, (county, nation) in places.items():
            pair = (_place(folder, database, "county", county), _place(folder, database, "nation", nation))
            sizes[database] = (_fill(pair[0], COUNTY), _fill(pair[1]))
            measured[database] = _counted(database, pair)
            standing[database] = (stack.enter_context(served(pair[0])), stack.enter_context(served(pair[1])))
        _take_turns(standing, measured, options)
        for database, pair_served in standing.items():
            _at_most(measured[database], pair_served)
    run = Run(
        taken_at=datetime.now(UTC),
        python=platform.python_version(),
        cores=os.cpu_count() or 0,
        busy=os.getloadavg()[2],
        rate=RATE,
        seconds=options.seconds * options.rounds,
        sizes=sizes["SQLite"],
        minutes=(time.monotonic() - started) / 60,
    )
    report = written(run, list(measured.values()))
    print(report)
    if options.save:
        SAVED_AS.write_text(report, encoding="utf-8")


def _stop(_number: int, _frame: object) -> None:
    sys.exit(143)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=int, default=25, help="of load on each database in each round (25)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in which the databases take turns (3)")
    parser.add_argument("--short", action="store_true", help="one round of fifteen seconds")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--save", action="store_true", help=f"keep the table as docs/{SAVED_AS.name}")
    options = parser.parse_args()
    if options.short:
        options.seconds, options.rounds = 15, 1
    return options


@contextmanager
def _two_databases() -> Iterator[tuple[str, str]]:
    """One PostgreSQL with a database for the county and one for the nation."""
    with postgres() as address:
        base, _slash, first = address.rpartition("/")
        home = base.partition("@/")[2]
        with psycopg.connect(host=home, user="postgres", dbname=first, autocommit=True) as connection:
            connection.execute("CREATE DATABASE county")
            connection.execute("CREATE DATABASE nation")
        yield f"{base}/county", f"{base}/nation"


def _place(folder: Path, database: str, extent: str, address: str) -> Place:
    own = folder / database / extent
    own.mkdir(parents=True)
    return Place(f"{extent} on {database}", address, own)


def _fill(place: Place, *codes: str) -> dict[str, int]:
    sizes: dict[str, int] = json.loads(place.run("bench.nation", *codes))
    return sizes


def _counted(database: str, pair: tuple[Place, Place]) -> Measured:
    """Queries and processor time of each page, in a process of its own."""
    rows = [json.loads(place.run("bench.counting", COUNTY, str(ROUNDS_OF_COUNTING))) for place in pair]
    measured = Measured(database)
    for county, nation in zip(*rows, strict=True):
        page = county["page"]
        measured.queries[page] = (county["queries"], nation["queries"])
        measured.cpu[page] = (county["cpu"], nation["cpu"])
        measured.kilobytes[page] = nation["kilobytes"]
        measured.server[page] = ([], [])
        for side, row in enumerate((county, nation)):
            measured.asks[side].append(Ask(page, row["address"], row["session"], row["token"], row["is_wide"]))
    return measured


def _take_turns(
    standing: dict[str, tuple[Served, Served]], measured: dict[str, Measured], options: argparse.Namespace
) -> None:
    """Round by round each database gets its share, so that what disturbs the machine disturbs all of them."""
    for database, pair in standing.items():
        for side, server in enumerate(pair):
            server.warm_up(measured[database].asks[side])
    for _round in range(options.rounds):
        for database, pair in standing.items():
            for side, server in enumerate(pair):
                _load(measured[database], side, server, options.seconds)


def _load(found: Measured, side: int, server: Served, seconds: int) -> None:
    started = time.perf_counter()
    answers = Client(server.port).at_rate(found.asks[side], rate=RATE, seconds=seconds)
    found.achieved[side].append(len(answers) / (time.perf_counter() - started))
    times = server.server_times()
    for answer in answers:
        found.failed += answer.status != 200
        found.server[answer.page][side].append(times[answer.request_id])
        found.latency[side].append(answer.latency)


def _at_most(found: Measured, pair: tuple[Served, Served]) -> None:
    for side, server in enumerate(pair):
        found.capacity[side] = as_fast_as_possible(server.port, found.asks[side], seconds=SECONDS_AT_MOST)


if __name__ == "__main__":
    main()
