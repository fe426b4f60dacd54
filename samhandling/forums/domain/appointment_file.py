"""A row of a file that tells who sits where: what it says, read without the database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samhandling.forums.enums import AppointmentColumn, AppointmentFault, Office, SeatKind
from samhandling.lib.days import is_open_end, read_day
from samhandling.lib.likeness import nearest
from samhandling.lib.periods import is_in_reach
from samhandling.lib.swedish import search_key
from samhandling.lib.written import typed
from samhandling.organisations.domain.columns import Column
from samhandling.organisations.domain.imports import Fault, cells_without_value
from samhandling.organisations.domain.people_file import PEOPLE_COLUMNS
from samhandling.organisations.enums import PersonColumn

# "Kommun" and "part" mean the party here; where somebody works has headings of its own.
_EMPLOYER = Column(
    PersonColumn.ORGANISATION,
    PersonColumn.ORGANISATION.label,
    ("organisation", "arbetsgivare", "arbetar för", "employer", "works for"),
)


def _column(key: AppointmentColumn, *known_as: str) -> Column:
    return Column(key, key.label, known_as, is_needed=key in {AppointmentColumn.FORUM, AppointmentColumn.STARTS_ON})


APPOINTMENT_COLUMNS = (
    _column(AppointmentColumn.FORUM, "forum", "organ", "nätverk", "delegation", "förkortning"),
    _column(AppointmentColumn.PARTY, "part", "för part", "kommun", "på uppdrag av", "för", "party", "on behalf of"),
    _column(
        AppointmentColumn.ROLE,
        "roll",
        "roll i forumet",
        "uppdrag",
        "funktion",
        "role",
        "typ av plats",
        "slag av plats",
        "kind of seat",
    ),
    _column(AppointmentColumn.OFFICE, "post", "presidiepost", "post i presidiet", "office"),
    _column(AppointmentColumn.SEAT_NUMBER, "plats", "platsnummer", "nummer", "nr", "seat", "number"),
    _column(AppointmentColumn.STARTS_ON, "från", "fr.o.m.", "from", "startdatum", "start", "börjar"),
    _column(AppointmentColumn.ENDS_ON, "till", "t.o.m.", "to", "slutdatum", "slut", "slutar", "until"),
    _column(AppointmentColumn.DECIDED_BY, "beslutat av", "utsedd av", "beslutsorgan", "decided by"),
    _column(
        AppointmentColumn.DECIDED_ON,
        "beslutsdatum",
        "beslutat",
        "datum för beslut",
        "beslutat den",
        "decided on",
        "date of the decision",
    ),
    _column(
        AppointmentColumn.REFERENCE,
        "paragraf",
        "§",
        "diarienummer",
        "dnr",
        "beslut",
        "reference",
        "section",
        "section or registration number",
    ),
    *(_EMPLOYER if column.key == PersonColumn.ORGANISATION else column for column in PEOPLE_COLUMNS),
)
_MOST_LOOKED_FOR = 100
# Who, from when, by which decision: without any of these the row speaks of a seat alone.
_OF_SOMEBODY = (
    PersonColumn.GIVEN_NAME,
    PersonColumn.FAMILY_NAME,
    PersonColumn.FULL_NAME,
    PersonColumn.TITLE,
    PersonColumn.EMAIL,
    PersonColumn.PHONE,
    AppointmentColumn.STARTS_ON,
    AppointmentColumn.DECIDED_BY,
    AppointmentColumn.DECIDED_ON,
    AppointmentColumn.REFERENCE,
)
_LONGEST = {AppointmentColumn.DECIDED_BY: 150, AppointmentColumn.REFERENCE: 80}
# "Ersättare 1": the kind of seat and its number in one.
_NUMBERED = re.compile(r"(\D+?)(?: nr\.?)? ?(\d{1,4})")
_ROLES: dict[str, tuple[SeatKind, Office | None, int]] = {
    "": (SeatKind.ORDINARY, None, 1),
    "ledamot": (SeatKind.ORDINARY, None, 1),
    "ordinarie": (SeatKind.ORDINARY, None, 1),
    "ordinarie ledamot": (SeatKind.ORDINARY, None, 1),
    "member": (SeatKind.ORDINARY, None, 1),
    "ersättare": (SeatKind.DEPUTY, None, 1),
    "suppleant": (SeatKind.DEPUTY, None, 1),
    "substitute": (SeatKind.DEPUTY, None, 1),
    "deputy": (SeatKind.DEPUTY, None, 1),
    "ordförande": (SeatKind.ORDINARY, Office.CHAIR, 1),
    "ordf": (SeatKind.ORDINARY, Office.CHAIR, 1),
    "ordf.": (SeatKind.ORDINARY, Office.CHAIR, 1),
    "vice ordf": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "vice ordf.": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "v. ordf.": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "ers": (SeatKind.DEPUTY, None, 1),
    "ers.": (SeatKind.DEPUTY, None, 1),
    "chair": (SeatKind.ORDINARY, Office.CHAIR, 1),
    "vice": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "vice ordförande": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "vice chair": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "1:e vice ordförande": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "2:e vice ordförande": (SeatKind.ORDINARY, Office.VICE_CHAIR, 2),
    "vice ordförande 1": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "vice ordförande 2": (SeatKind.ORDINARY, Office.VICE_CHAIR, 2),
    "vice chair 1": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "vice chair 2": (SeatKind.ORDINARY, Office.VICE_CHAIR, 2),
    "förste vice ordförande": (SeatKind.ORDINARY, Office.VICE_CHAIR, 1),
    "andre vice ordförande": (SeatKind.ORDINARY, Office.VICE_CHAIR, 2),
}


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """What one row says about a seat. `ends_on` may be left out: the term of office then decides."""

    number: int
    forum: int | None = None
    party: int | None = None
    kind: SeatKind = SeatKind.ORDINARY
    office: Office | None = None
    office_number: int = 1
    seat_number: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    decided_by: str = ""
    decided_on: date | None = None
    reference: str = ""
    # A row of a template that nobody has filled in: the seat stays as vacant as it is.
    is_blank: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Folded names and abbreviations of forums, and folded names of organisations; and those names as written."""

    forums: Mapping[str, int]
    parties: Mapping[str, int]
    written_forums: Sequence[str] = ()
    written_parties: Sequence[str] = ()
    # Looking for a name that is like another takes time.
    looked_for: set[str] = field(default_factory=set)


