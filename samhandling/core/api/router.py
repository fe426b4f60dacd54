"""How a room's operations are mounted: scope, transaction, ETag, idempotency and declarations, once for all."""

import hashlib
import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError, transaction
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from ninja.operation import Operation
from pydantic import BaseModel

from samhandling.core.api.caller import ApiRequest, ApiUserRequest, TokenAuth
from samhandling.core.api.conditional import asks_for_match, etag_of, require_match, unless_known
from samhandling.core.api.declarations import IDEMPOTENCY_KEY, declared_file, declared_read, declared_write
from samhandling.core.api.paging import Listing
from samhandling.core.api.problems import FieldProblem, Problem, invalid_parameter
from samhandling.core.idempotency import Answer, AnswerForgotten, KeyReused, answer_once, lock_address
from samhandling.core.trouble import is_lock

JSON = "application/json"

View = Callable[..., Any]
# What a read answers with, or None where a write leaves nothing to answer.
Model = type[BaseModel]


class RoomRouter(Router):
    """The operations of one room. Its scopes are `<room>:read` and `<room>:write`."""

    def __init__(self, room: str, *, tag: str) -> None:
        super().__init__(tags=[tag])
        self.room = room

    def read(self, path: str, model: Model) -> Callable[[View], View]:
        """GET (and HEAD): whatever the selectors show to this caller."""

        def mount(view: View) -> View:
            scope = f"{self.room}:read"

            @wraps(view)
            def answer(request: ApiRequest, **values: Any) -> HttpResponse:
                _require_known_parameters(request, answer)
                shown = view(request, **values)
                return unless_known(request, _respond(_written(model, shown), headers=_links(shown)))

            extra = declared_read(scope, is_list="paging" in inspect.signature(view).parameters)
            answer.answer_model = model  # type: ignore[attr-defined]  # so that a write knows whether it answers the same
            return self._mount(["GET", "HEAD"], path, answer, {200: model}, extra)

        return mount

    def file(self, path: str) -> Callable[[View], View]:
        """GET (and HEAD) of a file, by what `core.files.serve` answers after the selectors have been asked."""

        def mount(view: View) -> View:
            scope = f"{self.room}:read"

            @wraps(view)
            def answer(request: ApiRequest, **values: Any) -> FileResponse:
                _require_known_parameters(request, answer)
                served: FileResponse = view(request, **values)
                return served

            return self._mount(["GET", "HEAD"], path, answer, {200: None}, declared_file(scope))

        return mount

    def write(
        self,
        method: str,
        path: str,
        model: Model | None,
        *,
        status: int = 200,
        location: str = "",
        current: View | None = None,
    ) -> Callable[[View], View]:
        """A verb of the room: one service call, in one transaction with its memory and its answer.

        `location` is where what was made lies, below the collaboration: "forums/{id}", with fields of the answer.
        `current` is the read of what is changed: with it the operation obeys If-Match.
        """

        def mount(view: View) -> View:
            scope = f"{self.room}:write"

            @wraps(view)
            def answer(request: ApiUserRequest, **values: Any) -> HttpResponse:
                _require_known_parameters(request, answer)

                def act() -> HttpResponse:
                    if current is not None and asks_for_match(request):
                        _require_unchanged(request, current, values)
                    made = view(request, **values)
                    content = b"" if model is None else _written(model, made)
                    tag = {"ETag": etag_of(content)} if location or _answers_the_same(current, model) else {}
                    return _respond(content, status, tag | _location(request, location, made))

                return _once(request, act)

            extra = declared_write(scope, has_match=current is not None, is_made=status == 201)
            return self._mount([method], path, answer, {status: model}, extra)

        return mount

    def _mount(
        self,
        methods: list[str],
        path: str,
        answer: View,
        response: dict[int, Model | None],
        extra: dict[str, Any],
    ) -> View:
        is_read = "GET" in methods
        summary, _line_end, more = (inspect.getdoc(answer) or answer.__name__).partition("\n")
        self.add_api_operation(
            path,
            methods,
            answer,
            auth=TokenAuth(f"{self.room}:{'read' if is_read else 'write'}", is_writing=not is_read),
            response=response,
            operation_id=answer.__name__,
            summary=summary.rstrip("."),
            description=" ".join(more.split()),
            openapi_extra=extra,
        )
        return answer


