"""What the OpenAPI document says of every operation: headers it reads, refusals it may answer with, who may call it."""

from typing import Any

from samhandling.core.api.problems import KINDS, MEDIA_TYPE

IDEMPOTENCY_KEY = r"[\x21-\x7e]{1,255}"

_ALWAYS = (400, 401, 403, 404, 405, 422, 500, 503)
_WHEN_READING = _ALWAYS
_WHEN_WRITING = (*_ALWAYS, 409, 413, 415)


def declared_read(scope: str, *, is_list: bool) -> dict[str, Any]:
    headers = {"ETag": _header("What to send in If-None-Match.")}
    if is_list:
        headers["Link"] = _header('The next page, as rel="next". Missing on the last.')
    return {
        "x-required-scope": scope,
        "parameters": [_parameter("If-None-Match", "The ETag of what was read before: 304 if that still holds.")],
        "responses": {200: {"headers": headers}, 304: {"description": "What was read before still holds."}}
        | {status: _problem(status) for status in _WHEN_READING},
        "security": [{}],  # or with none: a visitor sees what is public
    }


def declared_file(scope: str) -> dict[str, Any]:
    """A file as it was handed in: its kind is told by its own Content-Type."""
    content = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    return {
        "x-required-scope": scope,
        "responses": {200: {"content": content}} | {status: _problem(status) for status in _WHEN_READING},
        "security": [{}],
    }


def declared_write(scope: str, *, has_match: bool, is_made: bool) -> dict[str, Any]:
    key = _parameter("Idempotency-Key", "Chosen by the program. The same request with the same key is done once.")
    key["schema"] = {"type": "string", "pattern": f"^{IDEMPOTENCY_KEY}$"}
    match = [_parameter("If-Match", "The ETag of what was read: 412 if somebody has changed it since.")]
    statuses = (*_WHEN_WRITING, *([412] if has_match else []))
    made = {201: {"headers": {"Location": _header("Where what was made lies.")}}} if is_made else {}
    return {
        "x-required-scope": scope,
        "parameters": [key, *(match if has_match else [])],
        "responses": made | {status: _problem(status) for status in statuses},
    }


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _parameter(name: str, description: str) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": False, "description": description, "schema": {"type": "string"}}


def _problem(status: int) -> dict[str, Any]:
    names = [kind.name for kind in KINDS.values() if kind.status == status]
    return {
        "description": " or ".join(names),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
    }
