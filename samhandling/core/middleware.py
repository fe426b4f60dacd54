"""One log line per request, and no file for a question that nobody can mean."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samhandling.core.asked import misread_in
from samhandling.core.logs import number_of, request_number, route_of

log = logging.getLogger("samhandling.requests")


class RequestLogMiddleware:
    """One line, with the route and not the address: an address may hold what a person searched for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        number = number_of(request)
        token = request_number.set(number)
        try:
            response = self.get_response(request)
            self._write(request, response, started)
        finally:
            request_number.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, started: float) -> None:
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": route_of(request),
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            },
        )


class AskedMiddleware:
    """A table, a drawing or a paper for a day or a filter that cannot be meant is refused. A page says it itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        misread = misread_in(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if not misread or is_page or response.status_code not in {200, 304}:
            return response
        words = "".join(f"{one.parameter}: {one.words}\n" for one in misread)
        refused = HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
        refused.headers["Cache-Control"] = "no-store"
        return refused
