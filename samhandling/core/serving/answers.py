"""An answer that is made whole, and how it reaches the visitor at whatever pace they can take it."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from io import BytesIO, UnsupportedOperation
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.http import HttpResponse, HttpResponseBase
from django.http.response import FileResponse

from samhandling.core.papers import Making, PaperResponse

Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

KEPT_IN_MEMORY = 256 * 1024
CHUNK = 64 * 1024
SECONDS_A_CHUNK = 120  # who takes half a kilobyte a second or less is nobody


@dataclass(frozen=True, slots=True)
class Paper:
    """What remains to be made, and the language to say so in."""

    making: Making
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Headers = field(default_factory=list)
    content: IO[bytes] = field(default_factory=BytesIO)
    paper: Paper | None = None


def answer_of(response: HttpResponseBase) -> Answer:
    """All that the response says, read in the thread that made it: nothing of Django's is needed afterwards."""
    headers = [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
    headers += [(b"set-cookie", cookie.OutputString().encode("ascii")) for cookie in response.cookies.values()]
    if isinstance(response, PaperResponse):
        return Answer(response.status_code, headers, BytesIO(), Paper(response.making, response.language))
    return Answer(response.status_code, headers, _content_of(response))


def _content_of(response: HttpResponseBase) -> IO[bytes]:
    if isinstance(response, HttpResponse):
        return BytesIO(response.content)
    if isinstance(response, FileResponse) and (opened := _opened_again(response.file_to_stream)):
        return opened
    spooled = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115  # closed when it has been sent
    for chunk in response:
        spooled.write(chunk)
    spooled.seek(0)
    return spooled


def _opened_again(file: Any) -> IO[bytes] | None:
    """A file on disk is sent from where it lies, by a handle that outlives the response."""
    try:
        return os.fdopen(os.dup(file.fileno()), "rb")
    except (AttributeError, UnsupportedOperation):  # none at all, or a part of a file, or one in memory
        return None


async def send_answer(answer: Answer, send: Send, *, with_content: bool) -> None:
    """In parts, each when the visitor has taken the former. Who takes none for long is left: TimeoutError."""
    with answer.content as content:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        chunk = content.read(CHUNK) if with_content else b""
        is_last = False
        while not is_last:
            following = content.read(CHUNK) if chunk else b""
            is_last = not following
            async with asyncio.timeout(SECONDS_A_CHUNK):
                await send({"type": "http.response.body", "body": chunk, "more_body": not is_last})
            chunk = following
