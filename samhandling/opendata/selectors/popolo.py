"""Who takes part, which forums there are and who sits there on a day, as Popolo. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samhandling.forums.enums import Office, SeatKind
from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.forums.permissions import seats_visible_to, visible_to
from samhandling.forums.selectors.seats import existing, lives_on
from samhandling.opendata.domain.iris import Iris
from samhandling.opendata.domain.popolo import Row, row
from samhandling.opendata.enums import AreaKind, Role
from samhandling.opendata.selectors.concepts import forum_kind, in_all_languages
from samhandling.opendata.selectors.datasets import site
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Participation, Person
from samhandling.organisations.permissions import collaborations_visible_to, organisations_visible_to
from samhandling.organisations.selectors.collaborations import takes_part_on
from samhandling.organisations.selectors.formerly import be, facts_of_many

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

_SEAT_ROLES = {SeatKind.ORDINARY: Role.MEMBER, SeatKind.DEPUTY: Role.SUBSTITUTE}
_OFFICE_ROLES = {Office.CHAIR: Role.CHAIR, Office.VICE_CHAIR: Role.VICE_CHAIR}
_AREAS = {Kind.MUNICIPALITY: AreaKind.MUNICIPALITY, Kind.REGION: AreaKind.COUNTY}
_SCB = "SCB"
_ORGANISATION_NUMBER = "SE:organisationsnummer"


@dataclass(frozen=True)
class PublicFacts:
    """What may be published on the day. People are there by their seats and by nothing else."""

    viewer: "Viewer"
    collaborations: QuerySet[Collaboration]
    on: date
    iris: Iris

    def lists(self) -> Iterator[tuple[str, Iterator[Row]]]:
        yield "organizations", self._organizations()
        yield "areas", self._areas()
        yield "persons", self._persons()
        yield "posts", self._posts()
        yield "memberships", self._memberships()

    # --- What is asked for --------------------------------------------------------------------------

    @cached_property
    def _forums(self) -> QuerySet[Forum]:
        return visible_to(self.viewer).filter(lives_on(self.on), collaboration__in=self.collaborations.values("pk"))

    @cached_property
    def _seats(self) -> QuerySet[Seat]:
        return existing(seats_visible_to(self.viewer).filter(forum__in=self._forums.values("pk")), self.on)

    @cached_property
    def _appointments(self) -> QuerySet[Appointment]:
        running = Appointment.objects.filter(starts_on__lte=self.on, ends_on__gte=self.on, person__erased_at=None)
        return running.filter(seat__in=self._seats.values("pk")).select_related("seat").order_by("pk")

    @cached_property
    def _terms(self) -> QuerySet[PresidiumTerm]:
        terms = PresidiumTerm.objects.filter(lives_on(self.on), person__erased_at=None)
        return terms.filter(forum__in=self._forums.values("pk")).order_by("pk")

    @cached_property
    def _participations(self) -> QuerySet[Participation]:
        taking_part = Participation.objects.filter(
            takes_part_on(self.on),
            collaboration__in=self.collaborations.values("pk"),
            organisation__in=organisations_visible_to(self.viewer).values("pk"),
        )
        return taking_part.select_related("collaboration").order_by("pk")

    @cached_property
    def _organisations(self) -> list[Organisation]:
        """Those who take part, those somebody sits for, and those that a forum belongs to."""
        organisations = Organisation.objects.filter(
            Q(pk__in=self._participations.order_by().values("organisation"))
            | Q(pk__in=self._seats.order_by().values("organisation"))
            | Q(pk__in=self._forums.order_by().values("owner"))
        )
        return list(organisations.order_by("pk"))

    @cached_property
    def _contacts(self) -> dict[tuple[str, int], list[Row]]:
        """The ways to reach somebody that are marked as public, by person and by organisation."""
        points = ContactPoint.objects.filter(is_public=True, collaboration__in=self.collaborations.values("pk"))
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for point in points.order_by("pk"):
            contact = {"type": point.kind, "value": point.value}
            if point.person_id is not None:
                found["person", point.person_id].append(contact)
            if point.organisation_id is not None:
                found["organisation", point.organisation_id].append(contact)
        return found

    # --- How it is written --------------------------------------------------------------------------

    def _organizations(self) -> Iterator[Row]:
        for collaboration in self.collaborations.order_by("pk"):
            yield row(
                **{"@type": ["Organization", "OrganizationalCollaboration"]},
                id=self.iris.collaboration(collaboration.slug),
                name=collaboration.name,
                classification="collaboration",
            )
        there = {organisation.pk for organisation in self._organisations}
        for organisation in self._organisations:
            yield self._organisation(organisation, there)
        forums = self._forums.select_related("type", "collaboration").order_by("pk")
        running = set(self._forums.order_by().values_list("pk", flat=True))
        for forum in forums:
            yield self._forum(forum, running)

    def _organisation(self, organisation: Organisation, there: set[int]) -> Row:
        formal = organisation.formal_name
        return row(
            **{"@type": "Organization"},
            id=self.iris.organisation(organisation.pk),
            name=organisation.display_name,
            other_names=[{"name": formal}] if formal and formal != organisation.display_name else [],
            classification=organisation.kind,
            identifiers=[
                {"identifier": number, "scheme": scheme}
                for number, scheme in (
                    (organisation.scb_code, _SCB),
                    (organisation.organisation_number, _ORGANISATION_NUMBER),
                )
                if number
            ],
            parent_id=self.iris.organisation(organisation.parent_id) if organisation.parent_id in there else None,
            area_id=self.iris.area(organisation.pk) if organisation.kind in _AREAS else None,
            contact_details=self._contacts.get(("organisation", organisation.pk)),
        )

    def _forum(self, forum: Forum, running: set[int]) -> Row:
        return row(
            **{"@type": "Organization"},
            id=self.iris.forum(forum.pk),
            name=forum.name,
            other_names=[{"name": forum.abbreviation}] if forum.abbreviation else [],
            classification=forum_kind(forum.type, forum.collaboration.slug),
            parent_id=self._above(forum, running),
            founding_date=forum.starts_on,
            dissolution_date=forum.ends_on,
        )

    def _above(self, forum: Forum, running: set[int]) -> str:
        """The forum it belongs to; else the organisation that owns it, else the collaboration."""
        if forum.parent_id in running:
            return self.iris.forum(forum.parent_id)
        if forum.owner_id is not None:
            return self.iris.organisation(forum.owner_id)
        return self.iris.collaboration(forum.collaboration.slug)

    def _areas(self) -> Iterator[Row]:
        for organisation in self._organisations:
            if organisation.kind in _AREAS:
                yield row(
                    **{"@type": "Area"},
                    id=self.iris.area(organisation.pk),
                    name=organisation.display_name,
                    identifier=organisation.scb_code,
                    classification=_AREAS[Kind(organisation.kind)].value,
                )

    def _persons(self) -> Iterator[Row]:
        seats: dict[int, list[str]] = defaultdict(list)
        for person_id, seat_id in self._appointments.values_list("person", "seat"):
            seats[person_id].append(self.iris.seat(seat_id))
        presiding = self._terms.order_by().values("person")
        sitting = self._appointments.order_by().values("person")
        people = Person.objects.filter(Q(pk__in=sitting) | Q(pk__in=presiding)).order_by("pk")
        then = facts_of_many(people, self.on)
        for person in people.iterator(chunk_size=2000):
            if facts := then.get(person.pk):
                be(person, facts)
            yield row(
                **{"@type": "Person"},
                id=self.iris.person(person.pk),
                name=str(person),
                given_name=person.given_name,
                family_name=person.family_name,
                sort_name=f"{person.family_name}, {person.given_name}",
                holds=seats.get(person.pk),
                contact_details=self._contacts.get(("person", person.pk)),
            )

    def _posts(self) -> Iterator[Row]:
        words = {role: in_all_languages(role.label)["sv"] for role in (Role.MEMBER, Role.SUBSTITUTE)}
        for seat in self._seats.order_by("pk").iterator(chunk_size=2000):
            role = _SEAT_ROLES[SeatKind(seat.kind)]
            for_whom = f", {seat.organisation}" if seat.organisation else ""
            yield row(
                **{"@type": "Post"},
                id=self.iris.seat(seat.pk),
                label=f"{seat.forum.abbreviation or seat.forum.name} {words[role]} {seat.number}{for_whom}",
                role=role.value,
                organization_id=self.iris.forum(seat.forum_id),
                start_date=seat.starts_on,
                end_date=seat.ends_on,
            )

    def _memberships(self) -> Iterator[Row]:
        for appointment in self._appointments.iterator(chunk_size=2000):
            seat = appointment.seat
            yield row(
                **{"@type": "Membership"},
                id=self.iris.appointment(appointment.pk),
                role=_SEAT_ROLES[SeatKind(seat.kind)].value,
                person_id=self.iris.person(appointment.person_id),
                organization_id=self.iris.forum(seat.forum_id),
                post_id=self.iris.seat(seat.pk),
                on_behalf_of_id=self.iris.organisation(seat.organisation_id) if seat.organisation_id else None,
                start_date=appointment.starts_on,
                end_date=appointment.ends_on,
            )
        for term in self._terms.iterator(chunk_size=2000):
            yield row(
                **{"@type": "Membership"},
                id=self.iris.presidium_term(term.pk),
                role=_OFFICE_ROLES[Office(term.office)].value,
                person_id=self.iris.person(term.person_id),
                organization_id=self.iris.forum(term.forum_id),
                start_date=term.starts_on,
                end_date=term.ends_on,
            )
        for participation in self._participations.iterator(chunk_size=2000):
            yield row(
                **{"@type": "Membership"},
                id=self.iris.participation(participation.pk),
                role=Role.PARTICIPANT.value,
                member_id=self.iris.organisation(participation.organisation_id),
                organization_id=self.iris.collaboration(participation.collaboration.slug),
                start_date=participation.joined_on,
                end_date=participation.left_on,
            )


def facts_of(viewer: "Viewer", collaboration: Collaboration, on: date) -> PublicFacts:
    return PublicFacts(viewer, Collaboration.objects.filter(pk=collaboration.pk), on, site())


def facts_of_all(viewer: "Viewer", on: date) -> PublicFacts:
    """Of every collaboration that this person may see; for a visitor all that are published."""
    return PublicFacts(viewer, collaborations_visible_to(viewer), on, site())
