"""Everybody in the county's address book, and those who may log in."""

from bench.made.county import County, write
from bench.made.words import TITLES, full_name
from samhandling.accounts.models import User
from samhandling.core.audit import event_of
from samhandling.organisations.enums import ContactKind, Role
from samhandling.organisations.models import (
    CollaborationAccess,
    ContactPoint,
    Organisation,
    OrganisationAccess,
    Participation,
    Person,
)

PEOPLE_OF_THE_COUNTY = 1500
PEOPLE_OF_A_MUNICIPALITY = 60
READERS = 10


def make_people(county: County) -> None:
    """Thousands: the county's own, and those of each municipality, with an address and mostly a number."""
    code = county.collaboration.county_code
    homes = [county.region] * PEOPLE_OF_THE_COUNTY
    homes += [home for home in county.municipalities for _ in range(PEOPLE_OF_A_MUNICIPALITY)]
    write(Participation(collaboration=county.collaboration, organisation=party) for party in county.parties)
    county.people = write(_person(county, home) for home in homes)
    write(
        ContactPoint(collaboration=county.collaboration, person=person, kind=kind, value=value)
        for number, person in enumerate(county.people)
        for kind, value in (
            (ContactKind.EMAIL, f"person{code}.{number}@example.se"),
            (ContactKind.PHONE, f"0{code}-{100000 + number}"),
        )
        if kind == ContactKind.EMAIL or number % 3
    )
    _let_in(county)
    _remember(county)


def _person(county: County, home: Organisation) -> Person:
    given, family = full_name(county.chance)
    return Person(
        collaboration=county.collaboration,
        given_name=given,
        family_name=family,
        title=county.chance.choice(TITLES),
        organisation=home,
        is_example=True,
    )


def _let_in(county: County) -> None:
    """A user who answers for each party, and some who read."""
    code = county.collaboration.county_code
    users = write(
        User(email=f"user{code}.{number}@example.se", name=str(person), password="!")
        for number, person in enumerate(county.people[: len(county.parties) + READERS])
    )
    write(
        OrganisationAccess(collaboration=county.collaboration, user=user, organisation=party)
        for user, party in zip(users, county.parties, strict=False)
    )
    write(
        CollaborationAccess(collaboration=county.collaboration, user=user, role=Role.READER)
        for user in users[len(county.parties) :]
    )
    write([CollaborationAccess(collaboration=county.collaboration, user=county.coordinator, role=Role.COORDINATOR)])
    for user, person in zip(users, county.people, strict=False):
        person.user = user
    Person.objects.bulk_update(county.people[: len(users)], ["user"], batch_size=500)


def _remember(county: County) -> None:
    """Each person came with a file, and every other was changed since."""
    actor = county.coordinator
    for person in county.people:
        county.events.append(event_of(actor, "person.imported", person, person_id=person.pk))
    for person in county.people[::2]:
        county.events.append(event_of(actor, "person.changed", person, person_id=person.pk))
