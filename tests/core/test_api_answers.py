"""An answer is read from the attributes of a row: what is declared and nothing else, and nothing that is missing."""

from types import SimpleNamespace
from typing import Annotated

import pytest
from pydantic import ValidationError

from samhandling.core.api.fields import From, Out


class Named(Out):
    id: int
    name: Annotated[str, From(lambda row: row.name.upper())]


class DutyOut(Out, within="duty"):
    id: int
    what: str
    owner: Named | None
    state: str
    place: Annotated[str, From("duty.clause.number", or_else="")]
    helpers: list[Named]


class LongDutyOut(DutyOut):
    """What a row holds within it is the same for what is made of it."""

    law: str


def named(pk: int, name: str) -> SimpleNamespace:
    return SimpleNamespace(id=pk, name=name, secret="hemligt")


def row(**more: object) -> SimpleNamespace:
    duty = {"id": 7, "what": "Rapportera", "owner": named(1, "Umeå"), "clause": None, "law": "HSL", "secret": "hemligt"}
    return SimpleNamespace(duty=SimpleNamespace(**duty | more), state="late", helpers=(named(2, "Lycksele"),))


def test_declared_fields_leave_and_no_other():
    assert DutyOut.of(row()).model_dump() == {
        "id": 7,
        "what": "Rapportera",
        "owner": {"id": 1, "name": "UMEÅ"},
        "state": "late",
        "place": "",
        "helpers": [{"id": 2, "name": "LYCKSELE"}],
    }
    assert LongDutyOut.of(row()).law == "HSL"


def test_what_is_null_is_null_and_a_path_by_nothing_says_what_stands_there():
    assert DutyOut.of(row(owner=None)).owner is None
    assert DutyOut.of(row(clause=SimpleNamespace(number="3.2"))).place == "3.2"


def test_what_the_row_says_itself_comes_before_what_it_holds():
    assert DutyOut.of(row(state="done")).state == "late"


def test_an_attribute_that_is_missing_is_an_error_and_no_null():
    for name in ("what", "owner", "clause"):
        lacking = row()
        delattr(lacking.duty, name)
        with pytest.raises(AttributeError):
            DutyOut.of(lacking)
    with pytest.raises(AttributeError):
        DutyOut.of(row(owner=SimpleNamespace(id=1)))


def test_what_is_known_beside_the_row_is_declared_too():
    assert DutyOut.of(row(), state="soon").state == "soon"
    with pytest.raises(ValidationError):
        DutyOut.of(row(), secret="hemligt")
    with pytest.raises(ValidationError):
        DutyOut.of(row(), helpers=[{"id": 2, "name": "Lycksele", "secret": "hemligt"}])


def test_a_value_of_another_kind_is_an_error():
    with pytest.raises(ValidationError):
        DutyOut.of(row(what=None))
