"""What the collaboration is about: areas with their topics, aims, and perspectives."""

from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, agreement_in
from samhandling.agreements.enums import AimKind
from samhandling.agreements.selectors.areas import aim_for, area_for, areas_of, purpose_of
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing


class AreaOut(Out):
    """An area of collaboration, with the topics that belong to it."""

    id: int
    agreement_id: int
    key: str
    position: int
    name: str
    topics: list[str]


class AimOut(Out):
    """What collaboration shall achieve, or a perspective that runs through all of it."""

    id: int
    agreement_id: int
    kind: AimKind
    position: int
    text: str


@router.read(f"{ONE}/areas", Listing[AreaOut])
def area_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[AreaOut]:
    """The areas in their order."""
    return short_listing(request, areas_of(agreement_in(request.user, slug, pk)), paging, AreaOut.of)


@router.read(f"{ONE}/areas/{{int:area}}", AreaOut)
def area_detail(request: ApiRequest, slug: Slug, pk: Pk, area: Pk) -> AreaOut:
    """One area with its topics."""
    return AreaOut.of(area_for(agreement_in(request.user, slug, pk), area))


@router.read(f"{ONE}/aims", Listing[AimOut])
def aim_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[AimOut]:
    """The aims, then the perspectives, in their order."""
    purpose = purpose_of(agreement_in(request.user, slug, pk))
    return short_listing(request, [*purpose.aims, *purpose.perspectives], paging, AimOut.of)


@router.read(f"{ONE}/aims/{{int:aim}}", AimOut)
def aim_detail(request: ApiRequest, slug: Slug, pk: Pk, aim: Pk) -> AimOut:
    """One aim or perspective."""
    return AimOut.of(aim_for(agreement_in(request.user, slug, pk), aim))
