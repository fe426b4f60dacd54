"""Ways to reach people and organisations."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, Flag, In, Line, Pk, Slug
from samhandling.core.api.problems import FieldProblem, Problem
from samhandling.core.api.router import RoomRouter
from samhandling.organisations.api.answers import ContactPointOut
from samhandling.organisations.enums import ContactKind
from samhandling.organisations.forms.organisations import ContactPointForm
from samhandling.organisations.permissions import require_administrator, require_member
from samhandling.organisations.selectors.collaborations import collaboration_for
from samhandling.organisations.selectors.organisations import organisation_for
from samhandling.organisations.selectors.people import contact_point_in, person_for
from samhandling.organisations.services.contacts import (
    add_contact_point,
    change_contact_point,
    remove_contact_point,
)

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Person

router = RoomRouter("organisations", tag="Ways of contact")

Value = Annotated[Line, Field(max_length=250)]


class ContactPointCreate(In):
    kind: ContactKind
    value: Value
    is_public: Flag = False
    keep_until: Day | None = None


class ContactPointChange(In):
    kind: ContactKind = ContactKind.ADDRESS
    value: Value = ""
    is_public: Flag = False
    keep_until: Day | None = None


@router.read("/collaborations/{slug}/contact-points/{int:pk}", ContactPointOut)
def contact_point_detail(request: ApiRequest, slug: Slug, pk: Pk) -> ContactPointOut:
    """One way of contact. For members."""
    collaboration = collaboration_for(request.user, slug)
    require_member(request.user, collaboration.pk)
    return ContactPointOut.of(contact_point_in(collaboration, pk))


@router.write(
    "POST",
    "/collaborations/{slug}/organisations/{int:pk}/contact-points",
    ContactPointOut,
    status=201,
    location="contact-points/{id}",
)
def organisation_contact_point_create(
    request: ApiUserRequest, slug: Slug, pk: Pk, body: ContactPointCreate
) -> ContactPointOut:
    """Add a way to reach an organisation in this collaboration."""
    collaboration = collaboration_for(request.user, slug)
    return _added(request, collaboration, organisation_for(request.user, collaboration, pk), body)


@router.write(
    "POST",
    "/collaborations/{slug}/people/{int:pk}/contact-points",
    ContactPointOut,
    status=201,
    location="contact-points/{id}",
)
def person_contact_point_create(
    request: ApiUserRequest, slug: Slug, pk: Pk, body: ContactPointCreate
) -> ContactPointOut:
    """Add a way to reach a person."""
    collaboration = collaboration_for(request.user, slug)
    return _added(request, collaboration, person_for(request.user, collaboration, pk), body)


@router.write("PATCH", "/collaborations/{slug}/contact-points/{int:pk}", ContactPointOut, current=contact_point_detail)
def contact_point_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: ContactPointChange) -> ContactPointOut:
    """Change a way of contact. Fields left out stay as they are."""
    point = _to_change(request, slug, pk)
    kept = {name: getattr(point, name) for name in ContactPointChange.model_fields}
    return ContactPointOut.of(change_contact_point(actor=request.user, point=point, **_checked(kept | body.given())))


@router.write(
    "DELETE", "/collaborations/{slug}/contact-points/{int:pk}", None, status=204, current=contact_point_detail
)
def contact_point_remove(request: ApiUserRequest, slug: Slug, pk: Pk) -> None:
    """Remove a way of contact."""
    remove_contact_point(actor=request.user, point=_to_change(request, slug, pk))


def _added(
    request: ApiUserRequest, collaboration: "Collaboration", owner: "Organisation | Person", body: ContactPointCreate
) -> ContactPointOut:
    require_administrator(request.user, collaboration.pk)
    facts = _checked(body.all())
    return ContactPointOut.of(add_contact_point(actor=request.user, collaboration=collaboration, owner=owner, **facts))


def _to_change(request: ApiUserRequest, slug: str, pk: int) -> "ContactPoint":
    collaboration = collaboration_for(request.user, slug)
    require_administrator(request.user, collaboration.pk)
    return contact_point_in(collaboration, pk)


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    """An e-mail address and a web address must look like one, as in the form."""
    form = ContactPointForm(facts)
    if form.is_valid():
        return form.cleaned_data
    faults = [
        FieldProblem(detail=str(words), code="form", pointer=f"/{name}")
        for name, all_words in form.errors.items()
        for words in all_words
    ]
    raise Problem("invalid", errors=faults)
