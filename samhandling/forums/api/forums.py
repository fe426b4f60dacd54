"""Forum types, the list of forums, a forum, and what has happened to it."""

from datetime import date
from typing import Annotated

from django.http import Http404
from django.utils.translation import get_language
from ninja import Query

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, From, Out, Pk, Search, Slug
from samhandling.core.api.history import HistoryOut, history_listing
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.answers import PresidiumTermOut
from samhandling.forums.api.lookups import ONE, day, forum_in
from samhandling.forums.enums import AccessMode, Level, Outcome, Standing
from samhandling.forums.selectors.forums import (
    ForumFilter,
    events_of_forum,
    forum_page,
    forum_rows,
    may_see_history,
    types_in,
)
from samhandling.lib.swedish import search_key
from samhandling.organisations.selectors import collaboration_for


class ForumTypeOut(Out):
    """What a kind of forum may have and do."""

    id: int
    key: str
    name: Annotated[str, From(lambda kind: kind.name.get(get_language() or "sv", str(kind)))]
    standing: Standing
    level: Level
    has_presidium: bool
    has_deputies: bool
    prepares: bool
    recommends: bool
    decides: bool


class ForumLine(Out, within="forum"):
    """A forum in the list. `depth` tells how far below the topmost forum it lies."""

    id: int
    name: str
    abbreviation: str
    type: Annotated[str, From("forum.type.key")]
    access: AccessMode
    owner: Named | None
    parent_id: int | None
    depth: int
    starts_on: date
    ends_on: date | None
    seats: Annotated[int, From("members.seats")]
    filled: Annotated[int, From("members.filled")]
    is_undecided: bool


class ForumOut(Out, within="forum"):
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
    sentence: Annotated[str, From("state")]
    seats: Annotated[int, From("filled.seats")]
    filled: Annotated[int, From("filled.filled")]
    presidium: list[PresidiumTermOut]
    secretaries: Annotated[list[str], From(lambda page: [str(user) for user in page.secretaries])]
    below: list[Named]
    outcomes: Annotated[list[Outcome], From("may")]


@router.read("/collaborations/{slug}/forum-types", Listing[ForumTypeOut])
def forum_type_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[ForumTypeOut]:
    """The kinds of forum that may be set up in the collaboration."""
    types = types_in(request.user, collaboration_for(request.user, slug))
    return short_listing(request, list(types), paging, ForumTypeOut.of)


@router.read("/collaborations/{slug}/forums", Listing[ForumLine])
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
    return ForumOut.of(forum_page(request.user, forum_in(request.user, slug, pk), day(on)))


@router.read(f"{ONE}/history", Listing[HistoryOut])
def forum_history(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[HistoryOut]:
    """What has happened to the forum, the newest first. For those who work in the collaboration."""
    forum = forum_in(request.user, slug, pk)
    if not request.user.is_authenticated:
        raise Http404
    require(may_see_history(request.user, forum))
    return history_listing(request, events_of_forum(forum), paging)
