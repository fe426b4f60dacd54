"""A party's filled-in spreadsheet: which of its open seats each row speaks of, and what it says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samhandling.forums.domain.appointment_file import AppointmentRow
from samhandling.forums.enums import AppointmentColumn, NextHolder, SeatKind, ShiftFileFault
from samhandling.organisations.domain.imports import Fault
from samhandling.organisations.domain.people_file import PersonRow


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat that the grid asks about; `held_by` is the folded name of the one who sits there."""

    pk: int
    forum: int
    kind: SeatKind
    number: int
    held_by: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a row says of its seat."""

    row: int
    choice: NextHolder
    person: int | None
    told: PersonRow
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RowFaults:
    """What is wrong with one row of the file."""

    row: int
    faults: tuple[Fault, ...]


def place_in_grid(
    rows: Iterable[tuple[AppointmentRow, PersonRow]],
    seats: Sequence[OpenSeat],
    party: int,
    known: dict[str, int],
) -> tuple[dict[int, Filled], list[RowFaults]]:
    """Row by row in the order of the file. A row that names nobody leaves its seat undecided.

    `known` are the party's people by their folded names: whoever is not among them is new.
    """
    filled: dict[int, Filled] = {}
    wrong: list[RowFaults] = []
    for row, person in rows:
        if not (person.given_name or person.family_name or person.email):
            continue
        faults = row.faults or person.faults
        seat = None if faults else _seat_of(row, seats, party, filled)
        if isinstance(seat, OpenSeat):
            filled[seat.pk] = _filled(row, person, seat, known)
        else:
            wrong.append(RowFaults(row.number, faults or ((seat,) if seat else ())))
    return filled, wrong


def _seat_of(
    row: AppointmentRow, seats: Sequence[OpenSeat], party: int, filled: dict[int, Filled]
) -> "OpenSeat | Fault":
    possible = [one for one in seats if (one.forum, one.kind) == (row.forum, row.kind)]
    if row.seat_number is not None:
        possible = [one for one in possible if one.number == row.seat_number]
    if not possible or row.party not in {None, party}:
        return Fault(AppointmentColumn.SEAT_NUMBER, ShiftFileFault.NOT_YOUR_SEAT, _value(row))
    free = [one for one in possible if one.pk not in filled]
    if not free:
        first = filled[possible[-1].pk].row
        return Fault(AppointmentColumn.SEAT_NUMBER, ShiftFileFault.SEAT_TWICE, _value(row), other_row=first)
    return free[0]


def _value(row: AppointmentRow) -> str:
    return str(row.seat_number or "")


def _filled(row: AppointmentRow, person: PersonRow, seat: OpenSeat, known: dict[str, int]) -> Filled:
    found = known.get(person.name_key)
    if person.names_nobody:
        choice = NextHolder.VACANT
    elif seat.held_by and seat.held_by == person.name_key:
        choice = NextHolder.STAYS
    else:
        choice = NextHolder.OTHER if found is not None else NextHolder.NEW
    return Filled(row.number, choice, found, person, row.starts_on, row.ends_on)
