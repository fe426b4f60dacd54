"""How people, appointments and seats are told of, wherever they turn up."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.utils.translation import gettext as _

from samhandling.core.api.fields import Out
from samhandling.core.api.rows import Named
from samhandling.forums.enums import SeatKind

if TYPE_CHECKING:
    from samhandling.forums.models import Appointment, Seat
    from samhandling.forums.selectors.seats import SeatOnDay
    from samhandling.organisations.models import Person


class Holder(Out):
    """Somebody who sits, has sat or will sit in a forum. How to reach them is told elsewhere, to members."""

    id: int
    name: str
    title: str
    organisation: Named | None

    @classmethod
    def of(cls, person: "Person") -> Self:
        return cls(
            id=person.pk,
            name=str(person) if person.erased_at is None else _("a person who has been erased"),
            title=person.title,
            organisation=Named.of(person.organisation) if person.organisation else None,
        )


class AppointmentOut(Out):
    """That a person sits in a seat, from when to when, and by whose decision."""

    id: int
    seat_id: int
    forum_id: int
    person: Holder
    starts_on: date
    ends_on: date
    decided_by: str
    decided_on: date | None
    decision_reference: str

    @classmethod
    def of(cls, appointment: "Appointment", seat: "Seat | None" = None) -> Self:
        return cls(
            id=appointment.pk,
            seat_id=appointment.seat_id,
            forum_id=(seat or appointment.seat).forum_id,
            person=Holder.of(appointment.person),
            starts_on=appointment.starts_on,
            ends_on=appointment.ends_on,
            decided_by=appointment.decided_by,
            decided_on=appointment.decided_on,
            decision_reference=appointment.decision_reference,
        )


class SeatOut(Out):
    """A seat, there also when nobody sits in it. `holder` is who sits there on the day."""

    id: int
    forum_id: int
    kind: SeatKind
    number: int
    organisation: Named | None
    starts_on: date
    ends_on: date | None
    holder: AppointmentOut | None

    @classmethod
    def of(cls, seat: "Seat", holder: "Appointment | None") -> Self:
        return cls(
            id=seat.pk,
            forum_id=seat.forum_id,
            kind=SeatKind(seat.kind),
            number=seat.number,
            organisation=Named.of(seat.organisation) if seat.organisation else None,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            holder=AppointmentOut.of(holder, seat) if holder else None,
        )


class SeatOnDayOut(Out):
    """A seat as it is on the day; when it is vacant, since when and until when somebody is appointed."""

    id: int
    forum: Named
    kind: SeatKind
    number: int
    organisation: Named | None
    starts_on: date
    ends_on: date | None
    holder: AppointmentOut | None
    vacant_since: date | None
    next_starts_on: date | None

    @classmethod
    def of(cls, found: "SeatOnDay") -> Self:
        seat = found.seat
        return cls(
            id=seat.pk,
            forum=Named.of(seat.forum),
            kind=SeatKind(seat.kind),
            number=seat.number,
            organisation=Named.of(seat.organisation) if seat.organisation else None,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            holder=AppointmentOut.of(found.appointment, seat) if found.appointment else None,
            vacant_since=found.vacant_since,
            next_starts_on=found.next_starts_on,
        )
