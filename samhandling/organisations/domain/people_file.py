"""Reading people out of a file: what each row says, whom it means, and what would change.

Nothing here touches the database, so that a dry run and the real run are the same calculation. The room
above reads people and their seats from the same row: it takes the person's part from `read_person` and
`plan_people`, and adds its own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NotRequired, TypedDict

from samhandling.lib.swedish import search_key
from samhandling.lib.written import email_address, telephone_number
from samhandling.organisations.domain.columns import Column
from samhandling.organisations.domain.imports import Fault, RowPlan, cells_without_value
from samhandling.organisations.domain.names import names_nobody, split_name
from samhandling.organisations.enums import PersonColumn, Refusal, RowFault, RowOutcome

PEOPLE_COLUMNS = (
    Column(
        PersonColumn.GIVEN_NAME, PersonColumn.GIVEN_NAME.label, ("förnamn", "tilltalsnamn", "first name", "given name")
    ),
    Column(
        PersonColumn.FAMILY_NAME,
        PersonColumn.FAMILY_NAME.label,
        ("efternamn", "last name", "surname", "family name"),
    ),
    Column(
        PersonColumn.FULL_NAME,
        PersonColumn.FULL_NAME.label,
        ("namn", "name", "full name", "hela namnet", "person", "ledamot", "förtroendevald", "member"),
    ),
    Column(PersonColumn.TITLE, PersonColumn.TITLE.label, ("titel", "befattning", "yrke", "title", "job title")),
    Column(
        PersonColumn.ORGANISATION,
        PersonColumn.ORGANISATION.label,
        (
            "organisation",
            "kommun",
            "arbetsgivare",
            "arbetar för",
            "part",
            "works for",
            "organization",
            "employer",
            "municipality",
        ),
    ),
    Column(
        PersonColumn.EMAIL,
        PersonColumn.EMAIL.label,
        ("e-post", "epost", "e-postadress", "epostadress", "mejl", "mejladress", "mail", "email", "e-mail"),
    ),
    Column(
        PersonColumn.PHONE,
        PersonColumn.PHONE.label,
        ("telefon", "telefonnummer", "tel", "mobil", "mobilnummer", "mobiltelefon", "phone", "telephone", "mobile"),
    ),
)
MAX_LENGTH = {
    PersonColumn.GIVEN_NAME: 80,
    PersonColumn.FAMILY_NAME: 80,
    PersonColumn.TITLE: 120,
    PersonColumn.EMAIL: 250,
    PersonColumn.PHONE: 40,
}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What one row says about a person. An empty text says nothing: it never wipes what is known."""

    number: int
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    organisation_id: int | None = None
    organisation: str = ""
    email: str = ""
    phone: str = ""
    faults: tuple[Fault, ...] = ()
    # "Vakant" where a name stands: a list of seats says that, and means nobody.
    names_nobody: bool = False

    @property
    def name_key(self) -> str:
        return search_key(f"{self.given_name} {self.family_name}")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is already here, with the first of their e-mail addresses and telephone numbers."""

    pk: int
    given_name: str
    family_name: str
    title: str = ""
    organisation_id: int | None = None
    organisation: str = ""
    email: str = ""
    phone: str = ""
    other_emails: tuple[str, ...] = ()

    @property
    def name_key(self) -> str:
        return search_key(f"{self.given_name} {self.family_name}")


@dataclass(frozen=True, slots=True)
class FieldChange:
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonPlan(RowPlan):
    """What would be done with one row.

    `person_id` is the person who is meant, if already here; `same_as` is the earlier row of the file
    that makes the person new.
    """

    row: PersonRow
    person_id: int | None = None
    same_as: int | None = None
    changes: tuple[FieldChange, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def promise(self) -> object:
        return self.row, self.outcome, self.person_id, self.same_as, self.changes


class Trace(TypedDict):
    """What an import did to one person: enough to take it back. `before` is None for somebody new.

    `former_until` is the last day of what the import made former.
    """

    person: int
    before: dict[str, str | int | None] | None
    after: dict[str, str | int | None]
    former_until: NotRequired[str]


# --- The columns -------------------------------------------------------------------------------------


def why_no_names(mapping: Mapping[str, str]) -> tuple[Refusal, str] | None:
    """The whole name must come from somewhere, or else first name and last name."""
    if mapping.get(PersonColumn.FULL_NAME):
        return None
    missing = [column for column in (PersonColumn.GIVEN_NAME, PersonColumn.FAMILY_NAME) if not mapping.get(column)]
    return (Refusal.COLUMNS_MISSING, ", ".join(str(column.label) for column in missing)) if missing else None


# --- One row ---------------------------------------------------------------------------------------


def read_person(number: int, cells: Mapping[str, str], organisations: Mapping[str, int]) -> PersonRow:
    """The row's person. `organisations` maps every folded name, code and number to an organisation."""
    given, family = _names(cells)
    if names_nobody(f"{given} {family}"):
        return PersonRow(number, given, family, names_nobody=True)
    texts = {
        PersonColumn.GIVEN_NAME: given,
        PersonColumn.FAMILY_NAME: family,
        PersonColumn.TITLE: cells.get(PersonColumn.TITLE, ""),
        PersonColumn.EMAIL: email_address(cells.get(PersonColumn.EMAIL, "")),
        PersonColumn.PHONE: telephone_number(cells.get(PersonColumn.PHONE, "")),
    }
    organisation = cells.get(PersonColumn.ORGANISATION, "")
    organisation_id = organisations.get(search_key(organisation)) if organisation else None
    otherwise = [*_faults_of_texts(texts), *_faults_of_organisation(organisation, organisation_id)]
    faults = cells_without_value(PersonColumn, cells, RowFault.NO_VALUE) or otherwise
    return PersonRow(
        number=number,
        given_name=given,
        family_name=family,
        title=texts[PersonColumn.TITLE],
        organisation_id=organisation_id,
        organisation=organisation,
        email=texts[PersonColumn.EMAIL],
        phone=texts[PersonColumn.PHONE],
        faults=tuple(faults),
    )


