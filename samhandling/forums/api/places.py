"""Where a person sits, and where a party sits."""

from datetime import date
from typing import TYPE_CHECKING, Literal, Self

from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.found import day
from samhandling.forums.api.told import SeatOnDayOut
from samhandling.forums.enums import Office, SeatKind
from samhandling.forums.selectors.places import organisation_for, person_for, places_of_party, places_of_person
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.forums.selectors.places import Place

When = Literal["running", "coming", "ended"]


class PlaceOut(Out):
    """One of a person's appointments, seen from the day, with the offices held in that forum then."""

    appointment_id: int
    when: When
    forum: Named
    seat_id: int
    kind: SeatKind
    number: int
    organisation: Named | None
    starts_on: date
    ends_on: date
    offices: list[Office]

    @classmethod
    def of(cls, place: "Place", when: When) -> Self:
        appointment = place.appointment
        seat = appointment.seat
        return cls(
            appointment_id=appointment.pk,
            when=when,
            forum=Named.of(seat.forum),
            seat_id=seat.pk,
            kind=SeatKind(seat.kind),
            number=seat.number,
            organisation=Named.of(seat.organisation) if seat.organisation else None,
            starts_on=appointment.starts_on,
            ends_on=appointment.ends_on,
            offices=[Office(term.office) for term in place.offices],
        )


@router.read("/collaborations/{slug}/people/{int:pk}/places", Listing[PlaceOut])
def person_place_list(
    request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None
) -> Listing[PlaceOut]:
    """Where somebody sits on a day, will sit, and has sat."""
    person = person_for(request.user, collaboration_for(request.user, slug), pk)
    found = places_of_person(request.user, person, day(on))
    groups: tuple[tuple[When, tuple[Place, ...]], ...] = (
        ("running", found.running),
        ("coming", found.coming),
        ("ended", found.ended),
    )
    told = [(place, when) for when, places in groups for place in places]
    return short_listing(request, told, paging, lambda pair: PlaceOut.of(*pair))


@router.read("/collaborations/{slug}/organisations/{int:pk}/seats", Listing[SeatOnDayOut])
def party_seat_list(
    request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None
) -> Listing[SeatOnDayOut]:
    """The seats that stand for an organisation on a day, vacant ones too."""
    collaboration = collaboration_for(request.user, slug)
    organisation = organisation_for(request.user, collaboration, pk)
    seats = places_of_party(request.user, collaboration, organisation, day(on)).seats
    return short_listing(request, seats, paging, SeatOnDayOut.of)
