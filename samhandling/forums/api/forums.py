"""Forum types, the list of forums, a forum, and setting up, changing and ending one."""

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from ninja import Query

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import AsOf, Pk, Search, Slug
from samhandling.core.api.history import HistoryOut, history_listing
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import chosen
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.found import ONE, day, forum_in, managed_in
from samhandling.forums.api.shapes import ForumChange, ForumCreate, ForumEnd, ForumLine, ForumOut, ForumTypeOut
from samhandling.forums.enums import AccessMode, Level
from samhandling.forums.permissions import can_set_up
from samhandling.forums.selectors.candidates import agreements_in, areas_in, organisations_in
from samhandling.forums.selectors.forums import (
    ForumFilter,
    events_of_forum,
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
    from samhandling.organisations.models import Collaboration

ALL = "/collaborations/{slug}/forums"


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
    if body.ends_on is None or (forum.ends_on is not None and body.ends_on > forum.ends_on):
        prolong_forum(actor=request.user, forum=forum, ends_on=body.ends_on, reason=body.reason)
    else:
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
