"""Tables that people hand in: CSV as it comes out of any office, Excel and OpenDocument.

Formulas are read as the value they showed when the file was saved; nothing in a file is ever computed.
"""

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from samhandling.core.enums import FileRefusal, TableRefusal
from samhandling.core.file_kinds import find_kind
from samhandling.core.workbooks import read_workbook
from samhandling.lib.errors import RuleBroken
from samhandling.lib.text import clean_line

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
_DELIMITERS = ";,\t"
# What a spreadsheet takes for a formula. Our own exports put an apostrophe before it; it goes away here.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with the number it bears in the file: the line in CSV, the row in a sheet."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    headers: list[str]
    rows: list[Row]


_SAID_AS: dict[object, TableRefusal] = {
    FileRefusal.DAMAGED: TableRefusal.DAMAGED,
    FileRefusal.TOO_LARGE: TableRefusal.TOO_LARGE,
}


def read_table(content: bytes, file_name: str) -> Table:
    """The table in the file, every cell as one line of text, or RuleBroken(TableRefusal) that names the place.

    `file_name` is only quoted in messages: what the file is, its content tells.
    """
    if not content.strip():
        raise RuleBroken(TableRefusal.EMPTY)
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise RuleBroken(TableRefusal.TOO_LARGE)
    rows = _read_csv(content) if _kind(content, file_name) == "text" else read_workbook(content)
    cleaned = [Row(number, list(map(clean_line, cells))) for number, cells in rows]
    filled = [row for row in cleaned if any(row.cells)]
    if len(filled) < 2:
        raise RuleBroken(TableRefusal.EMPTY)
    return _checked(filled[0], filled[1:])


def _kind(content: bytes, file_name: str) -> str:
    try:
        kind = find_kind(io.BytesIO(content))
    except RuleBroken as broken:
        reason = _SAID_AS.get(broken.reason, TableRefusal.NOT_A_TABLE)
        raise RuleBroken(reason, f"({file_name})") from broken
    if kind not in {"text", "xlsx", "ods"}:
        raise RuleBroken(TableRefusal.NOT_A_TABLE, f"({file_name})")
    return kind


def _read_csv(content: bytes) -> list[tuple[int, list[str]]]:
    text = decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows = []
    started = 1
    try:
        for cells in reader:
            rows.append((started, cells))
            started = reader.line_num + 1
    except csv.Error as error:
        reason = TableRefusal.CELL_TOO_LONG if "field larger" in str(error) else TableRefusal.BROKEN_QUOTES
        raise RuleBroken(reason, _at_line(started)) from error
    return rows


def decode(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16, else what Windows in Sweden has written for thirty years."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _delimiter(text: str) -> str:
    """The sign that divides the first line most often, quoted text aside; semicolon when none does."""
    outside_quotes = "".join(text.lstrip().split('"')[0:20:2]).splitlines()
    first_line = outside_quotes[0] if outside_quotes else ""
    return max(_DELIMITERS, key=first_line.count)


def _checked(header: Row, rows: list[Row]) -> Table:
    if len(rows) > MAX_ROWS:
        count = {"rows": len(rows), "limit": MAX_ROWS}
        raise RuleBroken(TableRefusal.TOO_MANY_ROWS, _("It holds %(rows)s; at most %(limit)s are taken.") % count)
    names = _column_names(header, rows)
    return Table(names, [Row(row.number, _cells(row, len(names))) for row in rows])


def _column_names(header: Row, rows: list[Row]) -> list[str]:
    names = list(header.cells)
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        count = {"columns": len(names), "limit": MAX_COLUMNS}
        raise RuleBroken(TableRefusal.TOO_MANY_COLUMNS, _("It holds %(columns)s; at most %(limit)s are taken.") % count)
    for place, name in enumerate(names):
        if not name and any(place < len(row.cells) and row.cells[place] for row in rows):
            raise RuleBroken(TableRefusal.NAMELESS_COLUMN, _("It is column %(number)s.") % {"number": place + 1})
    seen = Counter(name.casefold() for name in names if name)
    if twice := next((name for name in names if seen[name.casefold()] > 1), ""):
        raise RuleBroken(TableRefusal.SAME_NAME_TWICE, _("The name is “%(name)s”.") % {"name": twice})
    return names


def _cells(row: Row, width: int) -> list[str]:
    cells = row.cells
    if any(cells[width:]):
        raise RuleBroken(TableRefusal.ROW_TOO_LONG, _at_line(row.number))
    if max(map(len, cells)) > MAX_CELL:
        raise RuleBroken(TableRefusal.CELL_TOO_LONG, _at_line(row.number))
    return [_without_guard(cell) for cell in cells[:width]] + [""] * (width - len(cells))


def _without_guard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell


def _at_line(number: int) -> str:
    return _("It is line %(number)s.") % {"number": number}
