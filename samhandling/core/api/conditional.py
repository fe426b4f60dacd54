"""ETag: whether what somebody has read is still what there is."""

import hashlib
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags

from samhandling.core.api.problems import Problem


def etag_of(content: bytes) -> str:
    """A strong validator: the same tag means the same bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, or 304 when If-None-Match tells that the program has it already."""
    etag = etag_of(response.content)
    response.headers["ETag"] = etag
    if request.headers.get("If-None-Match"):
        return cast("HttpResponse", get_conditional_response(request, etag=etag, response=response))
    return response


def asks_for_match(request: HttpRequest) -> bool:
    return "If-Match" in request.headers


def require_match(request: HttpRequest, current: bytes) -> None:
    """412 unless If-Match names what there is now. `*` names whatever there is."""
    etags = parse_etags(request.headers["If-Match"])
    if etags != ["*"] and etag_of(current) not in etags:
        raise Problem("changed-since")
