"""Tables that people hand in: CSV as it comes out of any office, Excel and OpenDocument.

Formulas are read as the value they showed when the file was saved; nothing in a file is ever computed.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.decoding import decode
from samhandling.core.enums import FileRefusal, TableRefusal
from samhandling.core.file_kinds import find_kind
from samhandling.core.file_limits import MAX_CELL, MAX_ROWS, MOST_ABOVE, Room, Rows, at_line
from samhandling.core.workbooks import read_workbook
from samhandling.lib.errors import RuleBroken
from samhandling.lib.text import clean_line

MAX_COLUMNS = 200
MAX_HEADING = 200
_DELIMITERS = ";,\t"
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
# Excel's own first line, which says what divides the cells.
_SEPARATOR_LINE = re.compile(r'"?sep=([;,|\t])"?\s*[\r\n]', re.IGNORECASE)
_TOP = 100_000  # where the first line is looked for
# A row that goes on for longer is a quotation mark that was never closed, or was made to do harm.
_LONGEST_ROW = 50 * MAX_CELL
_MOST_LINES = 200_000
# What a spreadsheet takes for a formula. Our own exports put an apostrophe before it; it goes away here.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with the number it bears in the file: the line in CSV, the row in a sheet."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the file the table was found, for the person to see whether that was meant."""

    sheet: str = ""
    others: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    above: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    headers: list[str]
    rows: list[Row]
    source: Source = Source()


_IN_WORDS_OF_TABLES: dict[object, TableRefusal] = {
    FileRefusal.DAMAGED: TableRefusal.DAMAGED,
    FileRefusal.TOO_LARGE: TableRefusal.TOO_LARGE,
    FileRefusal.LOCKED: TableRefusal.LOCKED,
}


def read_table(content: bytes, file_name: str) -> Table:
    """The table in the file, every cell as one line of text, or RuleBroken(TableRefusal) that names the place.

    `file_name` is only quoted in messages: what the file is, its content shows.
    """
    if not content.strip():
        raise RuleBroken(TableRefusal.EMPTY)
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise RuleBroken(TableRefusal.TOO_LARGE)
    kind = _kind(content, file_name)
    if kind == "text":
        return _checked(_cleaned(_read_csv(content)), Source(), [])
    sheet = read_workbook(io.BytesIO(content), kind)
    return _checked(_cleaned(sheet.rows), Source(sheet.name, sheet.others, sheet.hidden_rows), sheet.merged)


def _cleaned(rows: Rows) -> Rows:
    """Every cell by the rule for all text; a row in which nothing can be seen says nothing."""
    cleaned = [(number, list(map(clean_line, cells))) for number, cells in rows]
    return [(number, cells) for number, cells in cleaned if any(cells)]


def source_in_words(source: Source) -> list[str]:
    """What a person should see before they trust what was read; nothing when there is nothing to wonder at."""
    sentences = []
    if source.others:
        words = _(
            "The sheet “%(sheet)s” is used. The file also contains: %(others)s. To use another one, make it the "
            "active sheet, save the file and upload it again."
        )
        sentences.append(words % {"sheet": source.sheet, "others": _listed(source.others)})
    if source.hidden_rows:
        words = ngettext(
            "%(count)s row hidden in the sheet is also read.",
            "%(count)s rows hidden in the sheet are also read.",
            source.hidden_rows,
        )
        sentences.append(words % {"count": source.hidden_rows})
    if source.above:
        sentences.append(_("This is above the headings and is ignored: %(text)s.") % {"text": _listed(source.above)})
    return sentences


def _listed(names: list[str]) -> str:
    shown = [_("“%(name)s”") % {"name": name} for name in names[:10]]
    return ", ".join([*shown, "…"] if len(names) > len(shown) else shown)


def _kind(content: bytes, file_name: str) -> str:
    try:
        kind = find_kind(io.BytesIO(content))
    except RuleBroken as broken:
        reason = _IN_WORDS_OF_TABLES.get(broken.reason, TableRefusal.NOT_A_TABLE)
        raise RuleBroken(reason, f"({file_name})") from broken
    if kind not in {"text", "xlsx", "ods"}:
        raise RuleBroken(TableRefusal.NOT_A_TABLE, f"({file_name})")
    return kind


