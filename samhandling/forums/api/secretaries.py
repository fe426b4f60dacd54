"""Who is the forum's secretary. For the coordinator."""

from typing import TYPE_CHECKING, Self

from django.http import Http404
from ninja import Query

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import In, Out, Pk, RowId, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named, chosen
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.found import ONE, managed_in
from samhandling.forums.selectors.forums import secretary_access, secretary_access_for, users_of
from samhandling.forums.services.access import add_secretary, remove_secretary

if TYPE_CHECKING:
    from samhandling.forums.models import ForumAccess

SECRETARY = f"{ONE}/secretaries/{{int:access}}"


class SecretaryOut(Out):
    """That a user is the forum's secretary. `id` is the access itself, not the user."""

    id: int
    forum_id: int
    user: Named

    @classmethod
    def of(cls, access: "ForumAccess") -> Self:
        return cls(id=access.pk, forum_id=access.forum_id, user=Named.of(access.user))


class SecretaryAdd(In):
    """Somebody who has access to the collaboration."""

    user_id: RowId


@router.read(f"{ONE}/secretaries", Listing[SecretaryOut])
def secretary_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[SecretaryOut]:
    """The forum's secretaries, for the coordinator. Their names stand with the forum for everybody."""
    if not request.user.is_authenticated:
        raise Http404
    access = list(secretary_access(managed_in(request.user, slug, pk)))
    return short_listing(request, access, paging, SecretaryOut.of)


@router.read(SECRETARY, SecretaryOut)
def secretary_detail(request: ApiRequest, slug: Slug, pk: Pk, access: Pk) -> SecretaryOut:
    """One secretary, for the coordinator."""
    if not request.user.is_authenticated:
        raise Http404
    return SecretaryOut.of(secretary_access_for(managed_in(request.user, slug, pk), access))


@router.write("POST", f"{ONE}/secretaries", SecretaryOut, status=201, location="forums/{forum_id}/secretaries/{id}")
def secretary_add(request: ApiUserRequest, slug: Slug, pk: Pk, body: SecretaryAdd) -> SecretaryOut:
    """Let a user run the forum and read its papers."""
    forum = managed_in(request.user, slug, pk)
    user = chosen("user_id", body.user_id, users_of(forum.collaboration))
    return SecretaryOut.of(add_secretary(actor=request.user, forum=forum, user=user))


@router.write("DELETE", SECRETARY, None, status=204, current=secretary_detail)
def secretary_remove(request: ApiUserRequest, slug: Slug, pk: Pk, access: Pk) -> None:
    """Let a user be the forum's secretary no longer."""
    remove_secretary(actor=request.user, access=secretary_access_for(managed_in(request.user, slug, pk), access))
