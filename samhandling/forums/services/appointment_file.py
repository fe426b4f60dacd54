"""People and their seats out of one file: carried out in one transaction, taken back where nothing changed since."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from samhandling.accounts.models import User
from samhandling.core.audit import event_of, record_many
from samhandling.forums.domain.appointment_file import APPOINTMENT_COLUMNS
from samhandling.forums.domain.appointment_file_seats import AppointmentPlan
from samhandling.forums.enums import ImportRefusal, Office
from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.forums.permissions import appoints_for_party
from samhandling.forums.selectors.appointment_file import plan_appointments
from samhandling.forums.selectors.in_words import seat_in_words
from samhandling.forums.services.places import notify_of_places
from samhandling.lib.errors import Reason
from samhandling.lib.periods import Period
from samhandling.organisations.domain.columns import labels_missing
from samhandling.organisations.domain.people_file import why_no_names
from samhandling.organisations.enums import RowOutcome
from samhandling.organisations.selectors.imports import FileKind
from samhandling.organisations.selectors.people import users_of_people
from samhandling.organisations.services.letting_in import refuse_own_rows
from samhandling.organisations.services.people import give_public_role
from samhandling.organisations.services.people_file import Kept, apply_people_rows, undo_people

if TYPE_CHECKING:
    from samhandling.core.models import Event
    from samhandling.organisations.models import Collaboration

_UNTOUCHED = ("seat_id", "person_id", "starts_on", "ends_on", "decided_by", "decided_on", "decision_reference")


def _why_not_read(mapping: Mapping[str, str]) -> tuple[Reason, str] | None:
    """The columns must say who sits where, and from when."""
    if refused := why_no_names(mapping):
        return refused
    missing = labels_missing(APPOINTMENT_COLUMNS, mapping)
    return (ImportRefusal.COLUMNS_MISSING, missing) if missing else None


def _hold_forums(collaboration: "Collaboration") -> None:
    """Whoever appoints in these forums meanwhile waits, so that the plan still holds when it is carried out."""
    list(Forum.objects.select_for_update().filter(collaboration=collaboration).order_by("pk").values_list("pk"))


def _carry_out(
    *, actor: User, collaboration: "Collaboration", plans: Sequence[AppointmentPlan], on: date
) -> dict[str, Any]:
    people = apply_people_rows(actor=actor, collaboration=collaboration, plans=[plan.person for plan in plans], on=on)
    new = [plan for plan in plans if plan.outcome is RowOutcome.NEW]
    return {"people": people.traces, **_appoint(actor, collaboration.pk, new, people.person_by_row)}


def _appoint(
    actor: User, collaboration_id: int, plans: list[AppointmentPlan], person_by_row: dict[int, int]
) -> dict[str, Any]:
    """The new appointments and offices, and their traces."""
    placed = [(plan, plan.placed) for plan in plans if plan.placed]
    seats = Seat.objects.select_related("forum").in_bulk([place.seat for _plan, place in placed])
    users = users_of_people(person_by_row[plan.number] for plan, _place in placed)
    refuse_own_rows(
        actor,
        [
            (plan.number, users.get(person_by_row[plan.number]))
            for plan, place in placed
            if not appoints_for_party(actor, seats[place.seat])
        ],
        collaboration_id,
    )
    appointments = Appointment.objects.bulk_create(
        Appointment(
            seat_id=place.seat,
            person_id=person_by_row[plan.number],
            starts_on=place.first,
            ends_on=place.last,
            decided_by=plan.row.decided_by,
            decided_on=plan.row.decided_on,
            decision_reference=plan.row.reference,
        )
        for plan, place in placed
    )
    give_public_role({one.person_id for one in appointments})
    events = [_made(actor, appointment, seats[appointment.seat_id]) for appointment in appointments]
    record_many(events)
    if events:
        notify_of_places(events[0], [(users.get(one.person_id), seats[one.seat_id]) for one in appointments])
    offices = PresidiumTerm.objects.bulk_create(
        PresidiumTerm(
            forum=seats[place.seat].forum,
            person_id=person_by_row[plan.number],
            office=plan.row.office,
            number=1 if plan.row.office is Office.CHAIR else plan.row.office_number,
            starts_on=place.first,
            ends_on=place.last,
        )
        for plan, place in placed
        if plan.row.office is not None
    )
    record_many(_chosen(actor, term) for term in offices)
    return {"appointments": [_trace(one) for one in appointments], "offices": [office.pk for office in offices]}


def _made(actor: User, appointment: Appointment, seat: Seat) -> "Event":
    values = {"starts_on": appointment.starts_on, "ends_on": appointment.ends_on, "seat": seat_in_words(seat)}
    return event_of(actor, "appointment.made", seat.forum, after=values, person_id=appointment.person_id)


def _chosen(actor: User, term: PresidiumTerm) -> "Event":
    values = {"office": term.office, "starts_on": term.starts_on, "ends_on": term.ends_on}
    return event_of(actor, "presidium.chosen", term.forum, after=values, person_id=term.person_id)


def _trace(appointment: Appointment) -> dict[str, Any]:
    return {"pk": appointment.pk} | {name: _plain(getattr(appointment, name)) for name in _UNTOUCHED}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


# --- Taking back -------------------------------------------------------------------------------------


def _take_back(*, actor: User, collaboration: "Collaboration", traces: Mapping[str, Any]) -> list[Kept | int]:
    """Remove the appointments that nobody touched since, then the people who came with them."""
    kept = _remove_appointments(actor, collaboration, traces)
    return [*undo_people(actor=actor, collaboration=collaboration, traces=traces["people"]), *kept]


def _remove_appointments(actor: User, collaboration: "Collaboration", traces: Mapping[str, Any]) -> list[int]:
    """The numbers of those that were left as they are."""
    made = {trace["pk"]: trace for trace in traces.get("appointments", [])}
    there = Appointment.objects.filter(pk__in=made, seat__forum__collaboration=collaboration)
    offices = PresidiumTerm.objects.filter(forum__collaboration=collaboration)
    came = offices.filter(pk__in=traces.get("offices", []))
    chosen_since = list(offices.exclude(pk__in=came.values("pk")))
    untouched = [
        one
        for one in there.select_related("seat__forum")
        if _trace(one) == made[one.pk] and not any(_rests_on(office, one) for office in chosen_since)
    ]
    gone = [office.pk for office in came if any(_rests_on(office, one) for one in untouched)]
    PresidiumTerm.objects.filter(pk__in=gone).delete()
    record_many(_taken_back(actor, appointment) for appointment in untouched)
    removed = {one.pk for one in untouched}
    Appointment.objects.filter(pk__in=removed).delete()
    return [pk for pk in made if pk not in removed]


def _rests_on(office: PresidiumTerm, appointment: Appointment) -> bool:
    """Whether the office would lose days with the appointment: a person has one seat in a forum at a time."""
    is_theirs = (office.forum_id, office.person_id) == (appointment.seat.forum_id, appointment.person_id)
    sits = Period(appointment.starts_on, appointment.ends_on)
    return is_theirs and sits.overlaps(Period(office.starts_on, office.ends_on))


def _taken_back(actor: User, appointment: Appointment) -> "Event":
    values = {"seat": seat_in_words(appointment.seat), "starts_on": appointment.starts_on}
    return event_of(
        actor, "appointment.import_undone", appointment.seat.forum, before=values, person_id=appointment.person_id
    )


APPOINTMENTS = FileKind(
    key="appointments",
    columns=APPOINTMENT_COLUMNS,
    why_not_read=_why_not_read,
    hold=_hold_forums,
    plan=plan_appointments,
    carry_out=_carry_out,
    take_back=_take_back,
    nothing_to_do=ImportRefusal.NOTHING_TO_DO,
)
