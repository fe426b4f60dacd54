"""What every county's plot needs: a collaboration with its agreement, and people in its seats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from samhandling.accounts.models import User
from samhandling.agreements.services.importing import import_agreement
from samhandling.demo.cast import Name, people
from samhandling.demo.selectors import address_of, director_of, forum_called, party_called, player, seats_of
from samhandling.demo.years import moved, moved_text, years_on
from samhandling.forums.services.appointments import appoint
from samhandling.organisations.enums import ContactKind
from samhandling.organisations.services.access import give_party
from samhandling.organisations.services.collaborations import (
    change_settings,
    install_collaboration,
    publish_collaboration,
)
from samhandling.organisations.services.contacts import add_contact_point
from samhandling.organisations.services.people import create_person, link_user

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.forums.models import Forum
    from samhandling.organisations.models import Collaboration, Organisation, Person

FACTS = Path(__file__).parents[1] / "facts"
MOVED = "Exempel: åren är flyttade, så att överenskommelsernas sista år alltid är i år. De verkliga gäller till 2026."


@dataclass(frozen=True, slots=True)
class County:
    """How a county's collaboration is called and coloured."""

    slug: str
    name: str
    code: str
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
    # The seats of those one can be, until somebody sits there.
    awaited: dict[tuple[str, str], Name] = field(default_factory=dict)
    speakers: dict[str, User] = field(default_factory=dict)

    @property
    def term(self) -> tuple[date, date]:
        """The first and the last day of the term that ends this year."""
        return self.on(2023, 1, 1), self.on(2026, 12, 31)

    def on(self, year: int, month: int, day: int) -> date:
        """A day of the story, as it is played."""
        return moved(date(year, month, day), self.today)

    def text(self, text: str) -> str:
        """What the story says, with its years as they are played."""
        return moved_text(text, self.today)

    @property
    def now(self) -> datetime:
        """When all is done that is done today: at its beginning, so that nothing is ahead of who loads it."""
        return timezone.make_aware(datetime.combine(self.today, time()))

    def forum(self, abbreviation: str) -> "Forum":
        return forum_called(self.collaboration, abbreviation)

    def person(self, organisation: "Organisation | None", title: str, name: Name | None = None) -> "Person":
        """Somebody made up, with an address that belongs to nobody."""
        name = name or next(self.names)
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
        """Somebody who answers for the party and can say what it thinks: its director, unless that is somebody else."""
        if party not in self.speakers:
            self.speakers[party] = self._invited(party)
        return self.speakers[party]

    def _invited(self, party: str) -> User:
        organisation = party_called(self.agreement, party).organisation
        part = f"part{organisation.scb_code}"
        if known := player(part):
            return known
        person = director_of(self.collaboration, organisation) or self.person(organisation, "Handläggare")
        user = User.objects.create_user(address_of(part), name=str(person))
        give_party(actor=self.coordinator, collaboration=self.collaboration, user=user, organisation=organisation)
        link_user(actor=self.coordinator, person=person, email=user.email)
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
    ) -> "list[Person]":
        """Seat somebody in every seat but the vacant numbers: new people, or those given in `among`."""
        chosen = iter(among or ())
        starts_on, ends_on = self.term
        seated = []
        for seat in seats_of(self.forum(abbreviation), kind):
            if seat.number in set(vacant):
                continue
            known = self.awaited.pop((abbreviation, str(seat.organisation)), None)
            person = next(chosen) if among else self.person(seat.organisation, title, known)
            body = decided_by or f"Kommunfullmäktige i {seat.organisation}"
            appoint(
                actor=self.coordinator,
                seat=seat,
                person=person,
                starts_on=starts_on,
                ends_on=ends_on,
                decided_by=body,
                decided_on=self.on(2022, 12, 5),
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
        accent=county.accent,
        support=county.support,
        contact_name="Samordningen för regional utveckling",
        contact_email=f"samverkan.{county.slug}@example.se",
        is_example=True,
    )
    agreement = import_agreement(
        actor=coordinator,
        collaboration=collaboration,
        content=moved_text((FACTS / file).read_text(encoding="utf-8"), today).encode(),
        file_name=file,
        today=read_on,
    )
    if years_on(today):
        introduction = f"{collaboration.introduction} {MOVED}"
        change_settings(actor=coordinator, collaboration=collaboration, introduction=introduction)
    publish_collaboration(actor=coordinator, collaboration=collaboration)
    return Stage(coordinator, collaboration, agreement, today, people(county.slug))
