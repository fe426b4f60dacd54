"""What every county's plot needs: a collaboration with its agreement, and people in its seats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samhandling.accounts.models import User
from samhandling.agreements.services.importing import import_agreement
from samhandling.demo.cast import Name, people
from samhandling.demo.selectors import address_of, forum_called, party_called, seats_of
from samhandling.forums.services.appointments import appoint
from samhandling.organisations.enums import ContactKind
from samhandling.organisations.services.access import give_party
from samhandling.organisations.services.collaborations import (
    change_settings,
    install_collaboration,
    publish_collaboration,
)
from samhandling.organisations.services.contacts import add_contact_point
from samhandling.organisations.services.people import create_person

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.forums.models import Forum
    from samhandling.organisations.models import Collaboration, Organisation, Person

FACTS = Path(__file__).parents[1] / "facts"
TERM_STARTS = date(2023, 1, 1)
TERM_ENDS = date(2026, 12, 31)


@dataclass(frozen=True, slots=True)
class County:
    """How a county's collaboration is called and coloured."""

    slug: str
    name: str
    code: str
    introduction: str
    accent: str
    support: str


@dataclass(slots=True)
class Stage:
    """A collaboration that is being filled."""

    coordinator: User
    collaboration: "Collaboration"
    agreement: "Agreement"
    today: date
    names: Iterator[Name] = field(repr=False)

    def forum(self, abbreviation: str) -> "Forum":
        return forum_called(self.collaboration, abbreviation)

    def person(self, organisation: "Organisation | None", title: str) -> "Person":
        """Somebody made up, with an address that belongs to nobody."""
        name = next(self.names)
        person = create_person(
            actor=self.coordinator,
            collaboration=self.collaboration,
            organisation=organisation,
            given_name=name.given,
            family_name=name.family,
            title=title,
            is_example=True,
        )
        add_contact_point(
            actor=self.coordinator,
            collaboration=self.collaboration,
            owner=person,
            kind=ContactKind.EMAIL,
            value=name.email,
        )
        return person

    def speaker(self, party: str) -> User:
        """Somebody who answers for the party and can say what it thinks."""
        organisation = party_called(self.agreement, party).organisation
        name = next(self.names)
        user = User.objects.create_user(address_of(f"part{organisation.scb_code}"), name=f"{name.given} {name.family}")
        give_party(actor=self.coordinator, collaboration=self.collaboration, user=user, organisation=organisation)
        return user

    def fill(
        self,
        abbreviation: str,
        *,
        title: str = "",
        decided_by: str = "",
        vacant: Iterable[int] = (),
        among: "list[Person] | None" = None,
        kind: str = "ordinary",
        ends_on: date = TERM_ENDS,
    ) -> "list[Person]":
        """Seat somebody in every seat but the vacant numbers: new people, or those given in `among`."""
        chosen = iter(among or ())
        seated = []
        for seat in seats_of(self.forum(abbreviation), kind):
            if seat.number in set(vacant):
                continue
            person = next(chosen) if among else self.person(seat.organisation, title)
            body = decided_by or f"Kommunfullmäktige i {seat.organisation}"
            appoint(
                actor=self.coordinator,
                seat=seat,
                person=person,
                starts_on=TERM_STARTS,
                ends_on=ends_on,
                decided_by=body,
                decided_on=date(2022, 12, 5),
                decision_reference=f"§ {100 + seat.number}",
            )
            seated.append(person)
        return seated


def set_stage(county: County, coordinator: User, *, file: str, today: date, read_on: date) -> Stage:
    """Found the collaboration and read its agreement in, as a new region would on its first day."""
    collaboration = install_collaboration(
        coordinator=coordinator, name=county.name, slug=county.slug, county_code=county.code
    )
    change_settings(
        actor=coordinator,
        collaboration=collaboration,
        introduction=county.introduction,
        accent=county.accent,
        support=county.support,
        contact_name="Samordningen för regional utveckling",
        contact_email=f"samverkan.{county.slug}@example.se",
        is_example=True,
    )
    agreement = import_agreement(
        actor=coordinator,
        collaboration=collaboration,
        content=(FACTS / file).read_bytes(),
        file_name=file,
        today=read_on,
    )
    publish_collaboration(actor=coordinator, collaboration=collaboration)
    return Stage(coordinator, collaboration, agreement, today, people(county.slug))
