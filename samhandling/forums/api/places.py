"""Where a person sits, and where a party sits."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.answers import SeatOnDayOut
from samhandling.forums.api.lookups import day
from samhandling.forums.enums import Office, SeatKind
from samhandling.forums.selectors.places import organisation_for, person_for, places_of_party, places_of_person
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.forums.selectors.places import Place

When = Literal["running", "coming", "ended"]


class PlaceOut(Out, within="appointment"):
    """One of a person's appointments, seen from the day, with the offices held in that forum then."""

    appointment_id: Annotated[int, From("appointment.id")]
    when: When
    forum: Annotated[Named, From("appointment.seat.forum")]
    seat_id: int
    kind: Annotated[SeatKind, From("appointment.seat.kind")]
    number: Annotated[int, From("appointment.seat.number")]
    organisation: Annotated[Named | None, From("appointment.seat.organisation")]
    starts_on: date
    ends_on: date
    offices: Annotated[list[Office], From(lambda place: [term.office for term in place.offices])]


@router.read("/collaborations/{slug}/people/{int:pk}/places", Listing[PlaceOut])
def person_place_list(
    request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None
) -> Listing[PlaceOut]:
    """Where somebody sits on a day, will sit, and has sat."""
    person = person_for(request.user, collaboration_for(request.user, slug), pk)
    places = places_of_person(request.user, person, day(on))
    groups: dict[When, tuple[Place, ...]] = {
        "running": places.running,
        "coming": places.coming,
        "ended": places.ended,
    }
    rows = [(place, when) for when, group in groups.items() for place in group]
    return short_listing(request, rows, paging, lambda row: PlaceOut.of(row[0], when=row[1]))


@router.read("/collaborations/{slug}/organisations/{int:pk}/seats", Listing[SeatOnDayOut])
def party_seat_list(
    request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None
) -> Listing[SeatOnDayOut]:
    """The seats that stand for an organisation on a day, vacant ones too."""
    collaboration = collaboration_for(request.user, slug)
    organisation = organisation_for(request.user, collaboration, pk)
    seats = places_of_party(request.user, collaboration, organisation, day(on)).seats
    return short_listing(request, seats, paging, SeatOnDayOut.of)
