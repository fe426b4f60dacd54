"""Which column of somebody's file holds what: guessed from the heading, changed by hand, remembered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samhandling.lib.swedish import search_key
from samhandling.lib.written import is_nothing
from samhandling.organisations.enums import PersonColumn

ColumnMapping = dict[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """Something a file may tell. `known_as` are the headings people use for it, Swedish and English."""

    key: str
    label: object
    known_as: tuple[str, ...]


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


def fold_heading(heading: str) -> str:
    """ "E-post:" and "epost" are one heading: letters and digits count, in lower case."""
    return "".join(letter for letter in search_key(heading) if letter.isalnum())


def guess_mapping(
    headers: Sequence[str], columns: Iterable[Column], remembered: Mapping[str, str] | None = None
) -> ColumnMapping:
    """Column key to heading. What was chosen last time wins, then the same word, then a word it begins with."""
    told = list(columns)
    mapping = {
        column.key: heading
        for column in told
        if (heading := (remembered or {}).get(column.key, "")) and heading in headers
    }
    for matches in (_is_known_as, _begins_as):
        for column in told:
            free = [heading for heading in headers if heading not in mapping.values()]
            found = next((heading for heading in free if matches(heading, column)), "")
            if found and column.key not in mapping:
                mapping[column.key] = found
    return mapping


def _is_known_as(heading: str, column: Column) -> bool:
    return fold_heading(heading) in map(fold_heading, column.known_as)


def _begins_as(heading: str, column: Column) -> bool:
    folded = fold_heading(heading)
    return any(folded.startswith(fold_heading(word)) for word in column.known_as if len(word) > 3)


def missing_name_columns(mapping: Mapping[str, str]) -> list[PersonColumn]:
    """What must still be chosen: the whole name, or else first name and last name."""
    if mapping.get(PersonColumn.FULL_NAME):
        return []
    return [column for column in (PersonColumn.GIVEN_NAME, PersonColumn.FAMILY_NAME) if not mapping.get(column)]


def headings_chosen_twice(mapping: Mapping[str, str]) -> list[str]:
    chosen = [heading for heading in mapping.values() if heading]
    return sorted({heading for heading in chosen if chosen.count(heading) > 1})


def cells_by_column(headers: Sequence[str], cells: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """One row's cells under our own column keys. A short row has empty cells at its end."""
    at = {heading: place for place, heading in enumerate(headers)}
    return {
        key: _told(cells[at[heading]]) if heading in at and at[heading] < len(cells) else ""
        for key, heading in mapping.items()
    }


def _told(cell: str) -> str:
    return "" if is_nothing(cell) else " ".join(cell.split())
