"""A visitor who speaks ASGI with the application, and pages that answer in every way an answer can be made."""

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from samhandling.config.urls import handler400, handler500
from samhandling.core.papers import Making, PaperResponse
from samhandling.core.serving.application import Application
from tests.core.set_paper import set_paper

__all__ = ["handler400", "handler500", "urlpatterns"]


Answer = TypeVar("Answer")


@dataclass
class Response:
    """What a visitor was told."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    parts: list[bytes] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        return b"".join(self.parts)


def ask(address: str, *, method: str = "GET", body: Sequence[bytes] = (), **headers: str) -> Response:
    """One request to an application of its own."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return waited_for(conversation(Application(), address, method=method, body=body, headers=given))


def waited_for(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What comes of it, in a loop and a thread of its own: a browser's test before this one may have left a loop."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


async def conversation(
    application: Application, address: str, *, method: str = "GET", body: Sequence[bytes] = (), headers: dict[str, str]
) -> Response:
    given = {"host": "localhost", **headers}
    where, _mark, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": where, "query_string": query.encode(), "root_path": "",
        "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 5000),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
    }  # fmt: skip
    parts = [{"type": "http.request", "body": part, "more_body": True} for part in body]
    parts.append({"type": "http.request", "body": b"", "more_body": False})
    response = Response()

    async def receive() -> dict[str, Any]:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            response.status = message["status"]
            response.headers = {name.decode(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            response.parts.append(message["body"])

    await application(scope, receive, send)
    return response


def page(_request: HttpRequest) -> HttpResponse:
    answer = HttpResponse("sida")
    answer.set_cookie("kaka", "ja")
    return answer


@csrf_exempt
def counted(request: HttpRequest) -> HttpResponse:
    """How long the form's file and its field are."""
    files = {name: file.size for name, file in request.FILES.items()}
    return HttpResponse(f"{len(request.POST.get('text', ''))} {files}")


def streamed(_request: HttpRequest) -> HttpResponseBase:
    return StreamingHttpResponse(iter([b"ett ", b"", b"tre"]))


def opened(_request: HttpRequest) -> HttpResponseBase:
    return FileResponse(Path(__file__).open("rb"))


def paper(request: HttpRequest, title: str) -> HttpResponseBase:
    return PaperResponse(Making(set_paper, (title,)), title=title, kind="pdf")


urlpatterns = [
    path("sida", page),
    path("formular", counted),
    path("strom", streamed),
    path("oppnad", opened),
    path("papper/<str:title>.pdf", paper),
]
