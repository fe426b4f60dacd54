"""Who has got what access, by whom and when: what the page tells."""

from datetime import datetime
from typing import Annotated

from django.http import Http404
from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.router import RoomRouter
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.organisations.selectors.collaborations import collaboration_for
from samhandling.organisations.selectors.granted_access import granted_in

router = RoomRouter("organisations", tag="Access")


class GrantedOut(Out):
    """One piece of somebody's access, in words. `given_at` is null where the history does not tell."""

    user: Named
    email: Annotated[str, From("user.email")]
    access: str
    given_at: datetime | None
    given_by: str


@router.read("/collaborations/{slug}/access", Listing[GrantedOut])
def access_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[GrantedOut]:
    """Who has got what access, by whom and when.

    All of it for the coordinator; for those who answer for an organisation, and for a forum's secretary, what
    concerns that.
    """
    if not request.user.is_authenticated:
        raise Http404
    granted = granted_in(request.user, collaboration_for(request.user, slug))
    return short_listing(request, granted, paging, GrantedOut.of)
