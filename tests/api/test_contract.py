"""schemathesis holds every operation against what the OpenAPI document says of it: for a coordinator, a member, nobody.

Fixed draws, each in a transaction that is undone, on rows that are there: what fails here fails for everybody.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.db.models import Choices
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from schemathesis.specs.openapi.checks import positive_data_acceptance

from samhandling.config.api import api
from samhandling.core.api.fields import Line
from samhandling.core.api.files import Base64
from samhandling.lib.periods import EARLIEST, LATEST
from samhandling.lib.text import clean_line
from tests.api.rooms import Rows, choices_of, make_drafts, rows_of, with_every_scope
from tests.journeys.world import make_world

pytestmark = pytest.mark.django_db

# Words as people write them, and some that they do not. Drawing them from the pattern takes twenty times as long.
# None that grows shorter when it is tidied: lengths are counted after that, so one too long would rightly be taken.
LINES = st.text(st.characters(), min_size=1, max_size=12).filter(lambda words: len(clean_line(words)) == len(words))
FORMATS = {
    "date": st.dates(EARLIEST, LATEST).map(date.isoformat),
    "line": LINES,
    "maybe line": st.just("") | LINES,
    "file": st.binary(max_size=60).map(b64encode).map(bytes.decode),
}
PATTERNS = {TypeAdapter(words).json_schema()["pattern"]: name for name, words in {"line": Line, "file": Base64}.items()}


def with_formats(schema: Any) -> Any:
    """The document with a name instead of each pattern of words, and for words that follow none."""
    if isinstance(schema, list):
        return [with_formats(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copied = {key: with_formats(part) for key, part in schema.items()}
    if name := PATTERNS.get(str(schema.get("pattern"))):
        del copied["pattern"]
        copied["format"] = name
    elif "maxLength" in schema and "pattern" not in schema:
        copied.setdefault("format", "maybe line")
    return copied


for name, strategy in FORMATS.items():
    schemathesis.openapi.format(name, strategy)
SCHEMA = schemathesis.openapi.from_dict(with_formats(api.get_openapi_schema()))
SCHEMA.app = get_wsgi_application()
SCHEMA.config.update(base_url="http://localhost")
# A body too large, or read before somebody else changed it, is refused too.
SCHEMA.config.checks.negative_data_rejection.expected_statuses += ["412", "413"]
OPERATIONS = {result.ok().label: result.ok() for result in SCHEMA.get_all_operations()}
DRAWS = 4
# What no schema can tell beforehand: whether a row may be chosen, where a cursor leads, whether an address is one.
ROWS_SAY_NO = {"choice", "cursor", "form"}


def test_a_name_in_the_document_means_one_list_of_choices():
    """Two of the same name in two rooms would become one there, and the other be told wrong."""
    named = Counter(cls.__name__ for cls in _below(Choices))
    assert [name for name in api.get_openapi_schema()["components"]["schemas"] if named[name] > 1] == []


def _below(parent: type) -> Iterator[type]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


@dataclass(frozen=True)
class Place:
    """What is there to call: kinds of callers, rows, and what a body may name."""

    callers: dict[str, dict[str, str]]
    rows: list[Rows]
    choices: list[dict[str, int]]


@contextmanager
def connection_kept() -> Iterator[None]:
    """A server closes what it has opened after each request; here the same connection holds the world."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker) -> Iterator[Place]:
    with django_db_blocker.unblock(), connection_kept(), undone():
        world = make_world("Egnahem", is_public=True)
        rows = [make_drafts(world, "Egnahem"), rows_of(world)]
        member = world.rows["party_access"].user
        callers = {"coordinator": with_every_scope(world.coordinator), "member": with_every_scope(member), "nobody": {}}
        yield Place(callers, rows, [choices_of(one) for one in rows])


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_declared(place: Place, label: str):
    """No 5xx, nothing undeclared, nothing taken that does not fit, and nothing refused that does."""
    for mode in schemathesis.GenerationMode:
        _hold(OPERATIONS[label], mode, place)


def _hold(operation: schemathesis.APIOperation, mode: schemathesis.GenerationMode, place: Place) -> None:
    @settings(
        max_examples=DRAWS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), which=st.integers(0, 7))
    def answers_as_declared(case: schemathesis.Case, which: int) -> None:
        if which:  # else the numbers lead nowhere
            aim(case, place.rows[which % 2], place.choices[which % 2])
        other = ("member", "nobody")[which // 2 % 2]
        for headers in (place.callers["coordinator"], place.callers[other]):
            with undone():
                response = case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
            if mode.is_positive and response.status_code == 422:
                codes = {error["code"] for error in response.json()["errors"]}
                assert codes <= ROWS_SAY_NO, f"{case.body} {case.query} {response.text}"

    answers_as_declared()


def aim(case: schemathesis.Case, rows: Rows, choices: dict[str, int]) -> None:
    """Let what was drawn name rows that are there. What was drawn wrong on purpose stays wrong."""
    for name, number in rows.numbers(case.operation.path).items():
        if _fits(name, case.path_parameters.get(name)):
            case.path_parameters[name] = number
    if isinstance(case.body, dict):
        for name in choices.keys() & case.body.keys():
            if _fits(name, case.body[name]):
                case.body[name] = choices[name]


def _fits(name: str, drawn: object) -> bool:
    if name == "slug":
        return isinstance(drawn, str) and re.fullmatch("[-a-zA-Z0-9_]{1,60}", drawn) is not None
    return str(drawn).isdecimal() and not isinstance(drawn, bool) and 1 <= int(str(drawn)) < 2**63
