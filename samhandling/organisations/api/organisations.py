"""Organisations: the national register, and the collaboration's own."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import In, Line, MaybeLine, Pk, RowId, Search, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.router import RoomRouter
from samhandling.core.api.rows import chosen
from samhandling.organisations.api.answers import OrganisationDetail, OrganisationInList, PopulationOut
from samhandling.organisations.enums import Kind, Sector
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.collaborations import collaboration_for, time_on, times_of
from samhandling.organisations.selectors.organisations import (
    OrganisationFilter,
    contact_points_of,
    list_organisations,
    may_lie_below,
    organisation_for,
    population_of,
    populations_of,
)
from samhandling.organisations.services.organisations import change_organisation, create_organisation

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation

router = RoomRouter("organisations", tag="Organisations")

# Municipalities and regions come from the national register and are not made here.
OwnKind = Literal["agency", "federation", "university", "company", "association", "other"]
Within = Literal["collaboration", "national"]


class OrganisationQuery(BaseModel):
    """Which organisations."""

    model_config = ConfigDict(extra="forbid")

    q: Search = ""
    kind: Kind | None = None
    sector: Sector | None = None
    within: Within = "collaboration"


@router.read("/collaborations/{slug}/organisations", Listing[OrganisationInList])
def organisation_list(
    request: ApiRequest, slug: Slug, wanted: Query[OrganisationQuery], paging: Query[Paging]
) -> Listing[OrganisationInList]:
    """Organisations of a collaboration, in the order of their names.

    Those who take part and the collaboration's own; with within=national the whole national register too.
    """
    organisations = list_organisations(
        request.user,
        collaboration_for(request.user, slug),
        OrganisationFilter(
            query=wanted.q,
            kind=wanted.kind or "",
            sector=wanted.sector or "",
            whole_register=wanted.within == "national",
        ),
        on=timezone.localdate(),
    )
    return listing(request, organisations, paging, OrganisationInList.of)


@router.read("/collaborations/{slug}/organisations/{int:pk}", OrganisationDetail)
def organisation_detail(request: ApiRequest, slug: Slug, pk: Pk) -> OrganisationDetail:
    """One organisation, as this collaboration knows it.

    One that was merged into another is answered with the other, whose id it then bears.
    """
    collaboration = collaboration_for(request.user, slug)
    return _answer(request.user, collaboration, organisation_for(request.user, collaboration, pk))


@router.read("/collaborations/{slug}/organisations/{int:pk}/populations", Listing[PopulationOut])
def organisation_populations(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[PopulationOut]:
    """All counts of a municipality's inhabitants, the newest first."""
    organisation = organisation_for(request.user, collaboration_for(request.user, slug), pk)
    return listing(request, populations_of(organisation), paging, PopulationOut.of, order=["-reference_on", "pk"])


class OrganisationCreate(In):
    display_name: Annotated[Line, Field(max_length=120)]
    formal_name: Annotated[Line, Field(max_length=200)]
    kind: OwnKind
    sector: Sector
    organisation_number: Annotated[MaybeLine, Field(max_length=20)] = ""
    parent_id: RowId | None = None


class OrganisationChange(In):
    display_name: Annotated[Line, Field(max_length=120)] = ""
    formal_name: Annotated[Line, Field(max_length=200)] = ""
    kind: OwnKind = "other"
    sector: Sector = Sector.PUBLIC
    organisation_number: Annotated[MaybeLine, Field(max_length=20)] = ""
    parent_id: RowId | None = None


@router.write(
    "POST", "/collaborations/{slug}/organisations", OrganisationDetail, status=201, location="organisations/{id}"
)
def organisation_create(request: ApiUserRequest, slug: Slug, body: OrganisationCreate) -> OrganisationDetail:
    """Add an organisation of the collaboration's own."""
    collaboration = collaboration_for(request.user, slug)
    require_administrator(request.user, collaboration.pk)
    facts = _facts(collaboration, None, body.all())
    return _answer(
        request.user, collaboration, create_organisation(actor=request.user, collaboration=collaboration, **facts)
    )


@router.write("PATCH", "/collaborations/{slug}/organisations/{int:pk}", OrganisationDetail, current=organisation_detail)
def organisation_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: OrganisationChange) -> OrganisationDetail:
    """Change an organisation of the collaboration's own. Fields left out stay as they are."""
    collaboration = collaboration_for(request.user, slug)
    organisation = organisation_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    facts = _facts(collaboration, organisation, body.given())
    changed = change_organisation(actor=request.user, collaboration=collaboration, organisation=organisation, **facts)
    return _answer(request.user, collaboration, changed)


def _facts(collaboration: "Collaboration", organisation: "Organisation | None", sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent, with the organisation above in place of its number."""
    if "parent_id" in sent:
        sent["parent"] = chosen("parent_id", sent.pop("parent_id"), may_lie_below(organisation, collaboration))
    return sent


def _answer(viewer: "Viewer", collaboration: "Collaboration", organisation: "Organisation") -> OrganisationDetail:
    times = times_of(collaboration, organisation)
    return OrganisationDetail.of(
        organisation,
        population=population_of(organisation),
        participation=time_on(times, timezone.localdate()),
        participations=times,
        contact_points=contact_points_of(viewer, collaboration, organisation),
    )
