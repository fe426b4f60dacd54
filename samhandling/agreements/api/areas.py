"""What the collaboration is about: areas with their topics, aims, and perspectives."""

from typing import TYPE_CHECKING, Annotated, Self

from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.found import ONE, agreement_in, edited_in
from samhandling.agreements.enums import AimKind
from samhandling.agreements.selectors.areas import aim_for, area_for, areas_of, purpose_of
from samhandling.agreements.services.areas import add_aim, add_area, change_aim, change_area, remove_aim, remove_area
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import In, Line, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import left_out
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.agreements.models import Aim, Area

AREA = f"{ONE}/areas/{{int:area}}"
AIM = f"{ONE}/aims/{{int:aim}}"
Topics = Annotated[list[Annotated[Line, Field(max_length=300)]], Field(max_length=100)]


class AreaOut(Out):
    """An area of collaboration, with the topics that belong to it."""

    id: int
    agreement_id: int
    key: str
    position: int
    name: str
    topics: list[str]

    @classmethod
    def of(cls, area: "Area") -> Self:
        return cls(
            id=area.pk,
            agreement_id=area.agreement_id,
            key=area.key,
            position=area.position,
            name=area.name,
            topics=area.topics,
        )


class AimOut(Out):
    """What collaboration shall achieve, or a perspective that runs through all of it."""

    id: int
    agreement_id: int
    kind: AimKind
    position: int
    text: str

    @classmethod
    def of(cls, aim: "Aim") -> Self:
        return cls(
            id=aim.pk, agreement_id=aim.agreement_id, kind=AimKind(aim.kind), position=aim.position, text=aim.text
        )


class AreaChange(In):
    """What is left out stays as it is."""

    name: Annotated[Line, Field(max_length=150)] = left_out()
    topics: Topics = left_out()


class AreaCreate(AreaChange):
    """A new area, placed last. `key` is its short name in files, made from the name unless told."""

    name: Annotated[Line, Field(max_length=150)]
    key: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,40}$")] = left_out()


class AimChange(In):
    text: Annotated[Line, Field(max_length=300)]


class AimCreate(AimChange):
    """A new aim, or a perspective, placed last among its kind."""

    kind: AimKind = AimKind.AIM


@router.read(f"{ONE}/areas", Listing[AreaOut])
def area_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[AreaOut]:
    """The areas in their order."""
    return short_listing(request, areas_of(agreement_in(request.user, slug, pk)), paging, AreaOut.of)


@router.read(AREA, AreaOut)
def area_detail(request: ApiRequest, slug: Slug, pk: Pk, area: Pk) -> AreaOut:
    """One area with its topics."""
    return AreaOut.of(area_for(agreement_in(request.user, slug, pk), area))


@router.write("POST", f"{ONE}/areas", AreaOut, status=201, location="agreements/{agreement_id}/areas/{id}")
def area_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: AreaCreate) -> AreaOut:
    """Add an area to a draft."""
    agreement = agreement_in(request.user, slug, pk)
    return AreaOut.of(add_area(actor=request.user, agreement=agreement, **body.given()))


@router.write("PATCH", AREA, AreaOut, current=area_detail)
def area_change(request: ApiUserRequest, slug: Slug, pk: Pk, area: Pk, body: AreaChange) -> AreaOut:
    """Change the name or the topics of an area of a draft."""
    found = area_for(agreement_in(request.user, slug, pk), area)
    terms = {"name": found.name, "topics": found.topics} | body.given()
    return AreaOut.of(change_area(actor=request.user, area=found, **terms))


@router.write("DELETE", AREA, None, status=204, current=area_detail)
def area_remove(request: ApiUserRequest, slug: Slug, pk: Pk, area: Pk) -> None:
    """Take an area out of a draft, once nothing belongs to it."""
    remove_area(actor=request.user, area=area_for(agreement_in(request.user, slug, pk), area))


@router.read(f"{ONE}/aims", Listing[AimOut])
def aim_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[AimOut]:
    """The aims, then the perspectives, in their order."""
    purpose = purpose_of(agreement_in(request.user, slug, pk))
    return short_listing(request, [*purpose.aims, *purpose.perspectives], paging, AimOut.of)


@router.read(AIM, AimOut)
def aim_detail(request: ApiRequest, slug: Slug, pk: Pk, aim: Pk) -> AimOut:
    """One aim or perspective."""
    return AimOut.of(aim_for(agreement_in(request.user, slug, pk), aim))


@router.write("POST", f"{ONE}/aims", AimOut, status=201, location="agreements/{agreement_id}/aims/{id}")
def aim_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: AimCreate) -> AimOut:
    """Add an aim or a perspective to a draft."""
    agreement = agreement_in(request.user, slug, pk)
    return AimOut.of(add_aim(actor=request.user, agreement=agreement, **body.all()))


@router.write("PATCH", AIM, AimOut, current=aim_detail)
def aim_change(request: ApiUserRequest, slug: Slug, pk: Pk, aim: Pk, body: AimChange) -> AimOut:
    """Change the words of an aim or a perspective of a draft."""
    found = aim_for(edited_in(request.user, slug, pk), aim)
    return AimOut.of(change_aim(actor=request.user, aim=found, text=body.text))


@router.write("DELETE", AIM, None, status=204, current=aim_detail)
def aim_remove(request: ApiUserRequest, slug: Slug, pk: Pk, aim: Pk) -> None:
    """Take an aim or a perspective out of a draft."""
    remove_aim(actor=request.user, aim=aim_for(agreement_in(request.user, slug, pk), aim))