def read_row(number: int, cells: Mapping[str, str], names: Names) -> AppointmentRow:
    """The seat's part of a row. Everything that is wrong is found at once."""
    if not any(cells.get(column) for column in _OF_SOMEBODY):
        return AppointmentRow(number, is_blank=True)
    faults: list[Fault] = []
    forum = _forum(cells.get(AppointmentColumn.FORUM, ""), names, faults)
    party = _party(cells.get(AppointmentColumn.PARTY, ""), names, faults)
    role, numbered = _divided(cells.get(AppointmentColumn.ROLE, ""))
    kind, office, office_number = _role(role, faults)
    if presides := _office(cells.get(AppointmentColumn.OFFICE, ""), faults):
        office, office_number = presides
    starts_on = _day(AppointmentColumn.STARTS_ON, cells, faults)
    ends_on = _day(AppointmentColumn.ENDS_ON, cells, faults)
    decided_on = _day(AppointmentColumn.DECIDED_ON, cells, faults)
    if not cells.get(AppointmentColumn.STARTS_ON, ""):
        faults.append(Fault(AppointmentColumn.STARTS_ON, AppointmentFault.START_MISSING))
    if starts_on and ends_on and ends_on < starts_on:
        faults.append(Fault(AppointmentColumn.ENDS_ON, AppointmentFault.END_BEFORE_START, ends_on.isoformat()))
    faults = cells_without_value(AppointmentColumn, cells, AppointmentFault.NO_VALUE) or faults
    return AppointmentRow(
        number=number,
        forum=forum,
        party=party,
        kind=kind,
        office=office,
        office_number=office_number,
        seat_number=_seat_number(cells.get(AppointmentColumn.SEAT_NUMBER, "") or numbered, faults),
        starts_on=starts_on,
        ends_on=ends_on,
        decided_by=_text(AppointmentColumn.DECIDED_BY, cells, faults),
        decided_on=decided_on,
        reference=_text(AppointmentColumn.REFERENCE, cells, faults),
        faults=tuple(faults),
    )


