"""Reads what programs send, and stops what neither database nor Python would bear."""

import json
from typing import Any, cast

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from samhandling.core.api.problems import FieldProblem, Problem, invalid_parameter

LARGEST_BODY = 1024 * 1024
DEEPEST_NEST = 16
MOST_VALUES = 20_000


class StrictParser(Parser):
    """JSON in UTF-8 with one meaning: no key twice, no NaN, no NUL, no half of a surrogate pair."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise Problem("media-type")
        if len(request.body) > LARGEST_BODY:
            raise too_large()
        try:
            told = json.loads(request.body.decode(), object_pairs_hook=_object, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise Problem("malformed", detail=_words_for(error)) from error
        _check_values(told)
        return cast("dict[str, Any]", told)  # or a list or a word: the declared fields say that this does not fit

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        for name, values in data.lists():
            if not all(map(_can_be_stored, [name, *values])):
                raise invalid_parameter(_written(name), _("It holds a character that cannot be stored."), "characters")
            if name not in list_fields and len(values) > 1:
                raise invalid_parameter(name, _("It may be given once."), "twice")
        return super().parse_querydict(data, list_fields, request)


def too_large() -> Problem:
    most = _("At most %(limit)s kB is taken.") % {"limit": LARGEST_BODY // 1024}
    return Problem("too-large", detail=most)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError(_("An object has the same key twice."))
    return made


def _refuse_constant(name: str) -> None:
    raise ValueError(_("%(name)s is no JSON.") % {"name": name})


def _words_for(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            told = {"line": error.lineno, "column": error.colno}
            return _("The body is no JSON. The fault is on line %(line)s, at character %(column)s.") % told
        case UnicodeDecodeError():
            return _("The body is not written in UTF-8.")
        case RecursionError():
            return _("The body is nested too deep.")
        case _:
            return str(error)


def _check_values(whole: object) -> None:
    """Walks without recursion, so that no nest can exhaust it. Tells of all bad texts at once, the first twenty."""
    waiting: list[tuple[str, object, int]] = [("", whole, 0)]
    faults: list[FieldProblem] = []
    seen = 0
    while waiting:
        pointer, value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST_NEST:
            raise Problem("malformed", detail=_("The body is nested too deep."))
        if seen > MOST_VALUES:
            raise too_large()
        if isinstance(value, str) and not _can_be_stored(value):
            words = _("It holds a character that cannot be stored.")
            faults.append(FieldProblem(detail=words, code="characters", pointer=pointer))
        elif isinstance(value, dict):
            if not all(map(_can_be_stored, value)):
                raise Problem("malformed", detail=_("A key holds a character that cannot be stored."))
            waiting += [(f"{pointer}/{escaped(key)}", part, depth + 1) for key, part in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{pointer}/{number}", part, depth + 1) for number, part in enumerate(value)]
    if faults:
        raise Problem("invalid", errors=faults[:20])


def escaped(key: object) -> str:
    """A key as a part of a JSON Pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")


def _can_be_stored(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _written(name: str) -> str:
    return name.encode("ascii", "backslashreplace").decode()[:100]
