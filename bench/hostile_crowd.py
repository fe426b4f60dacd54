"""`python -m bench.hostile_crowd PORT SECONDS`: visitors on bad lines, and many who want papers, apart from the load.

Read from standard input: {"document": address, "papers": [addresses], "log_in": address}. Everything is bounded: so
many connections, for so many seconds, to this machine. Printed at the end: how long each paper that came took.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Coroutine
from typing import Any

SLOW_BODIES = SLOW_READERS = 50
PROMISED = 200_000  # bytes of a body that is sent byte by byte
PAUSE = 0.5
LONGEST = 1000  # pauses, should nobody end it before
READ_AT_ONCE = 2048  # bytes in each pause: four kilobytes a second, a bad line in the countryside


async def slow_body(port: int, address: str) -> None:
    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {PROMISED}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode()
    )
    for _pause in range(LONGEST):
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(PAUSE)


async def slow_reader(port: int, address: str) -> None:
    # A small window, as otherwise this machine's own memory would take most of the file off the server.
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=READ_AT_ONCE)
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    for _pause in range(LONGEST):
        await reader.readexactly(READ_AT_ONCE)
        await asyncio.sleep(PAUSE)


async def paper(port: int, address: str, came: list[float]) -> None:
    """Ask as a browser does, and again when asked to come back."""
    started = time.perf_counter()
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n".encode()
        )
        body = await reader.read()
        writer.close()
        if b"%PDF" in body:
            came.append(time.perf_counter() - started)
            return
        await asyncio.sleep(pause_asked_for(body))


def pause_asked_for(body: bytes) -> float:
    """The page that says "it is being made" says when to look again."""
    found = re.search(rb"^refresh: (\d+)", body, re.MULTILINE | re.IGNORECASE)
    if found is None:
        raise SystemExit(f"No paper came, but {body[:200]!r}")
    return float(found[1])


async def crowd(port: int, seconds: float, wanted: dict[str, Any]) -> list[float]:
    came: list[float] = []
    everybody: list[Coroutine[Any, Any, None]] = [
        *(slow_body(port, wanted["log_in"]) for _ in range(SLOW_BODIES)),
        *(slow_reader(port, wanted["document"]) for _ in range(SLOW_READERS)),
        *(paper(port, address, came) for address in wanted["papers"]),
    ]
    tasks = [asyncio.create_task(one) for one in everybody]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return came


def main() -> None:
    port, seconds = int(sys.argv[1]), float(sys.argv[2])
    print(json.dumps(asyncio.run(crowd(port, seconds, json.load(sys.stdin)))))


if __name__ == "__main__":
    main()
