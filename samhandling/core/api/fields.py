"""What programs may send and what they are sent: only declared fields, within what the database can hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Self

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from samhandling.core.fields import LONGEST_TEXT
from samhandling.lib.periods import EARLIEST, LATEST, is_in_reach
from samhandling.lib.text import clean_line, clean_text
from samhandling.lib.written import typed

GREATEST_ID = 2**63 - 1


class In(BaseModel):
    """A body. What is not declared is refused, so that nobody sets what they were not asked for."""

    model_config = ConfigDict(extra="forbid")

    def given(self) -> dict[str, Any]:
        """The fields that were sent; those left out are left as they are."""
        return {name: getattr(self, name) for name in self.model_fields_set}

    def all(self) -> dict[str, Any]:
        """Every field, with what stands for those left out."""
        return {name: getattr(self, name) for name in type(self).model_fields}


_NOTHING = object()


@dataclass(frozen=True, slots=True)
class From:
    """Where the value of a field lies, when the row has no attribute of that name: a path, or a function of the row.

    `forum_id: Annotated[int, From("seat.forum_id")]`, `name: Annotated[str, From(str)]`. Where a path may lead by None:
    `note: Annotated[str, From("decision.note", or_else="")]`.
    """

    source: str | Callable[[Any], object]
    or_else: object = _NOTHING

    def reader(self) -> Callable[[Any], object]:
        if not isinstance(self.source, str):
            return self.source
        if self.or_else is _NOTHING:
            return attrgetter(self.source)
        *way, last = map(attrgetter, self.source.split("."))

        def read(row: object) -> object:
            for step in way:
                row = step(row)
                if row is None:
                    return self.or_else
            return last(row)

        return read


class Out(BaseModel):
    """An answer, or a part of one, made by `of` from a row that the viewer may see. Only declared fields leave.

    Each field is read from the row's attribute of that name, or from where `From` says. What a row of a selector holds
    within it is named once: `class DutyOut(Out, within="duty")` reads from `row.duty` what the row itself lacks.
    An attribute that is not there is an error, never a null.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    _within: ClassVar[str] = ""

    def __init_subclass__(cls, *, within: str = "", **settings: Any) -> None:
        super().__init_subclass__(**settings)
        cls._within = within or cls._within

    @classmethod
    def of(cls, row: object, **known: object) -> Self:
        """The answer for a row, with fields that are known beside it, such as how it stands today."""
        readers = _readers(cls).items()
        return cls.model_validate({name: read(row) for name, read in readers if name not in known} | known)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, row: object) -> object:
        """A row that is part of another is read in the same way."""
        return row if isinstance(row, dict | cls) else {name: read(row) for name, read in _readers(cls).items()}


@cache
def _readers(answer: type[Out]) -> dict[str, Callable[[Any], object]]:
    """How each field of an answer is read from a row."""
    within = answer._within  # noqa: SLF001  # its own class
    return {name: _reader(name, field.metadata, within) for name, field in answer.model_fields.items()}


def _reader(name: str, metadata: list[Any], within: str) -> Callable[[Any], object]:
    for mark in metadata:
        if isinstance(mark, From):
            return mark.reader()
    own = attrgetter(name)
    if not within:
        return own
    inner = attrgetter(f"{within}.{name}")

    def read(row: object) -> object:
        try:
            return own(row)
        except AttributeError:
            return inner(row)

    return read


def _day(value: object) -> date:
    """ISO 8601, and a day that somebody can have meant."""
    try:
        day = value if isinstance(value, date) else parse_date(typed(value)) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or not is_in_reach(day):
        raise PydanticCustomError(
            "day",
            "{words}",
            {
                "words": _("Enter a date between %(first)s and %(last)s, as 2027-01-31.")
                % {"first": date_format(EARLIEST, "j F Y"), "last": date_format(LATEST, "j F Y")}
            },
        )
    return day


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


def _whole(value: object) -> object:
    """JSON knows numbers only: 7.0 is the whole number 7 there."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# Stands last in a number of a body: Annotated[int, Field(strict=True, ge=1, le=9), WHOLE].
WHOLE = BeforeValidator(_whole)


def _by_rule(rule: Callable[[str], str]) -> BeforeValidator:
    return BeforeValidator(lambda value: rule(value) if isinstance(value, str) else value)


# Text is kept by the one rule of the house (`lib/text.py`), as in forms; lengths are counted after it.
# One line with something on it. Add the longest: Annotated[Line, Field(max_length=150)].
Line = Annotated[str, Field(min_length=1, pattern=r"\S"), _by_rule(clean_line)]
# One line that may be empty.
MaybeLine = Annotated[str, _by_rule(clean_line)]
# Running text, which may be empty; and such that says something.
Text = Annotated[str, Field(max_length=LONGEST_TEXT), _by_rule(clean_text)]
Prose = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S"), _by_rule(clean_text)]
# The number of another row, in a body. Whether it may be chosen is for the room to say (`invalid_field`).
RowId = Annotated[int, Field(strict=True, ge=1, le=GREATEST_ID), WHOLE]
Flag = Annotated[bool, Field(strict=True)]

# In addresses.
Pk = Annotated[int, Field(ge=1, le=GREATEST_ID)]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]+$", max_length=60)]

# In queries, as arguments or as fields of a model: `q: Search = ""`, `on: AsOf = None`.
Search = Annotated[str, Field(max_length=100, description="Words that must all be found."), _by_rule(clean_line)]
AsOf = Annotated[Day | None, Field(description="The day to tell about. Today when left out.")]
