"""Real servers, started as an operator starts them, and visitors who speak HTTP with them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener, urlopen

from tests.operations.installation import Installation
from tests.processes import PROJECT

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        """The answer itself is what we look at."""


class Visitor:
    """Somebody with a browser's cookies, who may be sent to one server after the other."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), NoRedirects)

    def get(self, server: str, path: str) -> tuple[int, str]:
        code, content = self._open(Request(server + path))
        return code, content.decode()

    def fetch(self, server: str, path: str) -> bytes:
        return self._open(Request(server + path))[1]

    def post(self, server: str, path: str, form: str = "", **fields: str) -> tuple[int, str]:
        """Send the form that stands on `form`, or on the page itself."""
        token = TOKEN.search(self.get(server, form or path)[1])
        assert token is not None
        written = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        code, content = self._open(Request(server + path, data=written, headers={"Referer": server + path}))
        return code, content.decode()

    def _open(self, request: Request) -> tuple[int, bytes]:
        request.add_header("Host", "localhost")  # as a proxy passes on what the visitor asked for
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read()
        except HTTPError as answer:
            return answer.code, answer.read()


@contextmanager
def serving(place: Installation, *, workers: int = 1) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """`samhandling serve` on a free port, with the demo's log-ins; its address, and its process group."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    started = subprocess.Popen(
        [sys.executable, "-m", "samhandling", "serve", f"--port={port}", f"--workers={workers}"],
        env=place.environment | {"SAMHANDLING_MODE": "demo"}, cwd=PROJECT, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, started)
        yield address, started
    finally:
        if started.poll() is None:
            kill(started)


def kill(started: "subprocess.Popen[bytes]") -> None:
    """Without a word, and all its workers with it."""
    os.killpg(started.pid, signal.SIGKILL)
    started.wait(timeout=20)


def _wait_for(address: str, started: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except (URLError, OSError):
            assert started.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not get going"
            time.sleep(0.1)
