"""Who is the forum's secretary. For the coordinator."""

from typing import TYPE_CHECKING

from django.http import Http404
from ninja import Query

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.lookups import ONE, forum_in
from samhandling.forums.permissions import can_manage
from samhandling.forums.selectors.forums import secretary_access, secretary_access_for

if TYPE_CHECKING:
    from samhandling.forums.models import Forum


class SecretaryOut(Out):
    """That a user is the forum's secretary. `id` is the access itself, not the user."""

    id: int
    forum_id: int
    user: Named


@router.read(f"{ONE}/secretaries", Listing[SecretaryOut])
def secretary_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[SecretaryOut]:
    """The forum's secretaries, for the coordinator. Their names stand with the forum for everybody."""
    return short_listing(request, list(secretary_access(_managed(request, slug, pk))), paging, SecretaryOut.of)


@router.read(f"{ONE}/secretaries/{{int:access}}", SecretaryOut)
def secretary_detail(request: ApiRequest, slug: Slug, pk: Pk, access: Pk) -> SecretaryOut:
    """One secretary, for the coordinator."""
    return SecretaryOut.of(secretary_access_for(_managed(request, slug, pk), access))


def _managed(request: ApiRequest, slug: str, pk: int) -> "Forum":
    """The forum, for the coordinator. To a visitor there is nothing here."""
    if not request.user.is_authenticated:
        raise Http404
    forum = forum_in(request.user, slug, pk)
    require(can_manage(request.user, forum))
    return forum
