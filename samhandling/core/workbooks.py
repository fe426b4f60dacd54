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
MAX_SHEET_ROWS = 200_000
MAX_SHEET_COLUMNS = 1_000
_CELL_PLACE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_REPEATED_CELL = re.compile(rb'<table:(?:covered-)?table-cell[^>]*number-columns-repeated="(\d{1,7})"[^>]*value-type=')
_REPEATED_ROW = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="(\d{4,7})"[^>]*>(.*?)</table:table-row>', re.DOTALL
)
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


def _refuse_harmful(content: bytes) -> None:
    """Stop before the reader lays out memory for a sheet that pretends to be a million cells wide and deep."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise RuleBroken(TableRefusal.TOO_LARGE)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _refuse_far_cells(archive, name)
                elif name == "content.xml":
                    _refuse_repeats(archive.read(name))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise RuleBroken(TableRefusal.DAMAGED) from error


def _refuse_far_cells(archive: zipfile.ZipFile, name: str) -> None:
    for chunk in _chunks(archive, name):
        for letters, digits in set(_CELL_PLACE.findall(chunk)):
            if int(digits) > MAX_SHEET_ROWS:
                raise RuleBroken(TableRefusal.TOO_MANY_ROWS, _place(letters, digits))
            if len(letters) > 2 or column_number(letters.decode()) > MAX_SHEET_COLUMNS:
                raise RuleBroken(TableRefusal.TOO_MANY_COLUMNS, _place(letters, digits))


def column_number(name: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse_repeats(xml: bytes) -> None:
    """OpenDocument writes a cell once and how often it is repeated; empty repeats to the sheet's end are usual."""
    if any(int(times) > MAX_SHEET_COLUMNS for times in _REPEATED_CELL.findall(xml)):
        raise RuleBroken(TableRefusal.TOO_MANY_COLUMNS)
    if any(b"value-type=" in row for _times, row in _REPEATED_ROW.findall(xml)):
        raise RuleBroken(TableRefusal.TOO_MANY_ROWS)


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _place(letters: bytes, digits: bytes) -> str:
    return _("There is something in cell %(cell)s.") % {"cell": f"{letters.decode()}{digits.decode()}"}
