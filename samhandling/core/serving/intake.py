"""The body of a request, taken in whole: on disk when it is large, and never for longer than it is worth."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

KEPT_IN_MEMORY = 64 * 1024
# A slow line is no crime, but a body that comes slower than this will not come at all: the slowest lines people
# really have give ten times as much.
SECONDS_TO_BEGIN = 30
BYTES_PER_SECOND = 1024
# So many times the most that is taken is read and thrown away; who sends more than that only means to send.
READ_THROUGH = 5


class Gone(Exception):
    """The visitor hung up."""


class TooSlow(Exception):
    """The body comes so slowly that nobody can be waiting for it."""


class TooLarge(Exception):
    """More than anybody may send."""


async def taken_in(receive: Receive, *, most: int) -> tuple[IO[bytes], int]:
    """The whole body, to be read from its beginning, and how many bytes it has.

    What is too large is read to its end all the same, and thrown away: a browser that is still sending would see the
    connection break instead of our words. What has no end is not.
    """
    body = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115  # the request closes it
    started = time.monotonic()
    size = 0
    try:
        while True:
            message = await _next(receive, until=started + SECONDS_TO_BEGIN + size / BYTES_PER_SECOND)
            chunk = message.get("body", b"")
            size += len(chunk)
            if size <= most:
                body.write(chunk)
            if size > READ_THROUGH * most or not message.get("more_body", False):
                break
        if size > most:
            raise TooLarge
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body, size


async def _next(receive: Receive, *, until: float) -> Message:
    try:
        async with asyncio.timeout(until - time.monotonic()):
            message = await receive()
    except TimeoutError:
        raise TooSlow from None
    if message["type"] == "http.disconnect":
        raise Gone
    return message
