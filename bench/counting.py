"""`python -m bench.counting 24 rounds`: ask for each page in this process; count queries and processor time.

Processor time says what a page costs also while other programs want the machine.
"""

import json
import sys
import time
from dataclasses import asdict

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.asking import Ask
from bench.pages import asks


def figures(ask: Ask, rounds: int) -> dict[str, object]:
    client = Client(headers=ask.headers)
    client.get(ask.address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(ask.address)
    if answer.status_code != 200:
        raise SystemExit(f"{ask.page} at {ask.address} answered {answer.status_code}.")
    asked = len(queries)  # counted now: the next request empties the log
    slowest = max((float(query["time"]) for query in queries.captured_queries), default=0) * 1000
    walls, cpus = [], []
    for _round in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        client.get(ask.address)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return asdict(ask) | {
        "queries": asked,
        "kilobytes": round(len(answer.content) / 1000),
        "cpu": round(min(cpus), 1),
        "wall": round(min(walls), 1),
        "slowest_query": slowest,
    }


def main() -> None:
    code, rounds = sys.argv[1], int(sys.argv[2])
    json.dump([figures(ask, rounds) for ask in asks(code)], sys.stdout)


if __name__ == "__main__":
    main()
