"""The API itself: every exception becomes a problem in words, and every refusal stands in the OpenAPI document."""

import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from samhandling.core.api.bodies import StrictParser, escaped, too_large
from samhandling.core.api.problems import FieldProblem, Problem, ProblemDetails, problem_of
from samhandling.core.enums import ChangeRefusal
from samhandling.core.logs import route_of
from samhandling.core.taken import is_gone
from samhandling.lib.errors import RuleBroken

log = logging.getLogger("samhandling.api")


class HouseApi(NinjaAPI):
    """NinjaAPI with our problems, our parser, and an OpenAPI document that is written once per process."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(parser=StrictParser(), docs_url=None, **settings)
        self._document: OpenAPISchema | None = None
        for exception, handler in _HANDLERS:
            self.add_exception_handler(exception, handler)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **places: Any) -> OpenAPISchema:
        if self._document is None:
            self._document = _completed(super().get_openapi_schema(**places))
        return self._document


def _completed(document: OpenAPISchema) -> OpenAPISchema:
    """HEAD is GET without its body, and need not be told of; what problems look like must be."""
    for operations in document["paths"].values():
        operations.pop("head", None)
        for operation in operations.values():
            operation["responses"] = {str(status): answer for status, answer in sorted(operation["responses"].items())}
    schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    document["components"]["schemas"] |= {**schema.pop("$defs"), "ProblemDetails": schema}
    return document


# --- Exceptions ------------------------------------------------------------------------------------


def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem.answer(request)


def _rule_broken(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    return Problem("rule-broken", detail=broken.message, code=broken.reason.value).answer(request)


def _forbidden(request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return Problem("forbidden").answer(request)


def _not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return Problem("not-found").answer(request)


def _not_known(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return Problem("not-known", headers={"WWW-Authenticate": "Bearer"}).answer(request)


def _too_large(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return too_large().answer(request)


def _malformed(request: HttpRequest, _error: Exception) -> HttpResponse:
    return Problem("malformed").answer(request)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Whatever stops the parser reaches us wrapped in a 400."""
    cause = error.__cause__
    return (cause if isinstance(cause, Problem) else Problem("malformed")).answer(request)


def _does_not_fit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 with a pointer to each field. An address that names nothing possible is simply not found."""
    if any(fault["loc"][0] == "path" for fault in error.errors):
        return Problem("not-found").answer(request)
    return Problem("invalid", errors=[_field_problem(fault) for fault in error.errors[:50]]).answer(request)


def _field_problem(fault: dict[str, Any]) -> FieldProblem:
    source, *place = fault["loc"]
    problem = FieldProblem(detail=_words_for(fault), code=fault["type"])
    if source == "body":
        # The first part names the argument, not a field.
        problem.pointer = "".join(f"/{escaped(part)}" for part in place[1:])
    else:
        problem.parameter = str(place[-1]) if place else source
    return problem


_WORDS = {
    "missing": gettext_lazy("This is required."),
    "extra_forbidden": gettext_lazy("There is no such field here."),
    "string_type": gettext_lazy("Enter a text."),
    "int_type": gettext_lazy("Enter a whole number."),
    "int_parsing": gettext_lazy("Enter a whole number."),
    "bool_type": gettext_lazy("Enter true or false."),
    "string_too_short": gettext_lazy("Enter a value."),
    "string_too_long": gettext_lazy("Use at most %(most)s characters."),
    "string_pattern_mismatch": gettext_lazy("It contains characters that are not allowed here, or no visible ones."),
    "greater_than_equal": gettext_lazy("Enter %(least)s or more."),
    "less_than_equal": gettext_lazy("Enter %(most)s or less."),
    "enum": gettext_lazy("Use one of these: %(choices)s."),
    "literal_error": gettext_lazy("Use one of these: %(choices)s."),
    "list_type": gettext_lazy("Enter a list."),
    "model_type": gettext_lazy("Enter an object with fields."),
    "model_attributes_type": gettext_lazy("Enter an object with fields."),
}


def _words_for(fault: dict[str, Any]) -> str:
    """Ours where we have them. What pydantic says is English, and better than nothing."""
    words, limits = _WORDS.get(fault["type"]), fault.get("ctx", {})
    if words is None:
        return str(fault["msg"])
    most = limits.get("max_length", limits.get("le"))
    return str(words) % {"most": most, "least": limits.get("ge"), "choices": limits.get("expected")}


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Nothing is told of what broke; the log tells where."""
    if is_gone(error):
        return _rule_broken(request, RuleBroken(ChangeRefusal.GONE))
    log.error("The api broke: %s", route_of(request), exc_info=error)
    return problem_of(error).answer(request)


_HANDLERS: Sequence[tuple[type[Exception], Any]] = (
    (Problem, _problem),
    (RuleBroken, _rule_broken),
    (PermissionDenied, _forbidden),
    (Http404, _not_found),
    (AuthenticationError, _not_known),
    (RequestDataTooBig, _too_large),
    (SuspiciousOperation, _malformed),
    (UnreadablePostError, _malformed),
    (HttpError, _http_error),
    (ValidationError, _does_not_fit),
    (Exception, _broken),
)
