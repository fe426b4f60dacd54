"""A little statistics service on localhost: it answers as PxWeb v2 does, from the answers that lie in pxweb/.

The December figures are those of SCB; those of November are made up, seven fewer in each municipality.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).parent / "pxweb"


def recorded(name: str) -> dict[str, Any]:
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Response:
    """One answer as it goes over the wire."""

    status: int = 200
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: dict[str, list[str]]
    selection: dict[str, list[str]]


Answer = Callable[[Asked], Response | None]


@dataclass
class Service:
    """`answers` are tried in turn before the recorded ones; None passes the question on."""

    base: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    config: dict[str, Any] = field(default_factory=lambda: recorded("config"))

    @property
    def posts(self) -> list[Asked]:
        return [one for one in self.asked if one.method == "POST"]

    def answer(self, asked: Asked) -> Response:
        self.asked.append(asked)
        answer_given = next((response for answer in self.answers if (response := answer(asked)) is not None), None)
        return answer_given or self._recorded(asked)

    def _recorded(self, asked: Asked) -> Response:
        if asked.path == "/api/v2/config":
            return as_json(self.config)
        _api, _version, _tables, table, what = asked.path.strip("/").split("/")
        if not (RECORDED / f"{table}.json").exists():
            return Response(404)
        if what == "metadata":
            return as_json(recorded(f"{table}-metadata"))
        return as_json(dataset(table, asked.selection))


def as_json(payload: object, status: int = 200) -> Response:
    return Response(status, json.dumps(payload).encode(), {"Content-Type": "application/json"})


def dataset(table: str, selection: dict[str, list[str]]) -> dict[str, Any]:
    """The recorded table, narrowed down to the regions that were asked for."""
    payload = recorded(table)
    values = dict(zip(payload["dimension"]["Region"]["category"]["index"], payload["value"], strict=True))
    wanted = selection["Region"]
    payload["dimension"]["Region"]["category"]["index"] = {code: place for place, code in enumerate(wanted)}
    payload["size"][payload["id"].index("Region")] = len(wanted)
    payload["value"] = [values[code] for code in wanted]
    return payload


@contextmanager
def statistics_service() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._respond({})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._respond({one["variableCode"]: one["valueCodes"] for one in body["selection"]})

        def _respond(self, selection: dict[str, list[str]]) -> None:
            parts = urlsplit(self.path)
            response = service.answer(Asked(self.command, parts.path, parse_qs(parts.query), selection))
            self.send_response(response.status)
            for name, value in (response.headers | {"Content-Length": str(len(response.content))}).items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(response.content)
            except (BrokenPipeError, ConnectionResetError):  # the client has heard enough
                self.close_connection = True

        def log_message(self, *words: object) -> None:
            """The tests' own output is enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.base = f"http://127.0.0.1:{server.server_port}/api/v2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