def _forum(text: str, names: Names, faults: list[Fault]) -> int | None:
    if not text:
        faults.append(Fault(AppointmentColumn.FORUM, AppointmentFault.FORUM_MISSING))
        return None
    found = names.forums.get(search_key(text))
    if found is None:
        near = _nearest(text, names.written_forums, names)
        reason = AppointmentFault.FORUM_MISSPELT if near else AppointmentFault.FORUM_UNKNOWN
        faults.append(Fault(AppointmentColumn.FORUM, reason, text, near))
    return found


def _party(text: str, names: Names, faults: list[Fault]) -> int | None:
    found = names.parties.get(search_key(text)) if text else None
    if text and found is None:
        near = _nearest(text, names.written_parties, names)
        reason = AppointmentFault.PARTY_MISSPELT if near else AppointmentFault.PARTY_UNKNOWN
        faults.append(Fault(AppointmentColumn.PARTY, reason, text, near))
    return found


def _divided(text: str) -> tuple[str, str]:
    """The role and the seat's number, where it stands behind the role."""
    found = None if search_key(text) in _ROLES else _NUMBERED.fullmatch(typed(text))
    return (found[1].strip(), found[2]) if found else (text, "")


def _office(text: str, faults: list[Fault]) -> tuple[Office, int] | None:
    """Chair or vice chair, and which of them; the first, where somebody holds several."""
    _kind, office, number = _ROLES.get(search_key(text.partition(",")[0]), (None, None, 1))
    if text and office is None:
        faults.append(Fault(AppointmentColumn.OFFICE, AppointmentFault.OFFICE_UNKNOWN, text))
    return (office, number) if office else None


def _nearest(text: str, words: Sequence[str], names: Names) -> str:
    """The name that was most likely meant; of very many wrong names only the first are looked for."""
    if len(names.looked_for) < _MOST_LOOKED_FOR:
        names.looked_for.add(text)
    return nearest(text, words) if text in names.looked_for else ""


def _role(text: str, faults: list[Fault]) -> tuple[SeatKind, Office | None, int]:
    found = _ROLES.get(search_key(text))
    if found is None:
        faults.append(Fault(AppointmentColumn.ROLE, AppointmentFault.ROLE_UNKNOWN, text))
    return found or (SeatKind.ORDINARY, None, 1)


def _seat_number(text: str, faults: list[Fault]) -> int | None:
    if text and not (text.isdecimal() and len(text) < 5):
        faults.append(Fault(AppointmentColumn.SEAT_NUMBER, AppointmentFault.NUMBER_WRONG, text))
        return None
    return int(text) if text else None


def _day(column: AppointmentColumn, cells: Mapping[str, str], faults: list[Fault]) -> date | None:
    text = cells.get(column, "")
    if column is AppointmentColumn.ENDS_ON and is_open_end(text):
        return None
    found = read_day(text) if text else None
    if text and (found is None or not is_in_reach(found)):
        faults.append(Fault(column, AppointmentFault.NOT_A_DAY, text))
        return None
    return found


def _text(column: AppointmentColumn, cells: Mapping[str, str], faults: list[Fault]) -> str:
    text = cells.get(column, "")
    if len(text) > _LONGEST[column]:
        faults.append(Fault(column, AppointmentFault.TOO_LONG, f"{text[:60]}…"))
    return text