def _read_csv(content: bytes) -> Rows:
    text = _without_empty_end(decode(content))
    top = text[:_TOP].lstrip()
    separator = _SEPARATOR_LINE.match(top)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator[1] if separator else _delimiter(top), strict=True)
    room, rows = Room(), Rows()
    try:
        for cells in reader:
            room.keep(rows, lines.row_starts_at, [cell.strip() for cell in cells])
            lines.end_row()
    except csv.Error as error:
        reason = TableRefusal.CELL_TOO_LONG if "field larger" in str(error) else TableRefusal.BROKEN_QUOTES
        raise RuleBroken(reason, at_line(lines.row_starts_at)) from error
    return rows[1:] if separator else rows


def _without_empty_end(text: str) -> str:
    """A spreadsheet saves empty rows by the hundred thousand. The last row that says anything stays whole."""
    length = len(text.rstrip("\r\n\t ;,"))
    end = _LINE.match(text, length)
    return text[: end.end()] if end else text


class _Lines:
    """The lines of a text, one at a time, and where the row began that is being read: it may hold several."""

    def __init__(self, text: str) -> None:
        self.lines = _LINE.finditer(text)
        self.number, self.row_starts_at, self.size = 0, 1, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines)[0]
        self.number += 1
        self.size += len(line)
        if self.size > _LONGEST_ROW:
            raise RuleBroken(TableRefusal.CELL_TOO_LONG, at_line(self.row_starts_at))
        if self.number > _MOST_LINES:
            raise RuleBroken(TableRefusal.TOO_MANY_ROWS, at_line(self.number))
        return line

    def end_row(self) -> None:
        self.row_starts_at, self.size = self.number + 1, 0


def _delimiter(top: str) -> str:
    """The sign that divides the first line most often, quoted text aside; semicolon when none does."""
    outside_quotes = "".join(top.split('"')[0:20:2]).splitlines()
    first_line = outside_quotes[0] if outside_quotes else ""
    return max(_DELIMITERS, key=first_line.count)


def _checked(rows: Rows, source: Source, merged: list[tuple[int, str]]) -> Table:
    """The table below its heads. A title may stand above them, alone in its row, and merged as it likes."""
    at = _place_of_heads(rows)
    if len(rows) < 2:
        raise RuleBroken(TableRefusal.EMPTY)
    if len(rows) - at - 1 > MAX_ROWS:
        raise RuleBroken(TableRefusal.TOO_MANY_ROWS, _("The maximum is %(limit)s.") % {"limit": MAX_ROWS})
    number, heads = rows[at]
    if place := next((place for last_row, place in merged if last_row >= number), ""):
        raise RuleBroken(TableRefusal.MERGED_CELLS, f"({place})")
    below = rows[at + 1 :]
    names = _column_names(number, heads, below)
    title = [next(filter(None, cells))[:MAX_HEADING] for _number, cells in rows[:at]]
    return Table(names, [Row(*_fitted(row, len(names))) for row in below], replace(source, above=title))


def _place_of_heads(rows: Rows) -> int:
    """The first row with more than one cell, when few stand above it and any below; a table of one column has none."""
    top = enumerate(rows[: MOST_ABOVE + 1])
    at = next((place for place, (_number, cells) in top if sum(map(bool, cells)) > 1), 0)
    return at if at + 1 < len(rows) else 0


def _column_names(number: int, heads: list[str], rows: Rows) -> list[str]:
    names = list(heads)
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        count = {"columns": len(names), "limit": MAX_COLUMNS}
        raise RuleBroken(TableRefusal.TOO_MANY_COLUMNS, _("It has %(columns)s; the maximum is %(limit)s.") % count)
    if max(map(len, names)) > MAX_HEADING:
        raise RuleBroken(TableRefusal.CELL_TOO_LONG, at_line(number))
    for place, name in enumerate(names):
        if not name and any(place < len(cells) and cells[place] for _number, cells in rows):
            raise RuleBroken(TableRefusal.NAMELESS_COLUMN, _("It is column %(number)s.") % {"number": place + 1})
    seen = Counter(name.casefold() for name in names if name)
    if twice := next((name for name in names if seen[name.casefold()] > 1), ""):
        raise RuleBroken(TableRefusal.SAME_NAME_TWICE, _("The name is “%(name)s”.") % {"name": twice})
    return names


def _fitted(row: tuple[int, list[str]], width: int) -> tuple[int, list[str]]:
    """The row as wide as the heads."""
    number, cells = row
    if any(cells[width:]):
        raise RuleBroken(TableRefusal.ROW_TOO_LONG, at_line(number))
    return number, [_without_guard(cell) for cell in cells[:width]] + [""] * (width - len(cells))


def _without_guard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell
