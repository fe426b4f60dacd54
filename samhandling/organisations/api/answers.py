"""What answers say of the address book."""

from datetime import date
from typing import Annotated

from samhandling.core.api.fields import From, Out
from samhandling.core.api.rows import Named


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


class OrganisationRef(Named):
    """An organisation named by another row."""


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
    is_national: Annotated[bool, From(lambda organisation: organisation.collaboration_id is None)]


class OrganisationInList(OrganisationOut):
    takes_part: bool
    inhabitants: int | None


class PopulationOut(Out):
    """A count of inhabitants, and where it comes from."""

    inhabitants: int
    reference_on: date
    table: str
    source: str
    fetched_on: date


class ContactPointOut(Out):
    """One way to reach a person or an organisation."""

    id: int
    kind: str
    value: str
    is_public: bool
    keep_until: date | None


class ParticipationOut(Out):
    """From when, and until when, an organisation takes part. Null: since always, and until further notice."""

    id: int
    organisation: OrganisationRef
    joined_on: date | None
    left_on: date | None


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


class FormerFactsOut(Out):
    """How a person was called, titled and employed up to a day, before it changed."""

    id: int
    until_on: date
    given_name: str
    family_name: str
    title: str
    organisation: OrganisationRef | None


class PersonDetail(PersonOut):
    """`keep_until` is told to those who administer the collaboration."""

    keep_until: date | None
    contact_points: list[ContactPointOut]
    former: list[FormerFactsOut]
