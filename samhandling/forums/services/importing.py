"""People and their seats out of one file: carried out in one transaction, taken back where nothing changed since."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import event_of, record, record_many
from samhandling.forums.domain.placing import AppointmentPlan
from samhandling.forums.domain.rows import APPOINTMENT_COLUMNS, NEEDED
from samhandling.forums.enums import AppointmentColumn, ImportRefusal, Office
from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.forums.permissions import appoints_for_party
from samhandling.forums.selectors.importing import AppointmentPreview, preview_appointments
from samhandling.forums.selectors.in_words import seat_in_words
from samhandling.forums.services.places import tell_of_places
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period
from samhandling.organisations.domain.runs import why_not_map, why_not_undo
from samhandling.organisations.enums import ImportKind, ImportState, Refusal, RowOutcome
from samhandling.organisations.permissions import can_administer
from samhandling.organisations.selectors.people import users_of_people
from samhandling.organisations.services.imports import (
    Kept,
    apply_people_rows,
    locked_run,
    start_import,
    undo_people,
)
from samhandling.organisations.services.letting_in import refuse_own_rows
from samhandling.organisations.services.people import give_public_role

if TYPE_CHECKING:
    from samhandling.core.models import Event
    from samhandling.organisations.models import Collaboration, ImportRun

_UNTOUCHED = ("seat_id", "person_id", "starts_on", "ends_on", "decided_by", "decided_on", "decision_reference")


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo could not take back, because it changed since."""

    people: list[Kept]
    appointments: int


def start_appointments(*, actor: User, collaboration: "Collaboration", content: bytes, file_name: str) -> "ImportRun":
    """Read the file and guess its columns."""
    return start_import(
        actor=actor,
        collaboration=collaboration,
        content=content,
        file_name=file_name,
        kind=ImportKind.APPOINTMENTS,
        columns=APPOINTMENT_COLUMNS,
    )


def missing_columns(mapping: dict[str, str]) -> tuple[Any, str] | None:
    """The reason and what it is about, while the columns do not say who sits where from when."""
    if refused := why_not_map(mapping):
        return refused
    missing = [column for column in NEEDED if not mapping.get(column)]
    if missing:
        return ImportRefusal.COLUMNS_MISSING, ", ".join(str(AppointmentColumn(column).label) for column in missing)
    return None


@transaction.atomic
def apply_appointments(
    *, actor: User, run: "ImportRun", seen: str, now: datetime, leave_out_errors: bool = False
) -> "ImportRun":
    """Do what the preview said, all or nothing. `seen` is the mark of the preview that was looked at."""
    require(can_administer(actor, run.collaboration_id))
    run = locked_run(run)
    if refused := missing_columns(run.mapping):
        raise RuleBroken(*refused)
    # Whoever appoints in these forums meanwhile waits, so that the plan made below still holds when written.
    list(Forum.objects.select_for_update().filter(collaboration=run.collaboration_id).order_by("pk").values_list("pk"))
    preview = preview_appointments(run)
    if reason := _why_not_apply(run, preview, leave_out_errors=leave_out_errors):
        raise RuleBroken(reason)
    if seen != preview.mark:
        raise RuleBroken(Refusal.CHANGED_SINCE_PREVIEW)
    sound = preview_appointments(run, only_sound=True) if preview.counts[RowOutcome.ERROR] else preview
    people = apply_people_rows(
        actor=actor,
        collaboration=run.collaboration,
        plans=[plan.person for plan in sound.plans],
        on=localdate(now),
    )
    new = [plan for plan in sound.plans if plan.outcome is RowOutcome.NEW]
    made = _appoint(actor, run.collaboration_id, new, people.person_by_row)
    run.state, run.applied_at = ImportState.APPLIED, now
    run.traces = {"people": people.traces, **made}
    run.save(update_fields=["state", "applied_at", "traces"])
    record(actor, "import.applied", run, after={outcome.value: preview.counts[outcome] for outcome in RowOutcome})
    return run


