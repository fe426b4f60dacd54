"""Collaborations, and who takes part in them."""

from typing import TYPE_CHECKING

from ninja import Query

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, In, Pk, RowId, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.router import RoomRouter
from samhandling.organisations.api.choices import organisation_chosen
from samhandling.organisations.api.shapes import CollaborationOut, ParticipationOut
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.collaborations import (
    collaboration_for,
    collaborations_for,
    participation_in,
    participations_of,
)
from samhandling.organisations.services.collaborations import add_participant, end_participation, remove_participant

if TYPE_CHECKING:
    from samhandling.organisations.models import Participation

router = RoomRouter("organisations", tag="Organisations")


@router.read("/collaborations", Listing[CollaborationOut])
def collaboration_list(request: ApiRequest, paging: Query[Paging]) -> Listing[CollaborationOut]:
    """Collaborations that are published, or that one has access to."""
    return listing(request, collaborations_for(request.user), paging, CollaborationOut.of)


@router.read("/collaborations/{slug}", CollaborationOut)
def collaboration_detail(request: ApiRequest, slug: Slug) -> CollaborationOut:
    """One collaboration."""
    return CollaborationOut.of(collaboration_for(request.user, slug))


class ParticipationCreate(In):
    organisation_id: RowId
    joined_on: Day | None = None
    left_on: Day | None = None


class ParticipationEnd(In):
    left_on: Day


@router.read("/collaborations/{slug}/participations", Listing[ParticipationOut])
def participation_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[ParticipationOut]:
    """Who takes part in a collaboration, and who has done."""
    found = participations_of(collaboration_for(request.user, slug))
    return listing(request, found, paging, ParticipationOut.of, order=["pk"])


@router.read("/collaborations/{slug}/participations/{int:pk}", ParticipationOut)
def participation_detail(request: ApiRequest, slug: Slug, pk: Pk) -> ParticipationOut:
    """One organisation's taking part."""
    return ParticipationOut.of(participation_in(collaboration_for(request.user, slug), pk))


@router.write(
    "POST", "/collaborations/{slug}/participations", ParticipationOut, status=201, location="participations/{id}"
)
def participation_create(request: ApiUserRequest, slug: Slug, body: ParticipationCreate) -> ParticipationOut:
    """Let an organisation take part. Whoever comes back gets a row of its own, and the earlier one stays."""
    collaboration = collaboration_for(request.user, slug)
    require_administrator(request.user, collaboration.pk)
    organisation = organisation_chosen(request.user, collaboration, body.organisation_id)
    days = {"joined_on": body.joined_on, "left_on": body.left_on}
    made = add_participant(actor=request.user, collaboration=collaboration, organisation=organisation, **days)
    return ParticipationOut.of(made)


@router.write(
    "POST", "/collaborations/{slug}/participations/{int:pk}/end", ParticipationOut, current=participation_detail
)
def participation_end(request: ApiUserRequest, slug: Slug, pk: Pk, body: ParticipationEnd) -> ParticipationOut:
    """Say until which day an organisation takes part."""
    ended = end_participation(actor=request.user, participation=_to_change(request, slug, pk), left_on=body.left_on)
    return ParticipationOut.of(ended)


@router.write(
    "DELETE", "/collaborations/{slug}/participations/{int:pk}", None, status=204, current=participation_detail
)
def participation_remove(request: ApiUserRequest, slug: Slug, pk: Pk) -> None:
    """Take away a participation that was entered by mistake."""
    remove_participant(actor=request.user, participation=_to_change(request, slug, pk))


def _to_change(request: ApiUserRequest, slug: str, pk: int) -> "Participation":
    collaboration = collaboration_for(request.user, slug)
    require_administrator(request.user, collaboration.pk)
    return participation_in(collaboration, pk)
