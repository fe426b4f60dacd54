"""What is told of forums and their presidium, and what is taken."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self

from django.utils.translation import get_language
from pydantic import Field

from samhandling.core.api.fields import Day, Flag, In, Line, MaybeLine, Out, RowId, Text
from samhandling.core.api.rows import Named, left_out
from samhandling.forums.api.told import Holder
from samhandling.forums.enums import AccessMode, Level, Office, Outcome, Standing
from samhandling.forums.selectors.forums import forum_page

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.forums.models import Forum, ForumType, PresidiumTerm
    from samhandling.forums.selectors.forums import ForumPage, ForumRow


class ForumTypeOut(Out):
    """What a kind of forum may have and do."""

    id: int
    key: str
    name: str
    standing: Standing
    level: Level
    has_presidium: bool
    has_deputies: bool
    prepares: bool
    recommends: bool
    decides: bool

    @classmethod
    def of(cls, kind: "ForumType") -> Self:
        return cls(
            id=kind.pk,
            key=kind.key,
            name=kind.name.get(get_language() or "sv", str(kind)),
            standing=Standing(kind.standing),
            level=Level(kind.level),
            has_presidium=kind.has_presidium,
            has_deputies=kind.has_deputies,
            prepares=kind.prepares,
            recommends=kind.recommends,
            decides=kind.decides,
        )


class ForumLine(Out):
    """A forum in the list. `depth` tells how far below the topmost forum it lies."""

    id: int
    name: str
    abbreviation: str
    type: str
    access: AccessMode
    owner: Named | None
    parent_id: int | None
    depth: int
    starts_on: date
    ends_on: date | None
    seats: int
    filled: int
    is_undecided: bool

    @classmethod
    def of(cls, row: "ForumRow") -> Self:
        forum = row.forum
        return cls(
            id=forum.pk,
            name=forum.name,
            abbreviation=forum.abbreviation,
            type=forum.type.key,
            access=AccessMode(forum.access),
            owner=Named.of(forum.owner) if forum.owner else None,
            parent_id=forum.parent_id,
            depth=row.depth,
            starts_on=forum.starts_on,
            ends_on=forum.ends_on,
            seats=row.members.seats,
            filled=row.members.filled,
            is_undecided=row.is_undecided,
        )


class PresidiumTermOut(Out):
    """Who chairs the forum, or stands in for the chair: 1 is the first vice chair."""

    id: int
    forum_id: int
    person: Holder
    office: Office
    number: int
    starts_on: date
    ends_on: date

    @classmethod
    def of(cls, term: "PresidiumTerm") -> Self:
        return cls(
            id=term.pk,
            forum_id=term.forum_id,
            person=Holder.of(term.person),
            office=Office(term.office),
            number=term.number,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
        )


class ForumOut(Out):
    """All that a forum is on a day. `outcomes` is what can come out of it."""

    id: int
    name: str
    abbreviation: str
    type: ForumTypeOut
    agreement: Named | None
    parent: Named | None
    owner: Named | None
    areas: list[Named]
    purpose: str
    led_by: str
    access: AccessMode
    is_mandatory: bool
    starts_on: date
    ends_on: date | None
    sentence: str
    seats: int
    filled: int
    presidium: list[PresidiumTermOut]
    secretaries: list[str]
    below: list[Named]
    outcomes: list[Outcome]

    @classmethod
    def of(cls, viewer: "Viewer", forum: "Forum", on: date) -> Self:
        page = forum_page(viewer, forum, on)
        return cls(**_own_fields(page), **_told_on_day(page))


def _own_fields(page: "ForumPage") -> dict[str, Any]:
    forum = page.forum
    return {
        "id": forum.pk,
        "name": forum.name,
        "abbreviation": forum.abbreviation,
        "type": ForumTypeOut.of(forum.type),
        "agreement": Named.of(page.agreement) if page.agreement else None,
        "parent": Named.of(forum.parent) if forum.parent else None,
        "owner": Named.of(forum.owner) if forum.owner else None,
        "areas": [Named.of(area) for area in page.areas],
        "purpose": forum.purpose,
        "led_by": forum.led_by,
        "access": AccessMode(forum.access),
        "is_mandatory": forum.is_mandatory,
        "starts_on": forum.starts_on,
        "ends_on": forum.ends_on,
    }


def _told_on_day(page: "ForumPage") -> dict[str, Any]:
    return {
        "sentence": page.state,
        "seats": page.filled.seats,
        "filled": page.filled.filled,
        "presidium": [PresidiumTermOut.of(term) for term in page.presidium],
        "secretaries": [str(secretary) for secretary in page.secretaries],
        "below": [Named.of(child) for child in page.below],
        "outcomes": page.may,
    }


class ForumChange(In):
    """What is left out stays as it is. The last day is set by `end`."""

    type_id: RowId = left_out()
    name: Annotated[Line, Field(max_length=200)] = left_out()
    abbreviation: Annotated[MaybeLine, Field(max_length=20)] = left_out()
    purpose: Text = left_out()
    agreement_id: RowId | None = left_out()
    parent_id: RowId | None = left_out()
    owner_id: RowId | None = left_out()
    led_by: Annotated[MaybeLine, Field(max_length=150)] = left_out()
    area_ids: Annotated[list[RowId], Field(max_length=100)] = left_out()
    access: AccessMode = left_out()
    is_mandatory: Flag = left_out()
    starts_on: Day = left_out()


class ForumCreate(ForumChange):
    """A new forum. `ends_on` is for a pilot that ends by itself."""

    type_id: RowId
    name: Annotated[Line, Field(max_length=200)]
    starts_on: Day
    ends_on: Day | None = left_out()


class ForumEnd(In):
    """An earlier last day ends all that hangs on the forum; a later one, or null, lets it go on.

    Why is kept in the history: write nothing about a person.
    """

    ends_on: Day | None
    reason: Annotated[MaybeLine, Field(max_length=200)] = ""
