"""Which seat each row of a file gets. The dry run and the real run are the same calculation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samhandling.forums.domain.appointment_file import AppointmentRow
from samhandling.forums.domain.appointments import default_end, lies_within
from samhandling.forums.enums import AppointmentColumn, AppointmentFault, Office, SeatKind
from samhandling.lib.periods import Period
from samhandling.organisations.domain.imports import Fault, RowPlan
from samhandling.organisations.domain.people_file import PersonPlan
from samhandling.organisations.enums import RowOutcome

# Each is compared with all that came before it.
MOST_ROWS_OF_A_FORUM = 1_000


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who sits, or by an earlier row will sit, in a seat or an office. New people have negative numbers."""

    person: int
    name: str
    term: Period
    row: int | None = None


@dataclass(slots=True)
class Chair:
    """A seat with those who sit in it."""

    pk: int
    kind: SeatKind
    number: int
    organisation: int | None
    life: Period
    sitting: list[Sitting] = field(default_factory=list)


@dataclass(slots=True)
class ForumFacts:
    """A forum with its seats in order, and its offices by kind and number."""

    pk: int
    name: str
    life: Period
    has_presidium: bool
    chairs: list[Chair] = field(default_factory=list)
    offices: dict[tuple[str, int], list[Sitting]] = field(default_factory=dict)
    rows_read: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """The seat that a row gets, and from when to when."""

    seat: int
    seat_number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class AppointmentPlan(RowPlan):
    """What one row would do. The person's part is shown beside it."""

    person: PersonPlan
    row: AppointmentRow
    forum: str = ""
    placed: Placed | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def does_something(self) -> bool:
        if self.outcome in {RowOutcome.ERROR, RowOutcome.SKIPPED}:
            return False
        return self.outcome is RowOutcome.NEW or self.person.does_something

    @property
    def promise(self) -> object:
        person = (self.person.person_id, self.person.same_as, self.person.outcome, self.person.changes)
        return self.row, self.outcome, self.placed, person


class _Refused(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason.value)
        self.fault = fault


def place_rows(
    people: Iterable[PersonPlan], rows: Sequence[AppointmentRow], forums: Mapping[int, ForumFacts]
) -> list[AppointmentPlan]:
    """Row by row in the order of the file; a row with an error takes no seat. The facts are used up."""
    return [_place(person, row, forums) for person, row in zip(people, rows, strict=True)]


def _place(person: PersonPlan, row: AppointmentRow, forums: Mapping[int, ForumFacts]) -> AppointmentPlan:
    if row.is_blank or person.outcome is RowOutcome.SKIPPED:
        return AppointmentPlan(row.number, RowOutcome.SKIPPED, person, row)
    if row.faults or person.outcome is RowOutcome.ERROR:
        return AppointmentPlan(row.number, RowOutcome.ERROR, person, row, faults=row.faults)
    forum = forums[row.forum or 0]
    forum.rows_read += 1
    try:
        return _seated(person, row, forum)
    except _Refused as refused:
        return AppointmentPlan(row.number, RowOutcome.ERROR, person, row, forum.name, faults=(refused.fault,))


def _seated(person: PersonPlan, row: AppointmentRow, forum: ForumFacts) -> AppointmentPlan:
    if forum.rows_read > MOST_ROWS_OF_A_FORUM:
        raise _Refused(Fault(AppointmentColumn.FORUM, AppointmentFault.TOO_MANY_ROWS, forum.name))
    first = row.starts_on or date.min
    last = row.ends_on or default_end(first, forum.life)
    term = Period(first, last)
    who = _identity(person)
    if here := _same(who, row, term, forum):
        return AppointmentPlan(
            row.number, RowOutcome.SAME, person, row, forum.name, Placed(here.pk, here.number, first, last)
        )
    _refuse_sitting(who, term, forum)
    chair = _vacant(person, row, term, forum)
    name = f"{person.row.given_name} {person.row.family_name}"
    sitting = Sitting(who, name, term, row.number)
    _take_office(row, sitting, forum)
    chair.sitting.append(sitting)
    return AppointmentPlan(
        row.number, RowOutcome.NEW, person, row, forum.name, Placed(chair.pk, chair.number, first, last)
    )


