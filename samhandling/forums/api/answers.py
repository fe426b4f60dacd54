"""What answers say of people, appointments, seats and offices, wherever they turn up."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext as _

from samhandling.core.api.fields import From, Out
from samhandling.core.api.rows import Named
from samhandling.forums.enums import Office, SeatKind

if TYPE_CHECKING:
    from samhandling.organisations.models import Person


def _name(person: "Person") -> str:
    return str(person) if person.erased_at is None else _("a person who has been erased")


class Holder(Out):
    """Somebody who sits, has sat or will sit in a forum. How to reach them is told elsewhere, to members."""

    id: int
    name: Annotated[str, From(_name)]
    title: str
    organisation: Named | None


class AppointmentOut(Out):
    """That a person sits in a seat, from when to when, and by whose decision."""

    id: int
    seat_id: int
    forum_id: Annotated[int, From("seat.forum_id")]
    person: Holder
    starts_on: date
    ends_on: date
    decided_by: str
    decided_on: date | None
    decision_reference: str


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


class SeatOnDayOut(Out, within="seat"):
    """A seat as it is on the day; when it is vacant, since when and until when somebody is appointed."""

    id: int
    forum: Named
    kind: SeatKind
    number: int
    organisation: Named | None
    starts_on: date
    ends_on: date | None
    holder: Annotated[AppointmentOut | None, From("appointment")]
    vacant_since: date | None
    next_starts_on: date | None


class PresidiumTermOut(Out):
    """Who chairs the forum, or stands in for the chair: 1 is the first vice chair."""

    id: int
    forum_id: int
    person: Holder
    office: Office
    number: int
    starts_on: date
    ends_on: date
