"""A party's seats as a spreadsheet: the file to fill in, and what a filled-in one says.

The columns are those of a file of appointments, so that the coordinator may read the same file in for many parties.
What a party sends back is laid into its grid, which shows every row before anything is saved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.core.tables import Table
from samhandling.forums.domain.appointment_file import APPOINTMENT_COLUMNS, read_row
from samhandling.forums.domain.shift_file import Filled, OpenSeat, place_in_grid
from samhandling.forums.enums import AppointmentColumn, ImportRefusal, SeatKind
from samhandling.forums.selectors.appointment_file import names_in
from samhandling.forums.selectors.members import TableOfCells
from samhandling.forums.selectors.shift import ShiftSeat
from samhandling.lib.errors import RuleBroken
from samhandling.lib.swedish import search_key
from samhandling.organisations.domain.columns import cells_by_column, guess_mapping, labels_missing
from samhandling.organisations.domain.people_file import read_person, why_no_names
from samhandling.organisations.models import Organisation, Person
from samhandling.organisations.selectors.imports import fault_in_words
from samhandling.organisations.selectors.organisations import organisation_keys

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

_NEEDED = tuple(column for column in APPOINTMENT_COLUMNS if column.key == AppointmentColumn.FORUM)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What the file says of which seats; or why nothing of it is taken, row by row."""

    filled: dict[int, Filled]
    faults: list[str]
    decided_by: str = ""
    decided_on: str = ""
    decision_reference: str = ""


def shift_table(organisation: Organisation, seats: Sequence[ShiftSeat]) -> TableOfCells:
    """The file to fill in: a row for every seat that is not filled, with who sits there and the days proposed."""
    headers = [
        *(_("Forum"), _("Party"), _("Role"), _("Seat"), _("Holds it now")),
        *(_("First name"), _("Last name"), _("Title"), _("Email"), _("From"), _("To")),
        *(_("Decided by"), _("Date of the decision"), _("Section")),
    ]
    rows: list[list[object]] = [
        [
            one.seat.forum.abbreviation or one.seat.forum.name,
            str(organisation),
            str(SeatKind(one.seat.kind).label),
            one.seat.number,
            str(one.before.person) if one.before else "",
            *[""] * 4,
            one.proposed.first,
            one.proposed.last,
            *[""] * 3,
        ]
        for one in seats
        if not one.is_filled
    ]
    return TableOfCells(headers, rows)


def read_shift_file(
    collaboration: "Collaboration", organisation: Organisation, seats: Sequence[ShiftSeat], table: Table
) -> ReadFile:
    """All of the file, or the faults of all its rows: half a file in the grid would be hard to tell from a whole."""
    mapping = guess_mapping(table.headers, APPOINTMENT_COLUMNS)
    if refused := why_no_names(mapping):
        raise RuleBroken(*refused)
    if missing := labels_missing(_NEEDED, mapping):
        raise RuleBroken(ImportRefusal.COLUMNS_MISSING, missing)
    names = names_in(collaboration)
    cells = [(row.number, cells_by_column(table.headers, row.cells, mapping)) for row in table.rows]
    employers = organisation_keys(collaboration)
    read = [(read_row(number, one, names), read_person(number, one, employers)) for number, one in cells]
    open_seats = [
        OpenSeat(one.pk, one.seat.forum_id, SeatKind(one.seat.kind), one.seat.number, _held_by(one))
        for one in seats
        if not one.is_filled
    ]
    filled, wrong = place_in_grid(read, open_seats, organisation.pk, _known(collaboration, organisation))
    faults = [
        _("Row %(row)d: %(fault)s") % {"row": one.row, "fault": " ".join(map(fault_in_words, one.faults))}
        for one in wrong
    ]
    decisions = [row for row, person in read if row.decided_by or row.reference or row.decided_on]
    if not decisions:
        return ReadFile(filled, faults)
    first = decisions[0]
    decided_on = first.decided_on.isoformat() if first.decided_on else ""
    return ReadFile(filled, faults, first.decided_by, decided_on, first.reference)


def _held_by(one: ShiftSeat) -> str:
    return search_key(str(one.before.person)) if one.before else ""


def _known(collaboration: "Collaboration", organisation: Organisation) -> dict[str, int]:
    """The party's people by their folded names; two of one name are left out, for the director to choose."""
    people = Person.objects.filter(
        collaboration=collaboration, organisation=organisation, erased_at=None, merged_into=None
    )
    found: dict[str, list[int]] = {}
    for person in people:
        found.setdefault(search_key(str(person)), []).append(person.pk)
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}
