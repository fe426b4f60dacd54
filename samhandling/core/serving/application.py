"""Django for an asynchronous web server: pages in a few threads that only ever work."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import IO, Any, Never

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import response_for_exception
from django.core.signals import request_started
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import set_script_prefix
from django.utils import translation

from samhandling.core.papers import PaperFailed, begun, papers_under_way
from samhandling.core.serving.answers import Answer, Paper, Send, answer_of, send_answer
from samhandling.core.serving.intake import Gone, Receive, TooLarge, TooSlow, taken_in

Scope = Mapping[str, Any]

# More threads than this only fight over the interpreter; with a single one, everybody waits for the slowest page.
PAGE_THREADS = 2
# What is fetched to be kept takes longer to put together than a page, and nobody reads on before it has come. So such
# files wait for each other and not pages for them.
FILE_THREADS = 1
FILES = (".pdf", ".docx", ".xlsx", ".csv", ".json", ".ics", "/fil/")
# A file that is somewhat too large is refused in the form it was sent from, so a body is taken in that far.
LARGEST_BODY = 2 * settings.MAX_UPLOAD_BYTES
# So long a paper is waited for in silence: by a person, who then gets a page that says how it goes, or by a program.
SECONDS_FOR_A_PERSON, SECONDS_FOR_A_PROGRAM = 3, 60


class Application(BaseHandler):
    def __init__(self) -> None:
        self.load_middleware()
        self._pages = ThreadPoolExecutor(PAGE_THREADS, thread_name_prefix="page")
        self._files = ThreadPoolExecutor(FILE_THREADS, thread_name_prefix="file")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Nothing here speaks {scope['type']}.")
        try:
            answer = await self._answer(scope, receive)
            await send_answer(answer, send, with_content=scope["method"] != "HEAD")
        except (Gone, TimeoutError):
            return  # nobody is there to be answered

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        try:
            body, size = await taken_in(receive, most=LARGEST_BODY)
        except TooSlow:
            return Answer(408, [(b"connection", b"close")])
        except TooLarge:
            body, size = _TooLargeBody(), LARGEST_BODY
        loop = asyncio.get_running_loop()
        threads = self._files if scope["path"].endswith(FILES) else self._pages
        answer = await loop.run_in_executor(threads, self._page, scope, body, size)
        if answer.paper is None:
            return answer
        try:
            return await _with_paper(answer, answer.paper, is_person=_wants_page(scope))
        except PaperFailed as failed:
            return await loop.run_in_executor(self._pages, _failed, failed)

    def _page(self, scope: Scope, body: IO[bytes], size: int) -> Answer:
        """In one thread: from the first signal to the closed response."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=type(self), scope=scope)
        try:
            request = ASGIRequest(_with_size(scope, size), body)
        except UnicodeDecodeError:
            return Answer(400)
        response = self.get_response(request)
        try:
            return answer_of(response)
        finally:
            response.close()


class _TooLargeBody(BytesIO):
    """Stands for what was thrown away. Whoever reads it gets the reason, so that the refusal is a page like others."""

    def read(self, _size: int | None = -1, /) -> Never:
        raise RequestDataTooBig("The body is larger than anybody may send.")


def _with_size(scope: Scope, size: int) -> dict[str, Any]:
    """Django counts on the length, which a body that came in pieces did not announce."""
    replaced = {b"content-length", b"transfer-encoding"}
    headers = [(name, value) for name, value in scope["headers"] if name not in replaced]
    return {**scope, "headers": [*headers, (b"content-length", str(size).encode())] if size else headers}


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


async def _with_paper(answer: Answer, paper: Paper, *, is_person: bool) -> Answer:
    """The answer with its paper, or with word of when to come back: the paper goes on being made."""
    patience = SECONDS_FOR_A_PERSON if is_person else SECONDS_FOR_A_PROGRAM
    promised = begun(paper.making)
    if not promised.done():
        awaited = asyncio.wrap_future(promised)
        awaited.add_done_callback(asyncio.Future.exception)  # shown to who asks next, if nobody waits by then
        await asyncio.wait([awaited], timeout=patience)
    if not promised.done():
        return _waiting(answer, paper) if is_person else Answer(503, [(b"retry-after", b"10")])
    return Answer(answer.status, answer.headers, promised.result().open("rb"))


def _waiting(answer: Answer, paper: Paper) -> Answer:
    context = {"under_way": papers_under_way(), "language": paper.language}
    with translation.override(paper.language):
        page = render_to_string("core/paper_waiting.html", context)
    of_the_file = {b"content-type", b"content-disposition"}
    headers = [(name, value) for name, value in answer.headers if name not in of_the_file]
    # Each look costs as much as a page, and papers are made one after the other.
    headers += [(b"content-type", b"text/html; charset=utf-8"), (b"refresh", str(2 + papers_under_way()).encode())]
    return Answer(202, headers, BytesIO(page.encode()))


def _failed(failed: PaperFailed) -> Answer:
    return answer_of(response_for_exception(HttpRequest(), failed))
