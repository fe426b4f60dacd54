"""Which column of somebody's file holds what: guessed from the heading, changed by hand, remembered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samhandling.lib.swedish import search_key
from samhandling.lib.written import is_nothing

ColumnMapping = dict[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """Something a file may tell. `known_as` are the headings people use for it, Swedish and English.

    A column that is needed must be chosen before the rows can be looked at.
    """

    key: str
    label: object
    known_as: tuple[str, ...]
    is_needed: bool = False


def fold_heading(heading: str) -> str:
    """ "E-post:" and "epost" are one heading: letters and digits count, in lower case."""
    return "".join(letter for letter in search_key(heading) if letter.isalnum())


def guess_mapping(
    headers: Sequence[str], columns: Iterable[Column], remembered: Mapping[str, str] | None = None
) -> ColumnMapping:
    """Column key to heading. What was chosen last time wins, then the same word, then a word it begins with."""
    wanted = list(columns)
    mapping = {
        column.key: heading
        for column in wanted
        if (heading := (remembered or {}).get(column.key, "")) and heading in headers
    }
    for matches in (_is_known_as, _begins_as):
        for column in wanted:
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


def labels_missing(columns: Iterable[Column], mapping: Mapping[str, str]) -> str:
    """The needed columns that nobody has chosen a heading for, in words."""
    return ", ".join(str(column.label) for column in columns if column.is_needed and not mapping.get(column.key))


def headings_chosen_twice(mapping: Mapping[str, str]) -> list[str]:
    chosen = [heading for heading in mapping.values() if heading]
    return sorted({heading for heading in chosen if chosen.count(heading) > 1})


def cells_by_column(headers: Sequence[str], cells: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """One row's cells under our own column keys. A short row has empty cells at its end."""
    at = {heading: place for place, heading in enumerate(headers)}
    return {
        key: _one_line(cells[at[heading]]) if heading in at and at[heading] < len(cells) else ""
        for key, heading in mapping.items()
    }


def _one_line(cell: str) -> str:
    return "" if is_nothing(cell) else " ".join(cell.split())
