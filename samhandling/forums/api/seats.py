"""Seats: those of a day with who sits there, and each seat's own life."""

from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, Pk, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.answers import AppointmentOut, SeatOnDayOut, SeatOut
from samhandling.forums.api.lookups import ONE, SEAT, day, forum_in, seat_in
from samhandling.forums.selectors.candidates import appointments_of, holder_on
from samhandling.forums.selectors.forums import forums_in
from samhandling.forums.selectors.seats import leafed_seats, seats_on
from samhandling.organisations.selectors import collaboration_for


@router.read("/collaborations/{slug}/seats", Listing[SeatOnDayOut])
def seat_list(request: ApiRequest, slug: Slug, paging: Query[Paging], on: AsOf = None) -> Listing[SeatOnDayOut]:
    """Every seat of a day, in every forum, with who sits there."""
    forums = forums_in(request.user, collaboration_for(request.user, slug))
    return short_listing(request, leafed_seats(forums, day(on)), paging, SeatOnDayOut.of)


@router.read(f"{ONE}/seats", Listing[SeatOnDayOut])
def forum_seat_list(
    request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None
) -> Listing[SeatOnDayOut]:
    """The forum's seats on a day, with who sits there."""
    forum = forum_in(request.user, slug, pk)
    return short_listing(request, seats_on(forum, day(on)), paging, SeatOnDayOut.of)


@router.read(SEAT, SeatOut)
def seat_detail(request: ApiRequest, slug: Slug, pk: Pk, on: AsOf = None) -> SeatOut:
    """One seat, with who sits there on a day."""
    seat = seat_in(request.user, slug, pk)
    return SeatOut.of(seat, holder=holder_on(seat, day(on)))


@router.read(f"{SEAT}/appointments", Listing[AppointmentOut])
def seat_appointment_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[AppointmentOut]:
    """Everybody who has sat, sits or will sit in the seat, the newest first."""
    appointments = appointments_of(seat_in(request.user, slug, pk))
    return listing(request, appointments, paging, AppointmentOut.of, order=("-starts_on", "-pk"))
