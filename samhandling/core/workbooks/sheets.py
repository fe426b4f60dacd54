"""What both kinds of workbook give."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from samhandling.core.enums import TableRefusal
from samhandling.lib.errors import RuleBroken

MAX_COLUMN = 16_384
MOST_SHEETS = 1000
_MOST_MERGED = 1000


@dataclass(slots=True)
class Sheet:
    """The rows that say something, and what a person should know about how they were read."""

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    hidden_rows: int = 0
    # Last row and place of merged cells: those in a title above the heads do no harm.
    merged: list[tuple[int, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def merge(self, last_row: int, place: str) -> None:
        if len(self.merged) == _MOST_MERGED:
            raise RuleBroken(TableRefusal.MERGED_CELLS, f"({place})")
        self.merged.append((last_row, place))


def put(cells: list[str], column: int, text: str) -> None:
    """Put the text at its place, with empty cells before it."""
    if column >= len(cells):
        cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = text


def as_text(value: date | datetime | time | float) -> str:
    """A cell as a person would type it: 12 and not 12.0, 2026-12-31 and not a serial number."""
    match value:
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def number_as_text(written: str) -> str:
    """A stored number; what is none stays as it is written, so that whoever reads the row can say so."""
    if written.isascii() and written.isdigit() and len(written) < 16 and not written.startswith("0"):
        return written
    try:
        return as_text(float(written))
    except ValueError:
        return written


def column_name(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """A is 1, Z is 26, AA is 27; nothing is 0."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