def _names(cells: Mapping[str, str]) -> tuple[str, str]:
    given, family = cells.get(PersonColumn.GIVEN_NAME, ""), cells.get(PersonColumn.FAMILY_NAME, "")
    if given or family:
        return given, family
    return split_name(cells.get(PersonColumn.FULL_NAME, ""))


def _faults_of_texts(texts: Mapping[PersonColumn, str]) -> list[Fault]:
    faults = [
        Fault(column, RowFault.NAME_MISSING)
        for column in (PersonColumn.GIVEN_NAME, PersonColumn.FAMILY_NAME)
        if not texts[column]
    ]
    for column, text in texts.items():
        if len(text) > MAX_LENGTH[column]:
            faults.append(Fault(column, RowFault.TOO_LONG, f"{text[:60]}…"))
        elif reason := _fault_of_address(column, text):
            faults.append(Fault(column, reason, text))
    return faults


def _fault_of_address(column: PersonColumn, text: str) -> RowFault | None:
    if column is PersonColumn.EMAIL and text and not _EMAIL.fullmatch(text):
        return RowFault.EMAIL_WRONG
    if column is PersonColumn.PHONE and text and sum(letter.isdigit() for letter in text) < 5:
        return RowFault.PHONE_WRONG
    return None


def _faults_of_organisation(text: str, found: int | None) -> list[Fault]:
    return [Fault(PersonColumn.ORGANISATION, RowFault.ORGANISATION_UNKNOWN, text)] if text and found is None else []


# --- All rows --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Candidate:
    """Somebody a row may mean: already here, or made new by an earlier row."""

    person_id: int | None
    made_by_row: int | None
    values: dict[str, str | int | None]
    emails: set[str]
    # Which row of the file said what about the person.
    row_by_field: dict[str, int] = field(default_factory=dict)


class _Crowd:
    """Everybody a row may mean, found by e-mail and by name."""

    def __init__(self, known: Iterable[KnownPerson]) -> None:
        self.by_email: dict[str, list[_Candidate]] = {}
        self.by_name: dict[str, list[_Candidate]] = {}
        for person in known:
            values = {**_known(person), "email": person.email.lower()}
            emails = {email.lower() for email in (person.email, *person.other_emails) if email}
            self.add(_Candidate(person.pk, None, values, emails), person.name_key)

    def add(self, candidate: _Candidate, name_key: str) -> None:
        self.by_name.setdefault(name_key, []).append(candidate)
        for email in candidate.emails:
            self.by_email.setdefault(email, []).append(candidate)

    def find(self, row: PersonRow) -> _Candidate | RowFault | None:
        """The one who is meant, None when nobody is, or why that is unknown."""
        named = self.by_name.get(row.name_key, [])
        with_email = self.by_email.get(row.email, []) if row.email else []
        both = [candidate for candidate in named if candidate in with_email]
        if with_email and not both:
            return RowFault.EMAIL_TAKEN
        possible = both or [candidate for candidate in named if _may_work_for(candidate, row)]
        if len(possible) > 1:
            possible = [one for one in possible if one.values["organisation_id"] == row.organisation_id]
            if len(possible) != 1:
                return RowFault.AMBIGUOUS
        return possible[0] if possible else None


