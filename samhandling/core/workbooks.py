"""The first visible sheet of an Excel or OpenDocument workbook, as text and within limits."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from samhandling.core.enums import TableRefusal
from samhandling.lib.errors import RuleBroken

# Unpacked, 100,000 rows of ten columns are about a third of this.
MAX_UNPACKED = 150 * 1024**2
# The reader lays out every cell between the first and the last, filled or not: some 30 bytes each.
MAX_CELLS = 2_000_000
_EXCEL_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\b[^>]*?\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_OPEN_DOCUMENT_PART = re.compile(rb"<(/?)table:(table-row|(?:covered-)?table-cell)\b([^>]*)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")
_CHUNK = 4 * 1024**2
_OVERLAP = 4096


def read_workbook(content: bytes) -> list[tuple[int, list[str]]]:
    """Every row with its number in the sheet. Formulas give the value that was saved with them."""
    _refuse_harmful(content)
    try:
        sheet = _first_visible(CalamineWorkbook.from_filelike(io.BytesIO(content)))
        if sheet is None or sheet.start is None:
            raise RuleBroken(TableRefusal.EMPTY)
        _refuse_merged(sheet)
        rows = sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise RuleBroken(TableRefusal.DAMAGED) from error
    return [(number, [as_text(value) for value in row]) for number, row in enumerate(rows, start=1)]


def as_text(value: Any) -> str:
    """A cell as a person would type it: 12 and not 12.0, 2026-12-31 and not a serial number."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value).strip()


def _first_visible(workbook: CalamineWorkbook) -> CalamineSheet | None:
    visible = [
        place
        for place, sheet in enumerate(workbook.sheets_metadata)
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]
    return workbook.get_sheet_by_index(visible[0]) if visible else None


def _refuse_merged(sheet: CalamineSheet) -> None:
    """A merged cell says nothing about the columns and rows it covers, so nobody has to guess."""
    if merged := sheet.merged_cell_ranges:
        first, last = merged[0]
        place = f"{column_name(first[1])}{first[0] + 1}:{column_name(last[1])}{last[0] + 1}"
        raise RuleBroken(TableRefusal.MERGED_CELLS, f"({place})")


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


def _refuse_harmful(content: bytes) -> None:
    """Stop before the reader lays out memory for a sheet that pretends to be a million cells wide and deep."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise RuleBroken(TableRefusal.TOO_LARGE)
            for name in archive.namelist():
                rows, columns = _reach(archive, name)
                if rows * columns > MAX_CELLS:
                    place = {"rows": rows, "columns": columns}
                    detail = _("The sheet reaches over %(rows)s rows and %(columns)s columns.") % place
                    raise RuleBroken(TableRefusal.TOO_MANY_CELLS, detail)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise RuleBroken(TableRefusal.DAMAGED) from error


def _reach(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """How many rows and columns a part of the workbook spans; a part that is no sheet spans none."""
    if name == "content.xml":
        return _reach_of_open_document(archive.read(name))
    if name.endswith("sharedStrings.xml"):
        return 0, 0
    rows = columns = 0
    for chunk in _chunks(archive, name):
        for letters, digits in set(_EXCEL_PLACE.findall(chunk)):
            rows, columns = max(rows, int(digits)), max(columns, column_number(letters.decode()))
    return rows, columns


def _reach_of_open_document(xml: bytes) -> tuple[int, int]:
    """A cell or row is written once with how often it is repeated. Empty ones at the end take no room."""
    rows = empty_rows = columns = width = empty_cells = times = 0
    for is_end, part, attributes in _OPEN_DOCUMENT_PART.findall(xml):
        repeated = _REPEATED.search(attributes)
        count = int(repeated[1]) if repeated else 1
        if part != b"table-row":
            is_filled = b"value-type" in attributes
            width, empty_cells = (width + empty_cells + count, 0) if is_filled else (width, empty_cells + count)
        elif not is_end:
            times, width, empty_cells = count, 0, 0
        elif width:
            rows, empty_rows, columns = rows + empty_rows + times, 0, max(columns, width)
        else:
            empty_rows += times
    return rows, columns


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]
