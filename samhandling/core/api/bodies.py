"""Reads what programs send, and stops what neither database nor Python would bear."""

import json
from typing import Any, cast

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from samhandling.core.api.problems import Problem, invalid_parameter
from samhandling.lib.text import plain

LARGEST_BODY = 1024 * 1024
DEEPEST_NEST = 16
MOST_VALUES = 20_000


class StrictParser(Parser):
    """JSON in UTF-8 with one meaning: no key twice, no NaN. Every text in it is kept by the one rule of the house."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise Problem("media-type")
        if len(request.body) > LARGEST_BODY:
            raise too_large()
        try:
            payload = json.loads(request.body.decode(), object_pairs_hook=_object, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise Problem("malformed", detail=_words_for(error)) from error
        # Or a list or a word: the declared fields say that this does not fit.
        return cast("dict[str, Any]", _with_plain_texts(payload))

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        for name, values in data.lists():
            if name not in list_fields and len(values) > 1:
                raise invalid_parameter(plain(name)[:100], _("It may be given once."), "twice")
        cleaned = MultiValueDict({name: list(map(plain, values)) for name, values in data.lists()})
        return super().parse_querydict(cleaned, list_fields, request)


def too_large() -> Problem:
    most = _("The maximum is %(limit)s kB.") % {"limit": LARGEST_BODY // 1024}
    return Problem("too-large", detail=most)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = {plain(key): value for key, value in pairs}
    if len(made) != len(pairs):
        raise ValueError(_("An object has the same key twice."))
    return made


def _refuse_constant(name: str) -> None:
    raise ValueError(_("%(name)s is not JSON.") % {"name": name})


def _words_for(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            place = {"line": error.lineno, "column": error.colno}
            return _("The body is not JSON. The error is on line %(line)s, at character %(column)s.") % place
        case UnicodeDecodeError():
            return _("The body is not in UTF-8.")
        case RecursionError():
            return _("The body is nested too deep.")
        case _:
            return str(error)


def _with_plain_texts(whole: object) -> object:
    """The body with its texts as they are kept. Walks without recursion, so that no nest can exhaust it."""
    box: list[Any] = [whole]
    waiting: list[tuple[Any, int]] = [(box, 0)]
    seen = 0
    while waiting:
        holder, depth = waiting.pop()
        for place, value in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            seen += 1
            if depth > DEEPEST_NEST:
                raise Problem("malformed", detail=_("The body is nested too deep."))
            if seen > MOST_VALUES:
                raise too_large()
            if isinstance(value, str):
                holder[place] = plain(value)
            elif isinstance(value, dict | list):
                waiting.append((value, depth + 1))
    return cast("object", box[0])


def escaped(key: object) -> str:
    """A key as a part of a JSON Pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")