def _why_not_apply(
    run: "ImportRun", preview: AppointmentPreview, *, leave_out_errors: bool
) -> Refusal | ImportRefusal | None:
    if run.state != ImportState.PREVIEWED:
        return Refusal.ALREADY_APPLIED
    if not run.rows:
        return Refusal.ROWS_CLEARED
    if preview.counts[RowOutcome.ERROR] and not leave_out_errors:
        return Refusal.ROWS_HAVE_ERRORS
    return None if preview.has_something_to_do else ImportRefusal.NOTHING_TO_DO


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
        tell_of_places(events[0], [(users.get(one.person_id), seats[one.seat_id]) for one in appointments])
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
    told = {"starts_on": appointment.starts_on, "ends_on": appointment.ends_on, "seat": seat_in_words(seat)}
    return event_of(actor, "appointment.made", seat.forum, after=told, person_id=appointment.person_id)


def _chosen(actor: User, term: PresidiumTerm) -> "Event":
    told = {"office": str(term.get_office_display()), "starts_on": term.starts_on, "ends_on": term.ends_on}
    return event_of(actor, "presidium.chosen", term.forum, after=told, person_id=term.person_id)


def _trace(appointment: Appointment) -> dict[str, Any]:
    return {"pk": appointment.pk} | {name: _plain(getattr(appointment, name)) for name in _UNTOUCHED}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


# --- Taking back -------------------------------------------------------------------------------------


@transaction.atomic
def undo_appointments(*, actor: User, run: "ImportRun", now: datetime) -> Undone:
    """Remove the appointments that nobody touched since, then the people who came with them."""
    require(can_administer(actor, run.collaboration_id))
    run = locked_run(run)
    if reason := why_not_undo(ImportState(run.state), has_traces=bool(run.traces)):
        raise RuleBroken(reason)
    kept = _remove_appointments(actor, run)
    people = undo_people(actor=actor, collaboration=run.collaboration, traces=run.traces["people"])
    run.state, run.undone_at, run.source, run.rows, run.traces = ImportState.UNDONE, now, {}, [], {}
    run.save(update_fields=["state", "undone_at", "source", "rows", "traces"])
    record(actor, "import.undone", run, after={"kept": len(people) + kept})
    return Undone(people, kept)


def _remove_appointments(actor: User, run: "ImportRun") -> int:
    traces = {trace["pk"]: trace for trace in run.traces.get("appointments", [])}
    there = Appointment.objects.filter(pk__in=traces, seat__forum__collaboration=run.collaboration_id)
    offices = PresidiumTerm.objects.filter(forum__collaboration=run.collaboration_id)
    came = offices.filter(pk__in=run.traces.get("offices", []))
    chosen_since = list(offices.exclude(pk__in=came.values("pk")))
    untouched = [
        one
        for one in there.select_related("seat__forum")
        if _trace(one) == traces[one.pk] and not any(_rests_on(office, one) for office in chosen_since)
    ]
    gone = [office.pk for office in came if any(_rests_on(office, one) for one in untouched)]
    PresidiumTerm.objects.filter(pk__in=gone).delete()
    record_many(_taken_back(actor, appointment) for appointment in untouched)
    Appointment.objects.filter(pk__in=[one.pk for one in untouched]).delete()
    return len(traces) - len(untouched)


def _rests_on(office: PresidiumTerm, appointment: Appointment) -> bool:
    """Whether the office would lose days with the appointment: a person has one seat in a forum at a time."""
    is_theirs = (office.forum_id, office.person_id) == (appointment.seat.forum_id, appointment.person_id)
    sits = Period(appointment.starts_on, appointment.ends_on)
    return is_theirs and sits.overlaps(Period(office.starts_on, office.ends_on))


def _taken_back(actor: User, appointment: Appointment) -> "Event":
    told = {"seat": seat_in_words(appointment.seat), "starts_on": appointment.starts_on}
    return event_of(
        actor, "appointment.import_undone", appointment.seat.forum, before=told, person_id=appointment.person_id
    )
