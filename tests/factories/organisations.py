"""Rows of the address book, each with what it needs and nothing more."""

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model

from samhandling.accounts.models import User
from samhandling.organisations.enums import ContactKind, Kind, Role, Sector
from samhandling.organisations.models import (
    Collaboration,
    CollaborationAccess,
    ContactPoint,
    Organisation,
    OrganisationAccess,
    Participation,
    Person,
    Population,
)
from samhandling.organisations.permissions import forget_access
from tests.factories.accounts import make_user

_numbers = count(1)


def make_collaboration(*, slug: str = "", name: str = "", is_public: bool = False, **fields: Any) -> Collaboration:
    """An unpublished collaboration with nobody in it."""
    number = next(_numbers)
    return Collaboration.objects.create(
        slug=slug or f"samverkan-{number}", name=name or f"Samverkan {number}", is_public=is_public, **fields
    )


def make_organisation(
    *, display_name: str = "", collaboration: Collaboration | None = None, takes_part: bool = False, **fields: Any
) -> Organisation:
    """A collaboration's own organisation, or with `collaboration=None` a national record."""
    name = display_name or f"Organisation {next(_numbers)}"
    organisation = Organisation.objects.create(
        collaboration=collaboration,
        display_name=name,
        **{"formal_name": name, "kind": Kind.OTHER, "sector": Sector.PUBLIC, **fields},
    )
    if takes_part:
        assert collaboration is not None
        take_part(organisation, collaboration)
    return organisation


def make_municipality(
    name: str = "Umeå",
    code: str = "2480",
    *,
    inhabitants: int | None = None,
    collaboration: Collaboration | None = None,
) -> Organisation:
    """A national record; the same one when asked twice. With a collaboration it takes part there."""
    organisation, _ = Organisation.objects.get_or_create(
        scb_code=code,
        defaults={"display_name": name, "formal_name": f"{name} kommun", "kind": Kind.MUNICIPALITY},
    )
    if inhabitants is not None:
        Population.objects.update_or_create(
            organisation=organisation,
            reference_on=date(2025, 12, 31),
            table="TAB5557",
            defaults={"inhabitants": inhabitants, "source": "SCB", "fetched_on": date(2026, 9, 13)},
        )
    if collaboration is not None:
        take_part(organisation, collaboration)
    return organisation


def make_region(
    name: str = "Region Västerbotten", code: str = "24", *, collaboration: Collaboration | None = None
) -> Organisation:
    """A national record; the same one when asked twice. With a collaboration it takes part there."""
    organisation, _ = Organisation.objects.get_or_create(
        scb_code=code, defaults={"display_name": name, "formal_name": name, "kind": Kind.REGION}
    )
    if collaboration is not None:
        take_part(organisation, collaboration)
    return organisation


def take_part(organisation: Organisation, collaboration: Collaboration) -> Participation:
    return Participation.objects.get_or_create(organisation=organisation, collaboration=collaboration)[0]


def make_person(
    *,
    collaboration: Collaboration | None = None,
    given_name: str = "Anna",
    family_name: str = "",
    email: str = "",
    **fields: Any,
) -> Person:
    """Somebody in a collaboration (a new one unless told), without a user unless told."""
    person = Person.objects.create(
        collaboration=collaboration or make_collaboration(),
        given_name=given_name,
        family_name=family_name or f"Andersson{next(_numbers)}",
        **fields,
    )
    if email:
        make_contact_point(person=person, value=email)
    return person


def make_contact_point(
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    collaboration: Collaboration | None = None,
    kind: ContactKind = ContactKind.EMAIL,
    value: str = "anna@example.se",
    **fields: Any,
) -> ContactPoint:
    collaboration = collaboration or (person.collaboration if person else None)
    assert collaboration is not None
    return ContactPoint.objects.create(
        collaboration=collaboration, person=person, organisation=organisation, kind=kind, value=value, **fields
    )


def give_role(user: User, collaboration: Collaboration, role: Role = Role.COORDINATOR) -> User:
    """The same user, who now has the role."""
    CollaborationAccess.objects.get_or_create(collaboration=collaboration, user=user, role=role)
    forget_access(user)
    return user


def give_party(user: User, collaboration: Collaboration, organisation: Organisation) -> User:
    """The same user, who now answers for the organisation in this collaboration."""
    OrganisationAccess.objects.get_or_create(collaboration=collaboration, user=user, organisation=organisation)
    forget_access(user)
    return user


def make_coordinator(collaboration: Collaboration, **fields: Any) -> User:
    return give_role(make_user(**fields), collaboration, Role.COORDINATOR)


def fresh(user: User) -> User:
    """The same user as the next request would read them."""
    return get_user_model().objects.get(pk=user.pk)
