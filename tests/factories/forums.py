"""Forums, seats, those who sit in them and what lies before them, with defaults that hold together."""

from datetime import UTC, date, datetime
from typing import Any

from samhandling.accounts.models import User
from samhandling.documents.enums import Openness
from samhandling.forums.enums import AccessMode, Level, SeatKind, Standing
from samhandling.forums.models import (
    Appointment,
    Forum,
    ForumAccess,
    ForumType,
    LeftVacant,
    Paper,
    PartyShift,
    Seat,
)
from samhandling.organisations.models import Collaboration, Organisation, Person
from samhandling.organisations.services.people import give_public_role
from tests.factories.accounts import make_user
from tests.factories.documents import make_document, make_stored_file
from tests.factories.organisations import make_collaboration, make_person

FIRST_DAY = date(2023, 1, 1)
LAST_DAY = date(2026, 12, 31)


def make_forum_type(key: str = "delegation", **kw: Any) -> ForumType:
    """A shipped type. Asking twice for the same key gives the same row."""
    defaults = {
        "name": {"sv": key, "en": key},
        "standing": Standing.APPOINTED,
        "level": Level.ELECTED,
        "has_presidium": True,
        "has_deputies": True,
        "recommends": True,
    }
    return ForumType.objects.get_or_create(
        key=key, collaboration=kw.pop("collaboration", None), defaults=defaults | kw
    )[0]


def make_forum(
    collaboration: Collaboration | None = None,
    seats: int = 0,
    organisations: list[Organisation] | None = None,
    **kw: Any,
) -> Forum:
    """A forum with `seats` ordinary seats, spread over the organisations in turn when there are any."""
    collaboration = collaboration or make_collaboration()
    kw.setdefault("type", None)
    kw["type"] = kw["type"] or make_forum_type()
    kw.setdefault("name", "Primärkommunala delegationen")
    kw.setdefault("starts_on", FIRST_DAY)
    forum = Forum.objects.create(collaboration=collaboration, **kw)
    for index in range(seats):
        make_seat(forum, organisation=organisations[index % len(organisations)] if organisations else None)
    return forum


def make_seat(forum: Forum | None = None, **kw: Any) -> Seat:
    """The next seat of its kind in the forum."""
    forum = forum or make_forum()
    kind = kw.pop("kind", SeatKind.ORDINARY)
    kw.setdefault("number", Seat.objects.filter(forum=forum, kind=kind).count() + 1)
    kw.setdefault("starts_on", forum.starts_on)
    return Seat.objects.create(forum=forum, kind=kind, **kw)


def make_appointment(seat: Seat | None = None, person: Person | None = None, **kw: Any) -> Appointment:
    seat = seat or make_seat()
    person = person or make_person(collaboration=seat.forum.collaboration)
    kw.setdefault("starts_on", FIRST_DAY)
    kw.setdefault("ends_on", LAST_DAY)
    give_public_role([person.pk])
    return Appointment.objects.create(seat=seat, person=person, **kw)


SHIFT_DAY = date(2027, 1, 1)


def leave_vacant(seat: Seat, reason: str = "Väntar på årsmötet", starts_on: date = SHIFT_DAY) -> LeftVacant:
    """That nobody takes the seat when the term begins."""
    return LeftVacant.objects.create(seat=seat, starts_on=starts_on, reason=reason)


def make_party_shift(
    collaboration: Collaboration, organisation: Organisation, starts_on: date = SHIFT_DAY, **kw: Any
) -> PartyShift:
    return PartyShift.objects.create(collaboration=collaboration, organisation=organisation, starts_on=starts_on, **kw)


def make_secretary(forum: Forum, user: User | None = None) -> User:
    """A user who is the forum's secretary and has no other access."""
    user = user or make_user()
    ForumAccess.objects.get_or_create(forum=forum, user=user)
    return user


def make_paper(forum: Forum, title: str = "PM", *, text: str = "Papperet", **fields: Any) -> Paper:
    """A document of somebody's that lies before the forum and nowhere else, as open as the forum is."""
    gone: dict[str, Any] = {"openness": Openness.SHARED, "is_read_elsewhere": True}
    if forum.access == AccessMode.OPEN:
        gone = {"openness": Openness.PUBLIC, "published_at": datetime(2023, 2, 1, tzinfo=UTC)}
    fields.setdefault("dated_on", FIRST_DAY)
    fields.setdefault("file", make_stored_file(text, f"{title}.txt"))
    return Paper.objects.create(forum=forum, document=make_document(forum.collaboration, title=title, **gone | fields))
