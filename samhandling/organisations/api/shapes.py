"""What is told of the address book."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from samhandling.core.api.fields import Out

if TYPE_CHECKING:
    from samhandling.organisations.models import (
        Collaboration,
        ContactPoint,
        FormerFacts,
        Organisation,
        Participation,
        Population,
    )
    from samhandling.organisations.selectors.organisations import PopulationFact


class CollaborationOut(Out):
    slug: str
    name: str
    introduction: str
    county_code: str
    contact_name: str
    contact_email: str
    contact_phone: str
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, collaboration: "Collaboration") -> Self:
        return cls(**{name: getattr(collaboration, name) for name in cls.model_fields})


class OrganisationRef(Out):
    """An organisation named by another row."""

    id: int
    name: str

    @classmethod
    def of(cls, organisation: "Organisation") -> Self:
        return cls(id=organisation.pk, name=organisation.display_name)


class OrganisationOut(Out):
    """`is_national` rows are the national register's and cannot be changed here."""

    id: int
    display_name: str
    formal_name: str
    kind: str
    sector: str
    scb_code: str | None
    organisation_number: str
    parent_id: int | None
    is_national: bool

    @classmethod
    def of(cls, organisation: "Organisation", **more: Any) -> Self:
        return cls(
            id=organisation.pk,
            display_name=organisation.display_name,
            formal_name=organisation.formal_name,
            kind=organisation.kind,
            sector=organisation.sector,
            scb_code=organisation.scb_code,
            organisation_number=organisation.organisation_number,
            parent_id=organisation.parent_id,
            is_national=organisation.collaboration_id is None,
            **more,
        )


class OrganisationInList(OrganisationOut):
    takes_part: bool
    inhabitants: int | None

    @classmethod
    def of_list(cls, organisation: Any) -> Self:
        """A row of `list_organisations`, which knows the two more."""
        return cls.of(organisation, takes_part=organisation.takes_part, inhabitants=organisation.inhabitants)


class PopulationOut(Out):
    """A count of inhabitants, and where it comes from."""

    inhabitants: int
    reference_on: date
    table: str
    source: str
    fetched_on: date

    @classmethod
    def of(cls, count: "Population | PopulationFact") -> Self:
        return cls(**{name: getattr(count, name) for name in cls.model_fields})


class ContactPointOut(Out):
    """One way to reach a person or an organisation."""

    id: int
    kind: str
    value: str
    is_public: bool
    keep_until: date | None

    @classmethod
    def of(cls, point: "ContactPoint") -> Self:
        return cls(
            id=point.pk,
            kind=point.kind,
            value=point.value,
            is_public=point.is_public,
            keep_until=point.keep_until,
        )


class ParticipationOut(Out):
    """From when, and until when, an organisation takes part. Null: since always, and until further notice."""

    id: int
    organisation: OrganisationRef
    joined_on: date | None
    left_on: date | None

    @classmethod
    def of(cls, participation: "Participation") -> Self:
        return cls(
            id=participation.pk,
            organisation=OrganisationRef.of(participation.organisation),
            joined_on=participation.joined_on,
            left_on=participation.left_on,
        )


class OrganisationDetail(OrganisationOut):
    """`participation` is the one of today, else the latest before, else the next; `participations` are all."""

    population: PopulationOut | None
    participation: ParticipationOut | None
    participations: list[ParticipationOut]
    contact_points: list[ContactPointOut]


class PersonOut(Out):
    id: int
    given_name: str
    family_name: str
    title: str
    organisation: OrganisationRef | None
    is_example: bool

    @classmethod
    def of(cls, person: Any, **more: Any) -> Self:
        return cls(
            id=person.pk,
            given_name=person.given_name,
            family_name=person.family_name,
            title=person.title,
            organisation=OrganisationRef.of(person.organisation) if person.organisation else None,
            is_example=person.is_example,
            **more,
        )


class FormerFactsOut(Out):
    """How a person was called, titled and employed up to a day, before it changed."""

    id: int
    until_on: date
    given_name: str
    family_name: str
    title: str
    organisation: OrganisationRef | None

    @classmethod
    def of(cls, former: "FormerFacts") -> Self:
        return cls(
            id=former.pk,
            until_on=former.until_on,
            given_name=former.given_name,
            family_name=former.family_name,
            title=former.title,
            organisation=OrganisationRef.of(former.organisation) if former.organisation else None,
        )


class PersonDetail(PersonOut):
    """`keep_until` is told to those who administer the collaboration."""

    keep_until: date | None
    contact_points: list[ContactPointOut]
    former: list[FormerFactsOut]
