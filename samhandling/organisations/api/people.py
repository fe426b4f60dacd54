"""People, for members of their collaboration. To everybody else there is nobody here."""

from typing import TYPE_CHECKING, Annotated, Any

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, In, Line, MaybeLine, Pk, RowId, Search, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.problems import invalid_parameter, unknown_choice
from samhandling.core.api.router import RoomRouter
from samhandling.core.api.rows import chosen
from samhandling.organisations.api.answers import PersonDetail, PersonOut
from samhandling.organisations.permissions import can_administer, require_administrator, require_member
from samhandling.organisations.selectors.collaborations import collaboration_for
from samhandling.organisations.selectors.organisations import organisation_for, organisations_in
from samhandling.organisations.selectors.people import former_facts_of, people_of, person_for
from samhandling.organisations.services.people import change_person, correct_person, create_person

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Person

router = RoomRouter("organisations", tag="People")

WorksFor = Annotated[Pk | None, Field(description="The number of the organisation they work for.")]


@router.read("/collaborations/{slug}/people", Listing[PersonOut])
def person_list(
    request: ApiRequest, slug: Slug, paging: Query[Paging], q: Search = "", organisation: WorksFor = None
) -> Listing[PersonOut]:
    """People of a collaboration, in the order of their family names. For members."""
    collaboration = collaboration_for(request.user, slug)
    require_member(request.user, collaboration.pk)
    works_for = None
    if organisation is not None:
        works_for = organisations_in(request.user, collaboration).filter(pk=organisation).first()
        if works_for is None:
            raise invalid_parameter("organisation", unknown_choice(), "choice")
    people = people_of(request.user, collaboration, query=q, organisation=works_for)
    return listing(request, people, paging, PersonOut.of)


@router.read("/collaborations/{slug}/people/{int:pk}", PersonDetail)
def person_detail(request: ApiRequest, slug: Slug, pk: Pk) -> PersonDetail:
    """One person, and how to reach them. For members.

    Somebody who was merged is answered with the one who was kept, whose id it then bears.
    """
    collaboration = collaboration_for(request.user, slug)
    return _answer(request.user, person_for(request.user, collaboration, pk))


class PersonCreate(In):
    given_name: Annotated[Line, Field(max_length=80)]
    family_name: Annotated[Line, Field(max_length=80)]
    title: Annotated[MaybeLine, Field(max_length=120)] = ""
    organisation_id: RowId | None = None
    keep_until: Day | None = None


class PersonChange(In):
    given_name: Annotated[Line, Field(max_length=80)] = ""
    family_name: Annotated[Line, Field(max_length=80)] = ""
    title: Annotated[MaybeLine, Field(max_length=120)] = ""
    organisation_id: RowId | None = None
    keep_until: Day | None = None
    changed_from: Day | None = None
    is_correction: bool = False


@router.write("POST", "/collaborations/{slug}/people", PersonDetail, status=201, location="people/{id}")
def person_create(request: ApiUserRequest, slug: Slug, body: PersonCreate) -> PersonDetail:
    """Add a person."""
    collaboration = collaboration_for(request.user, slug)
    require_administrator(request.user, collaboration.pk)
    facts = _facts(request.user, collaboration, body.all())
    return _answer(request.user, create_person(actor=request.user, collaboration=collaboration, **facts))


@router.write("PATCH", "/collaborations/{slug}/people/{int:pk}", PersonDetail, current=person_detail)
def person_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: PersonChange) -> PersonDetail:
    """Change a person's details. Fields left out stay as they are.

    Name, title and organisation change from `changed_from` (today when left out), and how they were until then is
    kept. With `is_correction` they are rewritten instead, as what was never so.
    """
    collaboration = collaboration_for(request.user, slug)
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    sent, today = body.given(), timezone.localdate()
    from_on, is_correction = sent.pop("changed_from", None) or today, sent.pop("is_correction", False)
    facts = _facts(request.user, collaboration, sent)
    if is_correction:
        return _answer(request.user, correct_person(actor=request.user, person=person, **facts))
    changed = change_person(actor=request.user, person=person, from_on=from_on, today=today, **facts)
    return _answer(request.user, changed)


def _facts(viewer: "Viewer", collaboration: "Collaboration", sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent, with the organisation in place of its number."""
    if "organisation_id" in sent:
        number = sent.pop("organisation_id")
        sent["organisation"] = chosen("organisation_id", number, lambda pk: organisation_for(viewer, collaboration, pk))
    return sent


def _answer(viewer: "Viewer", person: "Person") -> PersonDetail:
    return PersonDetail.of(
        person,
        keep_until=person.keep_until if can_administer(viewer, person.collaboration_id) else None,
        contact_points=person.contact_points.all(),
        former=former_facts_of(person),
    )
