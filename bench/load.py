"""Load at a fixed rate, and how long the answers took.

The arrivals do not wait for the answers: each has its moment, and what a request had to wait for a free connection
counts as part of its latency. Were the next request sent first when the former is answered, a server that stalls
would be asked less often just then, and its stalls would be missing from the figures.
"""

import http.client
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.asking import Ask

CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request came to. `request_id` finds its line in the server's log."""

    page: str
    status: int
    request_id: str
    latency: float  # milliseconds from the moment it was due


class Client:
    """Connections of its own to one server, kept open as a browser keeps them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: list[Answer] = []
        self._due: queue.Queue[tuple[float, Ask] | None] = queue.Queue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(CONNECTIONS)]

    def at_rate(self, asks: Sequence[Ask], *, rate: float, seconds: float) -> list[Answer]:
        """The pages in turn, so many a second, whether the server keeps up or not."""
        for thread in self._threads:
            thread.start()
        start = time.perf_counter() + 0.05
        for number in range(round(rate * seconds)):
            due = start + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            self._due.put((due, asks[number % len(asks)]))
        for _thread in self._threads:
            self._due.put(None)
        for thread in self._threads:
            thread.join()
        return self.answers

    def _work(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while (job := self._due.get()) is not None:
            due, ask = job
            status, request_id = fetch(connection, ask)
            self.answers.append(Answer(ask.page, status, request_id, (time.perf_counter() - due) * 1000))
        connection.close()


def fetch(connection: http.client.HTTPConnection, ask: Ask) -> tuple[int, str]:
    """Ask once and read all of the answer. A connection that the server closed is opened again."""
    try:
        connection.request("GET", ask.address, headers=ask.headers)
        answer = connection.getresponse()
    except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
        connection.close()
        connection.request("GET", ask.address, headers=ask.headers)
        answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get("X-Request-ID", "")


def as_fast_as_possible(port: int, asks: Sequence[Ask], *, seconds: float, connections: int = 4) -> float:
    """Requests a second when each connection asks again at once: the most that the server can do."""
    counts = [0] * connections
    until = time.perf_counter() + seconds

    def hurry(place: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < until:
            fetch(connection, asks[(counts[place] * connections + place) % len(asks)])
            counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=hurry, args=(place,)) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
