"""Collaborations, and who takes part in them."""

from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import Pk, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.router import RoomRouter
from samhandling.organisations.api.answers import CollaborationOut, ParticipationOut
from samhandling.organisations.selectors.collaborations import (
    collaboration_for,
    collaborations_for,
    participation_in,
    participations_of,
)

router = RoomRouter("organisations", tag="Organisations")


@router.read("/collaborations", Listing[CollaborationOut])
def collaboration_list(request: ApiRequest, paging: Query[Paging]) -> Listing[CollaborationOut]:
    """Collaborations that are published, or that one has access to."""
    return listing(request, collaborations_for(request.user), paging, CollaborationOut.of)


@router.read("/collaborations/{slug}", CollaborationOut)
def collaboration_detail(request: ApiRequest, slug: Slug) -> CollaborationOut:
    """One collaboration."""
    return CollaborationOut.of(collaboration_for(request.user, slug))


@router.read("/collaborations/{slug}/participations", Listing[ParticipationOut])
def participation_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[ParticipationOut]:
    """Who takes part in a collaboration, and who has done."""
    participations = participations_of(collaboration_for(request.user, slug))
    return listing(request, participations, paging, ParticipationOut.of, order=["pk"])


@router.read("/collaborations/{slug}/participations/{int:pk}", ParticipationOut)
def participation_detail(request: ApiRequest, slug: Slug, pk: Pk) -> ParticipationOut:
    """One organisation's taking part."""
    return ParticipationOut.of(participation_in(collaboration_for(request.user, slug), pk))
