"""Log lines without people: no addresses, no query strings, and in production no words from exceptions."""

import logging
import re
import traceback
from contextvars import ContextVar
from types import TracebackType
from uuid import uuid4

from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter

ExcInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)  # what logging calls it


request_number: ContextVar[str] = ContextVar("request_number", default="")
_GOOD_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")


def number_of(request: HttpRequest) -> str:
    """The number that the proxy before us gave the request, else one of our own."""
    given = request.headers.get("X-Request-ID", "")
    return given if _GOOD_NUMBER.fullmatch(given) else uuid4().hex


class RouteForAddress(logging.Filter):
    """Django's own lines name the address asked for, which may hold a secret or what a person searched for."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = record.__dict__.pop("request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            route = route_of(request)
            record.args = tuple(route if part == request.path else part for part in record.args)
        return True


class RequestNumber(logging.Filter):
    """All lines of one request bear the same number, which the answer bears too: `X-Request-ID`."""

    def filter(self, record: logging.LogRecord) -> bool:
        if number := request_number.get():
            record.request_id = number
        return True


class DiscreetFormatter(JsonFormatter):
    """An exception is told by its kind and place. Its message may quote what somebody wrote."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # the name is logging's
        kind, _error, places = ei
        steps = [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(places)]
        return "\n".join([*steps, kind.__name__ if kind else ""])


def route_of(request: HttpRequest) -> str:
    """The pattern that the address matched: `samverkan/<slug:collaboration>/`, never what stood in it."""
    return request.resolver_match.route if request.resolver_match else "(no such page)"
