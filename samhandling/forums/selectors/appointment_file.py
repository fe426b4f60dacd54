"""A file of appointments: what each row would do now, and the template to fill in."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.forums.domain.appointment_file import Names, read_row
from samhandling.forums.domain.appointment_file_seats import (
    AppointmentPlan,
    Chair,
    ForumFacts,
    Placed,
    Sitting,
    place_rows,
)
from samhandling.forums.enums import AppointmentColumn, SeatKind
from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.forums.permissions import seats_visible_to
from samhandling.forums.selectors.members import TableOfCells
from samhandling.forums.selectors.seats import with_holders
from samhandling.lib.periods import Period
from samhandling.lib.swedish import search_key
from samhandling.organisations.enums import PersonColumn, RowOutcome
from samhandling.organisations.selectors.imports import Rows, ShownCell, ShownRow, fault_in_words
from samhandling.organisations.selectors.organisations import organisation_keys, organisations_of
from samhandling.organisations.selectors.people_file import plan_people_rows

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def plan_appointments(collaboration: "Collaboration", rows: Rows) -> list[AppointmentPlan]:
    """What the rows would do with forums and people as they are now."""
    names = names_in(collaboration)
    read = [read_row(number, cells, names) for number, cells in rows]
    people = plan_people_rows(collaboration, [(number, _with_employer(cells)) for number, cells in rows])
    return place_rows(people, read, _forums(collaboration))


def _with_employer(cells: dict[str, str]) -> dict[str, str]:
    """Who sits for a party works for it, where the file says nothing else."""
    if cells.get(PersonColumn.ORGANISATION) or not cells.get(AppointmentColumn.PARTY):
        return cells
    return cells | {PersonColumn.ORGANISATION.value: cells[AppointmentColumn.PARTY]}


def names_in(collaboration: "Collaboration") -> Names:
    """What a file may call the forums and the organisations."""
    forums = list(Forum.objects.filter(collaboration=collaboration))
    by_name: dict[str, int] = {}
    for forum in forums:
        for word in (forum.name, forum.abbreviation):
            if word:
                by_name[search_key(word)] = forum.pk
    return Names(
        forums=by_name,
        parties=organisation_keys(collaboration),
        written_forums=[word for forum in forums for word in (forum.abbreviation, forum.name) if word],
        written_parties=list(organisations_of(collaboration).values_list("display_name", flat=True)),
    )


def _forums(collaboration: "Collaboration") -> dict[int, ForumFacts]:
    """Every forum with its seats and who sits there, in four queries."""
    facts = {
        forum.pk: ForumFacts(forum.pk, forum.name, Period(forum.starts_on, forum.ends_on), forum.type.has_presidium)
        for forum in Forum.objects.filter(collaboration=collaboration).select_related("type")
    }
    sitting: dict[int, list[Sitting]] = defaultdict(list)
    held = Appointment.objects.filter(seat__forum__collaboration=collaboration).select_related("person")
    for one in held:
        sitting[one.seat_id].append(Sitting(one.person_id, str(one.person), Period(one.starts_on, one.ends_on)))
    for seat in Seat.objects.filter(forum__collaboration=collaboration).order_by("forum_id", "kind", "number"):
        life = Period(seat.starts_on, seat.ends_on)
        chair = Chair(seat.pk, SeatKind(seat.kind), seat.number, seat.organisation_id, life, sitting[seat.pk])
        facts[seat.forum_id].chairs.append(chair)
    for term in PresidiumTerm.objects.filter(forum__collaboration=collaboration).select_related("person"):
        holder = Sitting(term.person_id, str(term.person), Period(term.starts_on, term.ends_on))
        facts[term.forum_id].offices.setdefault((term.office, term.number), []).append(holder)
    return facts


# --- In words ----------------------------------------------------------------------------------------


def show_appointment(plan: AppointmentPlan) -> ShownRow:
    """A row of the preview as it is read."""
    person, is_wrong = plan.person.row, plan.outcome is RowOutcome.ERROR
    problems = [*map(fault_in_words, plan.person.faults), *map(fault_in_words, plan.faults)]
    return ShownRow(
        number=plan.number,
        name=f"{person.given_name} {person.family_name}".strip(),
        outcome=plan.outcome,
        state=_state_in_words(plan.outcome),
        note=_note(plan),
        problems=problems if is_wrong else [],
        cells=[ShownCell(_place_in_words(plan)), ShownCell(_term_in_words(plan.placed))],
    )


def _state_in_words(outcome: RowOutcome) -> str:
    if outcome is RowOutcome.NEW:
        return _("Is appointed")
    return _("Already holds the seat") if outcome is RowOutcome.SAME else ""


def _note(plan: AppointmentPlan) -> str:
    if plan.outcome is RowOutcome.SKIPPED:
        return _("The row describes a vacant seat and makes no appointment.")
    is_new_person = plan.outcome is RowOutcome.NEW and plan.person.outcome is RowOutcome.NEW
    return _("new person") if is_new_person else ""


def _place_in_words(plan: AppointmentPlan) -> str:
    if plan.placed is None:
        return plan.forum
    seat = f"{plan.forum}, {plan.row.kind.label} {plan.placed.seat_number}"
    return f"{seat}, {plan.row.office.label}" if plan.row.office else seat


def _term_in_words(placed: Placed | None) -> str:
    return f"{date_format(placed.first, 'j F Y')} – {date_format(placed.last, 'j F Y')}" if placed else ""


# --- The template ------------------------------------------------------------------------------------


def template_table(viewer: "Viewer", collaboration: "Collaboration", on: date) -> TableOfCells:
    """A file to fill in: the right headings, and a row for every seat that is vacant on the day."""
    seats = seats_visible_to(viewer).filter(forum__collaboration=collaboration)
    ordered = seats.order_by("forum__type__position", "forum__sort_key", "forum_id", "-kind", "number")
    headers = [
        *(_("Forum"), _("Party"), _("Role"), _("Seat"), _("First name"), _("Last name"), _("Email"), _("Title")),
        *(_("From"), _("To"), _("Decided by"), _("Date of the decision"), _("Section")),
    ]
    rows: list[list[object]] = [
        [
            found.seat.forum.abbreviation or found.seat.forum.name,
            str(found.seat.organisation or ""),
            str(SeatKind(found.seat.kind).label),
            found.seat.number,
            *[""] * 9,
        ]
        for found in with_holders(ordered, on)
        if found.is_vacant
    ]
    return TableOfCells(headers, rows)
