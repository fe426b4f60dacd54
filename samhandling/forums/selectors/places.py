"""Where a person sits, and where a party sits. Seats are public; how to reach somebody is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from samhandling.forums.models import Appointment, PresidiumTerm
from samhandling.forums.permissions import appointments_visible_to, seats_visible_to
from samhandling.forums.selectors.seats import SeatOnDay, seats_to_come, with_holders, with_successors
from samhandling.organisations.models import FormerFacts, Organisation, OrganisationAccess, Person
from samhandling.organisations.permissions import is_member, organisations_visible_to
from samhandling.organisations.selectors.formerly import as_they_were

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

Offices = dict[tuple[int, int], list[PresidiumTerm]]


@dataclass(frozen=True, slots=True)
class Place:
    """One appointment of a person, with the offices held in that forum on the day."""

    appointment: Appointment
    offices: tuple[PresidiumTerm, ...]


@dataclass(frozen=True, slots=True)
class PlacesOfPerson:
    """All of a person's appointments, seen from one day."""

    person: Person
    running: tuple[Place, ...]
    coming: tuple[Place, ...]
    ended: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class PlacesOfParty:
    """All seats that stand for a party on a day, and its people in seats that stand for nobody."""

    organisation: Organisation
    seats: tuple[SeatOnDay, ...]
    coming: tuple[SeatOnDay, ...]
    chosen: tuple[Place, ...]
    offices: Offices
    answering: tuple[str, ...]

    @property
    def vacant(self) -> int:
        return sum(seat.is_vacant for seat in self.seats)


def person_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Person:
    """Somebody of the collaboration: members see everybody, others those who sit or have sat in a forum."""
    people = Person.objects.filter(collaboration=collaboration, erased_at=None, merged_into=None)
    if not is_member(viewer, collaboration.pk):
        people = people.filter(pk__in=appointments_visible_to(viewer).values("person"))
    return get_object_or_404(people.select_related("organisation"), pk=pk)


def organisation_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Organisation:
    """An organisation that takes part in the collaboration, or has a seat in one of its forums."""
    taking_part = Q(participations__collaboration=collaboration) | Q(seats__forum__collaboration=collaboration)
    return get_object_or_404(organisations_visible_to(viewer).filter(taking_part).distinct(), pk=pk)


def places_of_person(viewer: "Viewer", person: Person, on: date) -> PlacesOfPerson:
    """The person as they were that day, with their appointments and offices."""
    as_they_were([person], on)
    appointments = list(
        appointments_visible_to(viewer)
        .filter(person=person, seat__forum__collaboration=person.collaboration_id)
        .select_related("seat__forum__type", "seat__organisation")
        .order_by("-ends_on", "pk")
    )
    offices = offices_on(PresidiumTerm.objects.filter(person=person), on)
    places = [_place(appointment, offices) for appointment in appointments]
    return PlacesOfPerson(
        person,
        running=tuple(place for place in places if _runs(place.appointment, on)),
        coming=tuple(place for place in places if place.appointment.starts_on > on),
        ended=tuple(place for place in places if place.appointment.ends_on < on),
    )


def places_of_party(
    viewer: "Viewer", collaboration: "Collaboration", organisation: Organisation, on: date
) -> PlacesOfParty:
    """The seats in every forum of the collaboration, vacant ones too. A fixed number of queries."""
    seats = seats_visible_to(viewer).filter(forum__collaboration=collaboration, organisation=organisation)
    seats = seats.order_by("forum__type__position", "forum__sort_key", "forum_id", "-kind", "number")
    offices = offices_on(PresidiumTerm.objects.filter(forum__collaboration=collaboration), on)
    return PlacesOfParty(
        organisation,
        seats=tuple(with_successors(with_holders(seats, on), on)),
        coming=tuple(seats_to_come(seats, on)),
        chosen=tuple(_place(one, offices) for one in _without_party(viewer, collaboration, organisation, on)),
        offices=offices,
        answering=answering_for(collaboration, organisation) if is_member(viewer, collaboration.pk) else (),
    )


def answering_for(collaboration: "Collaboration", organisation: Organisation) -> tuple[str, ...]:
    """The users who answer for the party, by name."""
    access = OrganisationAccess.objects.filter(
        collaboration=collaboration, organisation=organisation, user__is_active=True
    )
    return tuple(str(one.user) for one in access.select_related("user").order_by("user__name"))


def offices_on(terms: QuerySet[PresidiumTerm], on: date) -> Offices:
    """Who presides that day, by forum and person."""
    found: Offices = {}
    for term in terms.filter(starts_on__lte=on, ends_on__gte=on).order_by("office", "number"):
        found.setdefault((term.forum_id, term.person_id), []).append(term)
    return found


def office_titles(terms: Iterable[PresidiumTerm]) -> str:
    return ", ".join(_title(term) for term in terms)


def _title(term: PresidiumTerm) -> str:
    """The first of several bears no number."""
    return f"{term.get_office_display()} {term.number}" if term.number > 1 else str(term.get_office_display())


def _without_party(
    viewer: "Viewer", collaboration: "Collaboration", organisation: Organisation, on: date
) -> list[Appointment]:
    """Who worked for the party that day in seats that a forum fills from among its members, such as a committee's."""
    worked = FormerFacts.objects.filter(organisation=organisation, until_on__gte=on)
    found = (
        appointments_visible_to(viewer)
        .filter(
            Q(person__organisation=organisation) | Q(person__in=worked.values("person")),
            seat__forum__collaboration=collaboration,
            seat__organisation=None,
            starts_on__lte=on,
            ends_on__gte=on,
        )
        .select_related("seat__forum__type", "seat__organisation", "person")
        .order_by("seat__forum__sort_key", "-seat__kind", "seat__number")
    )
    there = list(found)
    as_they_were((one.person for one in there), on)
    return [one for one in there if one.person.organisation_id == organisation.pk]


def _place(appointment: Appointment, offices: Offices) -> Place:
    return Place(appointment, tuple(offices.get((appointment.seat.forum_id, appointment.person_id), ())))


def _runs(appointment: Appointment, on: date) -> bool:
    return appointment.starts_on <= on <= appointment.ends_on