def _known(person: KnownPerson) -> dict[str, str | int | None]:
    names = ("given_name", "family_name", "title", "organisation_id", "organisation", "email", "phone")
    return {name: getattr(person, name) for name in names}


def _may_work_for(candidate: _Candidate, row: PersonRow) -> bool:
    """Two people of one name in two organisations are two people, unless their e-mail says otherwise."""
    theirs = candidate.values["organisation_id"]
    return theirs is None or row.organisation_id is None or theirs == row.organisation_id


def plan_people(rows: Iterable[PersonRow], known: Iterable[KnownPerson]) -> list[PersonPlan]:
    """What each row would do, in the order of the file. A person may stand in many rows, if they agree."""
    crowd = _Crowd(known)
    return [_plan_row(row, crowd) for row in rows]


def _plan_row(row: PersonRow, crowd: _Crowd) -> PersonPlan:
    if row.names_nobody:
        return PersonPlan(row.number, RowOutcome.SKIPPED, row)
    if row.faults:
        return PersonPlan(row.number, RowOutcome.ERROR, row, faults=row.faults)
    found = crowd.find(row)
    if isinstance(found, RowFault):
        column = PersonColumn.EMAIL if found is RowFault.EMAIL_TAKEN else PersonColumn.FULL_NAME
        value = row.email if found is RowFault.EMAIL_TAKEN else f"{row.given_name} {row.family_name}"
        return PersonPlan(row.number, RowOutcome.ERROR, row, faults=(Fault(column, found, value),))
    if found is None:
        return _plan_newcomer(row, crowd)
    return _plan_found(row, found)


def _plan_newcomer(row: PersonRow, crowd: _Crowd) -> PersonPlan:
    given = _given_values(row)
    values = {**_known(KnownPerson(0, row.given_name, row.family_name)), **given, "organisation": row.organisation}
    newcomer = _Candidate(None, row.number, values, {row.email} - {""}, dict.fromkeys(given, row.number))
    crowd.add(newcomer, row.name_key)
    changes = tuple(FieldChange(column, "", after) for column, after in _shown(row).items())
    return PersonPlan(row.number, RowOutcome.NEW, row, changes=changes)


def _plan_found(row: PersonRow, found: _Candidate) -> PersonPlan:
    differing = {name: value for name, value in _given_values(row).items() if found.values[name] != value}
    if row.email in found.emails:
        differing.pop("email", None)
    quarrels = [name for name in differing if name in found.row_by_field]
    if quarrels:
        faults = tuple(
            Fault(_column(name), RowFault.CONTRADICTS, _shown(row)[_column(name)], other_row=found.row_by_field[name])
            for name in quarrels
        )
        return PersonPlan(row.number, RowOutcome.ERROR, row, faults=faults)
    changes = tuple(
        FieldChange(_column(name), _text_of(found.values, name), _shown(row)[_column(name)]) for name in differing
    )
    found.values |= {**differing, "organisation": row.organisation or found.values["organisation"]}
    found.row_by_field |= dict.fromkeys(_given_values(row), row.number)
    outcome = RowOutcome.CHANGED if changes else RowOutcome.SAME
    return PersonPlan(row.number, outcome, row, person_id=found.person_id, same_as=found.made_by_row, changes=changes)


def _given_values(row: PersonRow) -> dict[str, str | int | None]:
    """The row's values that say something. Upper and lower case in a name is a correction, not another name."""
    values: dict[str, str | int | None] = {
        "given_name": row.given_name,
        "family_name": row.family_name,
        "title": row.title,
        "organisation_id": row.organisation_id,
        "email": row.email,
        "phone": row.phone,
    }
    return {name: value for name, value in values.items() if value}


def _shown(row: PersonRow) -> dict[str, str]:
    given: dict[str, str] = {_column(name): str(value) for name, value in _given_values(row).items()}
    return {**given, PersonColumn.ORGANISATION: row.organisation} if row.organisation else given


def _column(name: str) -> PersonColumn:
    return PersonColumn.ORGANISATION if name == "organisation_id" else PersonColumn(name)


def _text_of(values: Mapping[str, str | int | None], name: str) -> str:
    return str(values["organisation" if name == "organisation_id" else name] or "")