def _written(model: Model, shown: object) -> bytes:
    """The answer as JSON. It is of the declared model, or the room has broken its word."""
    # `listing` does not know of what it makes a page: here that is known.
    whole = model.model_construct(**dict(shown)) if isinstance(shown, Listing) else shown
    if not isinstance(whole, model):
        raise TypeError(f"{type(whole).__name__} was answered where {model.__name__} is declared")
    return whole.model_dump_json().encode()


def _answers_the_same(current: View | None, model: Model | None) -> bool:
    """Only then is the ETag of what the write answers also that of what the read will."""
    return current is not None and getattr(current, "answer_model", None) is model


def _respond(content: bytes, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    response = HttpResponse(content, status=status, content_type=JSON, headers=headers or {})
    if status == 204:
        del response.headers["Content-Type"]
    # A program may keep what it read, if it asks each time whether that still holds.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Authorization, Accept-Language"
    return response


def _links(shown: object) -> dict[str, str]:
    more = shown.next if isinstance(shown, Listing) else None
    return {"Link": f'<{more}>; rel="next"'} if more else {}


def _location(request: ApiUserRequest, location: str, made: object) -> dict[str, str]:
    if not location:
        return {}
    collaboration = re.match(r"/api/v\d+/collaborations/[^/]+/", request.path)
    if collaboration is None:
        raise ValueError(f"{request.path} is in no collaboration, so that no place in one can be told")
    return {"Location": collaboration.group() + location.format_map(dict(made))}  # type: ignore[call-overload]  # a model lists its fields


def _require_known_parameters(request: ApiRequest | ApiUserRequest, answer: View) -> None:
    """A misspelt filter that was passed over would show more than was asked for."""
    operation: Operation = answer._ninja_operation  # type: ignore[attr-defined]  # noqa: SLF001  # ninja's own mark
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    }
    if unknown := sorted(set(request.GET) - known):
        raise invalid_parameter(unknown[0][:100], _("There is no such parameter here."), "unknown")


def _require_unchanged(request: ApiUserRequest, current: View, values: dict[str, Any]) -> None:
    lock_address(request.path)
    read = inspect.unwrap(current)
    wanted = set(inspect.signature(read).parameters)
    shown = read(request, **{name: value for name, value in values.items() if name in wanted})
    require_match(request, _written(type(shown), shown))


# --- Once, however often it is sent ----------------------------------------------------------------


def _once(request: ApiUserRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """One transaction. With an Idempotency-Key the answer is kept in it, and given again to the same request."""
    key = _key_of(request)
    try:
        with transaction.atomic():
            return _kept(request, key, act) if key else act()
    except KeyReused as error:
        raise Problem("key-reused") from error
    except AnswerForgotten as error:
        raise Problem("answer-forgotten") from error
    except OperationalError as error:
        if key and is_lock(error):
            raise Problem("key-in-use", headers={"Retry-After": "1"}) from error
        raise


def _kept(request: ApiUserRequest, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    def answer() -> Answer:
        response = act()
        headers = {name: response.headers[name] for name in ("ETag", "Location") if name in response.headers}
        return Answer(response.status_code, response.content, headers)

    given, is_replayed = answer_once(
        user=request.user, key=key, fingerprint=_fingerprint(request), now=timezone.now(), act=answer
    )
    replayed = {"Idempotency-Replayed": "true"} if is_replayed else {}
    return _respond(given.content, given.status, given.headers | replayed)


def _key_of(request: ApiUserRequest) -> str:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return ""
    if not re.fullmatch(IDEMPOTENCY_KEY, key):
        words = _("Use 1 to 255 letters, digits or symbols without spaces, such as a UUID.")
        raise Problem("invalid", errors=[FieldProblem(detail=words, code="pattern", header="Idempotency-Key")])
    return key


def _fingerprint(request: ApiUserRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n{request.headers.get('If-Match', '')}\n".encode()
    return hashlib.sha256(asked + request.body).hexdigest()
