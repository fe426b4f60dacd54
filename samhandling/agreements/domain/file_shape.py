"""Does a document have the shape of an agreement? The schema says what may stand where; this says it in words."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path as File
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from samhandling.agreements.domain.file_reading import MOST_PROBLEMS, Document, Path, Problem
from samhandling.agreements.enums import Fault, Shape
from samhandling.lib.likeness import nearest
from samhandling.lib.periods import is_in_reach

_SCHEMA = File(__file__).parents[1] / "facts" / "agreement.schema.json"
_ISO_DAYS = FormatChecker(["date"])
_DAYS = FormatChecker([])


@_DAYS.checks("date")
def _is_day(written: object) -> bool:
    """A day that exists, and that somebody can have meant. What is no text is reported as such."""
    if not isinstance(written, str):
        return True
    return _ISO_DAYS.conforms(written, "date") and is_in_reach(date.fromisoformat(written))


@cache
def _own_schema() -> str:
    return _SCHEMA.read_text(encoding="utf-8")


def schema_with(sections: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The schema of the whole file: our own keys, and the sections that upper rooms read."""
    schema: dict[str, Any] = json.loads(_own_schema())
    for properties in sections:
        schema["properties"].update(properties)
    return schema


def shape_problems(document: Document, schema: dict[str, Any]) -> list[Problem]:
    """Everything that the schema does not allow, each with its line, in the order of the file."""
    checker = Draft202012Validator(schema, format_checker=_DAYS)
    found = (problem for error in checker.iter_errors(document.value) for problem in _problems_of(error))
    located = [document.located(problem) for problem in islice(found, MOST_PROBLEMS)]
    return sorted(located, key=lambda problem: (problem.line, [str(step) for step in problem.path]))


def sound_part(document: Document, problems: Sequence[Problem]) -> Any:
    """A copy without the values that have problems, so that the rest can be checked for what it means."""
    sound = deepcopy(document.value)
    for path in sorted({problem.path for problem in problems if problem.path}, key=len, reverse=True):
        _empty(sound, path)
    return sound if isinstance(sound, dict) else {}


def _empty(value: Any, path: Path) -> None:
    """Rows of lists are emptied and not taken away, so that the rows after them keep their place."""
    for step in path[:-1]:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(value, dict):
        value.pop(path[-1], None)
    elif isinstance(value, list) and isinstance(path[-1], int) and path[-1] < len(value):
        value[path[-1]] = None


def _problems_of(error: ValidationError) -> Iterator[Problem]:
    """One fault of the schema library as one or more of ours."""
    path: Path = tuple(error.absolute_path)
    rule, value = str(error.validator), _value(error)
    if rule in _WITH_KEYS:
        yield from _WITH_KEYS[rule](error, path)
    elif rule in _WITH_VALUE:
        fault, limit = _WITH_VALUE[rule]
        yield Problem(path, fault, {"found": _shown(value), "limit": limit(error)})
    elif rule == "maxLength":
        yield Problem(path, Fault.TOO_LONG, {"found": len(value), "limit": error.validator_value})
    elif rule == "enum":
        allowed: Any = error.validator_value
        known = [str(value) for value in allowed]
        close = nearest(str(value), known)
        details = {"found": _shown(value), "known": ", ".join(known), "nearest": close}
        yield Problem(path, Fault.WRONG_VALUE, details)
    else:
        yield Problem(path, Fault.WRONG_FORM, {"found": _shown(value)})


def _value(error: ValidationError) -> Any:
    """What stands where the fault is."""
    return error.instance


def _unknown_keys(error: ValidationError, path: Path) -> Iterator[Problem]:
    schema: Any = error.schema
    known = [str(key) for key in schema.get("properties", {})]
    for key in [key for key in _value(error) if key not in known]:
        close = nearest(key, known)
        details = {"key": key, "nearest": close, "known": ", ".join(known)}
        yield Problem((*path, key), Fault.MISSPELT_KEY if close else Fault.UNKNOWN_KEY, details)


def _missing_key(error: ValidationError, path: Path) -> Iterator[Problem]:
    """The library reports each missing key in an error of its own; which one stands first in its message."""
    wanted: Any = error.validator_value
    missing = [key for key in wanted if key not in _value(error) and error.message.startswith(f"{key!r} ")]
    for key in missing:
        yield Problem(path, Fault.MISSING_KEY, {"key": key})


def _missing_companion(error: ValidationError, path: Path) -> Iterator[Problem]:
    wanted: Any = error.validator_value
    for key, companions in wanted.items():
        for other in companions:
            if key in _value(error) and other not in _value(error):
                yield Problem(path, Fault.MISSING_KEY, {"key": other})


def _no_alternative(error: ValidationError, path: Path) -> Iterator[Problem]:
    """None of several shapes fits. The one that was meant is the one whose type is right."""
    by_choice: dict[int, list[ValidationError]] = {}
    for deeper in error.context or []:
        by_choice.setdefault(int(deeper.relative_schema_path[0]), []).append(deeper)
    meant = [faults for faults in by_choice.values() if not any(_is_of_other_type(fault, error) for fault in faults)]
    chosen = [*meant, *by_choice.values()][:1]
    problems = (problem for faults in chosen for fault in faults for problem in _problems_of(fault))
    found = list(islice(problems, MOST_PROBLEMS))
    yield from found or [Problem(path, Fault.WRONG_FORM, {"found": _shown(_value(error))})]


def _is_of_other_type(fault: ValidationError, whole: ValidationError) -> bool:
    return fault.validator == "type" and fault.absolute_path == whole.absolute_path


def _wrong_shape(error: ValidationError, path: Path) -> Iterator[Problem]:
    wanted: Any = error.validator_value
    names = [wanted] if isinstance(wanted, str) else wanted
    details = {"found": Shape(_type_of(_value(error))).label, "wanted": Shape(names[0]).label}
    yield Problem(path, Fault.WRONG_SHAPE, details)


def _type_of(value: Any) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", type(None): "null"}
    return names[type(value)]


def _shown(value: Any) -> object:
    if isinstance(value, list | dict):
        value = str(list(value)[:5])
    if isinstance(value, str):
        return value if len(value) <= 60 else f"{value[:59]}…"
    return value


_WITH_KEYS = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "dependentRequired": _missing_companion,
    "anyOf": _no_alternative,
    "oneOf": _no_alternative,
    "type": _wrong_shape,
}
_WITH_VALUE: dict[str, tuple[Fault, Any]] = {
    "format": (Fault.NOT_A_DAY, lambda error: ""),
    "pattern": (Fault.WRONG_FORM, lambda error: ""),
    "minLength": (Fault.TOO_SHORT, lambda error: error.validator_value),
    "minItems": (Fault.TOO_SHORT, lambda error: error.validator_value),
    "minProperties": (Fault.TOO_SHORT, lambda error: error.validator_value),
    "minimum": (Fault.TOO_SMALL, lambda error: error.validator_value),
    "maximum": (Fault.TOO_BIG, lambda error: error.validator_value),
}