def _identity(person: PersonPlan) -> int:
    """Somebody known by their number, somebody new by the row that makes them."""
    return person.person_id if person.person_id is not None else -(person.same_as or person.number)


def _same(who: int, row: AppointmentRow, term: Period, forum: ForumFacts) -> Chair | None:
    """The seat where the person already sits exactly so, by an appointment from before the file."""
    for chair in forum.chairs:
        if row.party is not None and chair.organisation not in {None, row.party}:
            continue
        if chair.kind is row.kind and any(
            one.person == who and one.term == term and one.row is None for one in chair.sitting
        ):
            return chair
    return None


def _refuse_sitting(who: int, term: Period, forum: ForumFacts) -> None:
    for chair in forum.chairs:
        for one in chair.sitting:
            if one.person == who and one.term.overlaps(term):
                if one.row is None:
                    raise _Refused(Fault(AppointmentColumn.FORUM, AppointmentFault.SITS_ALREADY, forum.name))
                raise _Refused(Fault(AppointmentColumn.FORUM, AppointmentFault.TWICE, detail=str(one.row)))


def _vacant(person: PersonPlan, row: AppointmentRow, term: Period, forum: ForumFacts) -> Chair:
    """The party's first vacant seat of the kind; where seats stand for nobody, the first of those."""
    party = row.party if row.party is not None else person.row.organisation_id
    of_kind = [chair for chair in forum.chairs if chair.kind is row.kind]
    free = [chair for chair in of_kind if chair.organisation is None]
    own = [chair for chair in of_kind if chair.organisation == party] or free
    if not own:
        raise _Refused(Fault(AppointmentColumn.PARTY, AppointmentFault.PARTY_WITHOUT_SEAT, forum.name))
    if row.seat_number is not None:
        # A number without a party may be of a seat that stands for nobody, whoever the person works for.
        possible = own if row.party is not None else [*own, *free]
        own = [chair for chair in possible if chair.number == row.seat_number]
        if not own:
            raise _Refused(Fault(AppointmentColumn.SEAT_NUMBER, AppointmentFault.NO_SUCH_SEAT, str(row.seat_number)))
    living = [chair for chair in own if lies_within(term, chair.life) and lies_within(term, forum.life)]
    if not living:
        raise _Refused(Fault(AppointmentColumn.STARTS_ON, AppointmentFault.OUTSIDE_FORUM, forum.name))
    for chair in living:
        if not any(one.term.overlaps(term) for one in chair.sitting):
            return chair
    before = [one.row for chair in living for one in chair.sitting if one.row and one.term.overlaps(term)]
    if row.seat_number is not None and before:
        number = str(row.seat_number)
        raise _Refused(Fault(AppointmentColumn.SEAT_NUMBER, AppointmentFault.SEAT_TWICE, number, other_row=before[0]))
    names = sorted({one.name for chair in living for one in chair.sitting if one.term.overlaps(term)})
    raise _Refused(Fault(AppointmentColumn.FORUM, AppointmentFault.NO_VACANT_SEAT, forum.name, ", ".join(names)))


def _take_office(row: AppointmentRow, sitting: Sitting, forum: ForumFacts) -> None:
    if row.office is None:
        return
    if not forum.has_presidium:
        raise _Refused(Fault(AppointmentColumn.ROLE, AppointmentFault.NO_PRESIDIUM, forum.name))
    number = 1 if row.office is Office.CHAIR else row.office_number
    held = forum.offices.setdefault((row.office.value, number), [])
    for one in held:
        if one.term.overlaps(sitting.term):
            raise _Refused(Fault(AppointmentColumn.ROLE, AppointmentFault.OFFICE_TAKEN, one.name))
    held.append(sitting)
