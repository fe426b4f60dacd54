"""One log line per request, with the route and not the address: an address may hold what a person searched for."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samhandling.core.logs import number_of, request_number, route_of

log = logging.getLogger("samhandling.requests")


class RequestLogMiddleware:
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
