"""Who sits in a seat, from when to when: appointed, replaced, ended early, corrected."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, In, MaybeLine, Pk, RowId, Slug
from samhandling.core.api.rows import chosen, left_out
from samhandling.forums.api import router
from samhandling.forums.api.answers import AppointmentOut
from samhandling.forums.api.lookups import SEAT, seat_in
from samhandling.forums.permissions import can_appoint
from samhandling.forums.selectors.candidates import appointment_for, people_for
from samhandling.forums.services.appointments import appoint, correct, end_early, replace
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.forums.models import Appointment, Seat

APPOINTMENT = "/collaborations/{slug}/appointments/{int:pk}"


class AppointmentCorrect(In):
    """The days and the decision behind them. What is left out stays as it is."""

    starts_on: Day = left_out()
    ends_on: Day = left_out()
    decided_by: Annotated[MaybeLine, Field(max_length=150)] = left_out()
    decided_on: Day | None = left_out()
    decision_reference: Annotated[MaybeLine, Field(max_length=80)] = left_out()


class AppointmentCreate(AppointmentCorrect):
    """Who sits there. The end is always stated."""

    person_id: RowId
    starts_on: Day
    ends_on: Day


class AppointmentEnd(In):
    """The last day. Why is kept with the appointment and shown to those who work in the collaboration."""

    ends_on: Day
    reason: Annotated[MaybeLine, Field(max_length=200)] = ""


@router.read(APPOINTMENT, AppointmentOut)
def appointment_detail(request: ApiRequest, slug: Slug, pk: Pk) -> AppointmentOut:
    """One appointment."""
    return AppointmentOut.of(_appointment(request.user, slug, pk))


@router.write("POST", f"{SEAT}/appointments", AppointmentOut, status=201, location="appointments/{id}")
def appointment_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: AppointmentCreate) -> AppointmentOut:
    """Appoint somebody to a seat."""
    seat = _appointed_by(request.user, seat_in(request.user, slug, pk))
    return AppointmentOut.of(appoint(actor=request.user, seat=seat, **_terms(seat, body)))


@router.write("POST", f"{SEAT}/replace", AppointmentOut, status=201, location="appointments/{id}")
def appointment_replace(request: ApiUserRequest, slug: Slug, pk: Pk, body: AppointmentCreate) -> AppointmentOut:
    """Let the one who sits there leave the day before, and somebody else begin."""
    seat = _appointed_by(request.user, seat_in(request.user, slug, pk))
    return AppointmentOut.of(replace(actor=request.user, seat=seat, **_terms(seat, body)))


@router.write("POST", f"{APPOINTMENT}/end", AppointmentOut)
def appointment_end(request: ApiUserRequest, slug: Slug, pk: Pk, body: AppointmentEnd) -> AppointmentOut:
    """End an appointment before the term is out. An office in the presidium ends with it."""
    ending = _appointment(request.user, slug, pk)
    return AppointmentOut.of(end_early(actor=request.user, appointment=ending, **body.all()))


@router.write("PATCH", APPOINTMENT, AppointmentOut, current=appointment_detail)
def appointment_correct(request: ApiUserRequest, slug: Slug, pk: Pk, body: AppointmentCorrect) -> AppointmentOut:
    """Put right the days or the decision of an appointment."""
    appointment = _appointment(request.user, slug, pk)
    return AppointmentOut.of(correct(actor=request.user, appointment=appointment, **body.given()))


def _appointment(viewer: "Viewer", slug: str, pk: int) -> "Appointment":
    return appointment_for(viewer, collaboration_for(viewer, slug), pk)


def _appointed_by(user: "User", seat: "Seat") -> "Seat":
    """The seat, when this person may appoint to it. Asked before anybody is looked up."""
    require(can_appoint(user, seat))
    return seat


def _terms(seat: "Seat", body: AppointmentCreate) -> dict[str, Any]:
    person = chosen("person_id", body.person_id, people_for(seat, body.starts_on))
    terms = body.given()
    del terms["person_id"]
    return terms | {"person": person}
