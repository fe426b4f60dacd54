"""Forum types, the list of forums, a forum, and setting up, changing and ending one."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query
from pydantic import Field

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import AsOf, Day, Flag, In, Line, MaybeLine, Out, Pk, RowId, Search, Slug, Text
from samhandling.core.api.history import HistoryOut, history_listing
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named, chosen, left_out
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.found import ONE, day, forum_in, managed_in
from samhandling.forums.api.told import Holder
from samhandling.forums.enums import AccessMode, Level, Office, Outcome, Standing
from samhandling.forums.permissions import can_set_up
from samhandling.forums.selectors.candidates import agreements_in, areas_in, organisations_in
from samhandling.forums.selectors.forums import (
    ForumFilter,
    events_of_forum,
    forum_page,
    forum_rows,
    forums_in,
    may_see_history,
    types_in,
)
from samhandling.forums.services.forums import change_forum, create_forum, end_forum, prolong_forum
from samhandling.lib.swedish import search_key
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.forums.models import Forum, ForumType, PresidiumTerm
    from samhandling.forums.selectors.forums import ForumPage, ForumRow
    from samhandling.organisations.models import Collaboration

ALL = "/collaborations/{slug}/forums"


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


@router.read("/collaborations/{slug}/forum-types", Listing[ForumTypeOut])
def forum_type_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[ForumTypeOut]:
    """The kinds of forum that may be set up in the collaboration."""
    types = types_in(request.user, collaboration_for(request.user, slug))
    return short_listing(request, list(types), paging, ForumTypeOut.of)


@router.read(ALL, Listing[ForumLine])
def forum_list(
    request: ApiRequest,
    slug: Slug,
    paging: Query[Paging],
    on: AsOf = None,
    *,
    level: Level | None = None,
    access: AccessMode | None = None,
    q: Search = "",
) -> Listing[ForumLine]:
    """The forums of a day: each followed by those that belong to it, or flat when only some are asked for."""
    wanted = ForumFilter(level or "", access or "", search_key(q))
    rows = forum_rows(request.user, collaboration_for(request.user, slug), day(on), wanted)
    return short_listing(request, rows, paging, ForumLine.of)


@router.read(ONE, ForumOut)
def forum_detail(request: ApiRequest, slug: Slug, pk: Pk, on: AsOf = None) -> ForumOut:
    """One forum as it is on a day."""
    return ForumOut.of(request.user, forum_in(request.user, slug, pk), day(on))


@router.read(f"{ONE}/history", Listing[HistoryOut])
def forum_history(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[HistoryOut]:
    """What has happened to the forum, the newest first. For those who work in the collaboration."""
    forum = forum_in(request.user, slug, pk)
    if not request.user.is_authenticated:
        raise Http404
    require(may_see_history(request.user, forum))
    return history_listing(request, events_of_forum(forum), paging)


@router.write("POST", ALL, ForumOut, status=201, location="forums/{id}")
def forum_create(request: ApiUserRequest, slug: Slug, body: ForumCreate) -> ForumOut:
    """Set up a forum."""
    collaboration = collaboration_for(request.user, slug)
    require(can_set_up(request.user, collaboration.pk))
    made = create_forum(
        actor=request.user, collaboration=collaboration, **_rows_named(request.user, collaboration, body)
    )
    return _told(request, slug, made.pk)


@router.write("PATCH", ONE, ForumOut, current=forum_detail)
def forum_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: ForumChange) -> ForumOut:
    """Change what the forum is."""
    forum = managed_in(request.user, slug, pk)
    change_forum(
        actor=request.user, forum=forum, now=timezone.now(), **_rows_named(request.user, forum.collaboration, body)
    )
    return _told(request, slug, pk)


@router.write("POST", f"{ONE}/end", ForumOut)
def forum_end(request: ApiUserRequest, slug: Slug, pk: Pk, body: ForumEnd) -> ForumOut:
    """Set or move the forum's last day."""
    forum = managed_in(request.user, slug, pk)
    goes_on = body.ends_on is None or (forum.ends_on is not None and body.ends_on > forum.ends_on)
    if goes_on:
        prolong_forum(actor=request.user, forum=forum, ends_on=body.ends_on, reason=body.reason)
    else:
        assert body.ends_on is not None
        end_forum(actor=request.user, forum=forum, ends_on=body.ends_on, reason=body.reason)
    return _told(request, slug, pk)


def _told(request: ApiUserRequest, slug: str, pk: int) -> ForumOut:
    """The forum as it is now, read anew with all that hangs on it."""
    return ForumOut.of(request.user, forum_in(request.user, slug, pk), day(None))


def _rows_named(viewer: "Viewer", collaboration: "Collaboration", body: ForumChange) -> dict[str, Any]:
    """What was sent, with rows where it names them."""
    fields = body.given()
    rows = {
        "type": types_in(viewer, collaboration),
        "parent": forums_in(viewer, collaboration),
        "agreement": agreements_in(viewer, collaboration),
        "owner": organisations_in(collaboration),
    }
    for name, among in rows.items():
        if (field := f"{name}_id") in fields:
            fields[name] = chosen(field, fields.pop(field), among)
    if "area_ids" in fields:
        known = areas_in(viewer, collaboration)
        fields["areas"] = [chosen("area_ids", pk, known) for pk in dict.fromkeys(fields.pop("area_ids"))]
    return fields
