"""The real server on a filled database, and what its own log says of each request."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.asking import Ask
from bench.load import fetch

WORKERS = 2
ROUNDS_TO_WARM_UP = 3
START = "import sys; from samhandling.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Place:
    """One database to be measured: where it lies, and the folder of its server."""

    name: str
    database: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        variables = {
            name: value
            for name, value in os.environ.items()
            if name != "DATABASE_URL" and not name.startswith("SAMHANDLING_")
        }
        variables |= {"SAMHANDLING_VAR": str(self.folder), "SAMHANDLING_HOSTS": "127.0.0.1,testserver"}
        return variables | ({"DATABASE_URL": self.database} if self.database else {})

    def run(self, module: str, *arguments: str) -> str:
        """What a program of the bench prints when it is run on this database."""
        command = [sys.executable, "-m", module, *arguments]
        quiet = self.environment | {"SAMHANDLING_LOG_LEVEL": "ERROR"}
        return subprocess.run(command, env=quiet, check=True, stdout=subprocess.PIPE, text=True).stdout


@dataclass(slots=True)
class Served:
    """A server that answers."""

    place: Place
    port: int
    log: Path
    process: "subprocess.Popen[bytes]"

    def server_times(self) -> dict[str, float]:
        """Milliseconds in the server for each request, by its number."""
        times = {}
        for line in self.log.read_text(encoding="utf-8").splitlines():
            if '"samhandling.requests"' in line:
                entry = json.loads(line)
                times[entry["request_id"]] = float(entry["ms"])
        return times

    def warm_up(self, asks: list[Ask]) -> None:
        """Every page in every process some times: templates are read and plans made once, and not each day."""
        for _round in range(ROUNDS_TO_WARM_UP * WORKERS):
            for ask in asks:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                status, _request = fetch(connection, ask)
                connection.close()
                if status != 200:
                    raise SystemExit(f"{ask.page} at {ask.address} answered {status} on {self.place.name}.")


@contextmanager
def served(place: Place) -> Iterator[Served]:
    """`samhandling serve` with two processes, until the block ends."""
    port = free_port()
    log = place.folder / "server.log"
    command = [sys.executable, "-c", START, "serve", "--port", str(port), "--workers", str(WORKERS)]
    with log.open("wb") as written:
        server = subprocess.Popen(command, env=place.environment, stdout=written, stderr=written)
    try:
        wait_for(port, server, log)
        yield Served(place, port, log, server)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server did not start:\n{log.read_text()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
