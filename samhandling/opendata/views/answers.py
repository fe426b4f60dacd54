"""How open data is answered: as if nobody had logged in, kept for a while, and asked again without sending it all."""

import hashlib
from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

if TYPE_CHECKING:
    from samhandling.core.http import Viewer, VisitorRequest
    from samhandling.organisations.models import Collaboration

# Short enough that what is taken back is soon gone from all caches.
KEPT = "public, max-age=300"


def reader_of(request: "VisitorRequest", collaboration: "Collaboration") -> "Viewer":
    """What is published is the same for everybody; before that only those with access may look at it."""
    return AnonymousUser() if collaboration.is_public else request.user


def shared(
    request: HttpRequest, response: HttpResponse, *, is_public: bool = True, fingerprint: str = ""
) -> HttpResponse:
    """The answer with what a cache and another site's page need to know, or 304 when the asker has it already."""
    if not is_public:
        response.headers["Cache-Control"] = "private, no-store"
        return response
    etag = quote_etag(fingerprint or hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    open_to_all(response)
    return cast("HttpResponse", get_conditional_response(request, etag=etag, response=response))


def open_to_all(response: HttpResponseBase) -> None:
    """Anybody's page may fetch it, without cookies."""
    response.headers["Cache-Control"] = KEPT
    response.headers["Access-Control-Allow-Origin"] = "*"
