"""Refusals as programs read them: problem details by RFC 9457."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, Field

from samhandling.core.trouble import RETRY_AFTER, is_trouble

MEDIA_TYPE = "application/problem+json"
# Where the kinds are told of: /api/#problem-key-reused.
TYPES_LIE_AT = "/api/#problem-"

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its name in the type's address, its status, and what it is called."""

    name: str
    status: int
    title: Words
    detail: Words


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "malformed",
            400,
            gettext_lazy("The request cannot be read"),
            gettext_lazy("Check the address, the headers and that the body is JSON in UTF-8."),
        ),
        Kind(
            "not-known",
            401,
            gettext_lazy("The token is not valid"),
            gettext_lazy("Send a token of your own as Authorization: Bearer sht_…. Create one on your account page."),
        ),
        Kind(
            "scope-missing",
            403,
            gettext_lazy("The token does not have this scope"),
            gettext_lazy("Create a token with the scope that is needed."),
        ),
        Kind(
            "forbidden",
            403,
            gettext_lazy("You may not do this"),
            gettext_lazy("Ask a coordinator of the collaboration."),
        ),
        Kind(
            "not-found",
            404,
            gettext_lazy("There is nothing here"),
            gettext_lazy("There is nothing at this address, or nothing you may see."),
        ),
        Kind(
            "method-not-allowed",
            405,
            gettext_lazy("This address does not accept this method"),
            gettext_lazy("The Allow header lists the methods it accepts."),
        ),
        Kind(
            "rule-broken",
            409,
            gettext_lazy("This cannot be done now"),
            gettext_lazy("A rule prevents this."),
        ),
        Kind(
            "key-in-use",
            409,
            gettext_lazy("The same request is already being carried out"),
            gettext_lazy("Wait a moment and send it again with the same Idempotency-Key."),
        ),
        Kind(
            "answer-forgotten",
            409,
            gettext_lazy("The request was carried out, but its answer is no longer stored"),
            gettext_lazy("Someone was erased in the meantime. Read the current state; do not send anything again."),
        ),
        Kind(
            "changed-since",
            412,
            gettext_lazy("Someone has changed this since you read it"),
            gettext_lazy("Read it again, and send your change with the new ETag in If-Match."),
        ),
        Kind(
            "too-large",
            413,
            gettext_lazy("The body is too large"),
            gettext_lazy("Send less at a time."),
        ),
        Kind(
            "media-type",
            415,
            gettext_lazy("The body is not JSON"),
            gettext_lazy("Send the body as Content-Type: application/json."),
        ),
        Kind(
            "invalid",
            422,
            gettext_lazy("Something in the request is not valid"),
            gettext_lazy("See errors for what to change."),
        ),
        Kind(
            "key-reused",
            422,
            gettext_lazy("The Idempotency-Key has been used for something else"),
            gettext_lazy("Use a new key for every new request, and the same key only to send the same request again."),
        ),
        Kind(
            "server-error",
            500,
            gettext_lazy("Something went wrong on our side"),
            gettext_lazy("It has been logged. Give the operator the number in X-Request-ID."),
        ),
        Kind(
            "unavailable",
            503,
            gettext_lazy("The database or its disk cannot handle this right now"),
            gettext_lazy("Send it again after the seconds in Retry-After, with the Idempotency-Key if it has one."),
        ),
    )
}
_OF_STATUS = {400: "malformed", 401: "not-known", 403: "forbidden", 404: "not-found", 405: "method-not-allowed"} | {
    413: "too-large",
    415: "media-type",
}


class FieldProblem(BaseModel):
    """What is wrong with one field: a JSON Pointer into the body, or the name of a parameter or header."""

    detail: str
    code: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None


class ProblemDetails(BaseModel):
    """RFC 9457. `code` is there when a rule of the trade stood in the way, and is stable."""

    type: str = Field(examples=[f"{TYPES_LIE_AT}rule-broken"])
    title: str
    status: int
    detail: str
    instance: str | None = None
    code: str | None = None
    errors: list[FieldProblem] | None = None


@dataclass(eq=False)
class Problem(Exception):
    """Raise it anywhere below the api: it becomes the answer. `kind` is a name in KINDS."""

    kind: str
    detail: Words = ""
    code: str = ""
    errors: Sequence[FieldProblem] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The problem in the language that is active now."""
        kind = KINDS[self.kind]
        response = HttpResponse(self.body(request), status=kind.status, content_type=MEDIA_TYPE, headers=self.headers)
        response.headers["Cache-Control"] = "no-store"
        return response

    def body(self, request: HttpRequest) -> bytes:
        kind = KINDS[self.kind]
        payload: dict[str, Any] = {
            "type": f"{TYPES_LIE_AT}{kind.name}",
            "title": str(kind.title),
            "status": kind.status,
            "detail": str(self.detail or kind.detail),
            "instance": request.path,
        }
        if self.code:
            payload["code"] = self.code
        if self.errors:
            payload["errors"] = [error.model_dump(exclude_none=True) for error in self.errors]
        # What was sent may be quoted, and a lone surrogate cannot be written: then it is written as an escape.
        return json.dumps(payload, ensure_ascii=True).encode()


def problem_of_status(status: int) -> Problem:
    """For an answer that was made outside the api: by Django, or by a page's view."""
    if status >= 500:
        return Problem("unavailable" if status == 503 else "server-error")
    return Problem(_OF_STATUS.get(status, "malformed"))


def problem_of(error: Exception) -> Problem:
    """For what nobody foresaw: trouble that passes, or a fault of ours."""
    if is_trouble(error):
        return Problem("unavailable", headers={"Retry-After": str(RETRY_AFTER)})
    return Problem("server-error")


def invalid_field(name: str, words: Words, code: str = "choice") -> Problem:
    """A field of the body holds something that only the database can judge: a row that may not be chosen."""
    return Problem("invalid", errors=[FieldProblem(detail=str(words), code=code, pointer=f"/{name}")])


def invalid_parameter(name: str, words: Words, code: str = "value") -> Problem:
    """A parameter of the query holds what it cannot."""
    return Problem("invalid", errors=[FieldProblem(detail=str(words), code=code, parameter=name)])


def unknown_choice() -> str:
    """For `invalid_field`, when a number was sent that leads to nothing that may be chosen here."""
    return _("There is no such item to choose here.")
