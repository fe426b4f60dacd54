"""Seats: those of a day with who sits there, each seat's own life, and what may be done to it."""

from typing import TYPE_CHECKING, Annotated

from ninja import Query
from pydantic import Field

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import AsOf, Day, In, MaybeLine, Pk, RowId, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.rows import chosen
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.found import ONE, day, forum_in, managed_in, seat_in
from samhandling.forums.api.told import AppointmentOut, SeatOnDayOut, SeatOut
from samhandling.forums.enums import SeatKind
from samhandling.forums.permissions import can_manage
from samhandling.forums.selectors.candidates import appointments_of, holder_on, organisations_in
from samhandling.forums.selectors.forums import forums_in
from samhandling.forums.selectors.seats import leafed_seats, seats_on
from samhandling.forums.services.seats import abolish_seat, add_seat, change_seat, move_seat_up, remove_seat
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.forums.models import Seat

SEAT = "/collaborations/{slug}/seats/{int:pk}"


class SeatCreate(In):
    """One more seat, last among its kind. Without an end it lasts as long as the forum."""

    kind: SeatKind
    organisation_id: RowId | None = None
    starts_on: Day
    ends_on: Day | None = None


class SeatChange(In):
    """On behalf of whom one sits there, for the seat's whole life; null is nobody in particular."""

    organisation_id: RowId | None


class SeatAbolish(In):
    """The seat's last day. Why is kept in the history: write nothing about a person."""

    ends_on: Day
    reason: Annotated[MaybeLine, Field(max_length=200)] = ""


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
    return SeatOut.of(seat, holder_on(seat, day(on)))


@router.read(f"{SEAT}/appointments", Listing[AppointmentOut])
def seat_appointment_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[AppointmentOut]:
    """Everybody who has sat, sits or will sit in the seat, the newest first."""
    appointments = appointments_of(seat_in(request.user, slug, pk))
    return listing(request, appointments, paging, AppointmentOut.of, order=("-starts_on", "-pk"))


@router.write("POST", f"{ONE}/seats", SeatOut, status=201, location="seats/{id}")
def seat_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: SeatCreate) -> SeatOut:
    """Add a seat to a forum."""
    forum = managed_in(request.user, slug, pk)
    organisation = chosen("organisation_id", body.organisation_id, organisations_in(forum.collaboration))
    made = add_seat(
        actor=request.user,
        forum=forum,
        kind=body.kind,
        organisation=organisation,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
    )
    return SeatOut.of(made, None)


@router.write("PATCH", SEAT, SeatOut, current=seat_detail)
def seat_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: SeatChange) -> SeatOut:
    """Put right on behalf of whom one sits there."""
    seat = _managed(request.user, slug, pk)
    organisation = chosen("organisation_id", body.organisation_id, organisations_in(seat.forum.collaboration))
    return _told(change_seat(actor=request.user, seat=seat, organisation=organisation))


@router.write("POST", f"{SEAT}/abolish", SeatOut)
def seat_abolish(request: ApiUserRequest, slug: Slug, pk: Pk, body: SeatAbolish) -> SeatOut:
    """Let a seat cease after a day. It remains in everything that lies before."""
    seat = seat_in(request.user, slug, pk)
    return _told(abolish_seat(actor=request.user, seat=seat, ends_on=body.ends_on, reason=body.reason))


@router.write("POST", f"{SEAT}/move-up", SeatOut)
def seat_move_up(request: ApiUserRequest, slug: Slug, pk: Pk) -> SeatOut:
    """Let the seat change places with the one before it: the order in which substitutes are called."""
    return _told(move_seat_up(actor=request.user, seat=seat_in(request.user, slug, pk)))


@router.write("DELETE", SEAT, None, status=204, current=seat_detail)
def seat_remove(request: ApiUserRequest, slug: Slug, pk: Pk) -> None:
    """Take away a seat that was made by mistake and that nobody has ever sat in."""
    remove_seat(actor=request.user, seat=seat_in(request.user, slug, pk))


def _managed(user: "User", slug: str, pk: int) -> "Seat":
    seat = seat_in(user, slug, pk)
    require(can_manage(user, seat.forum))
    return seat


def _told(seat: "Seat") -> SeatOut:
    return SeatOut.of(seat, holder_on(seat, day(None)))
