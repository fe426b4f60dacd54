"""Tables that leave the house: CSV and Excel that a spreadsheet opens right, and never runs.

A cell that begins like a formula could read other cells or call other machines when somebody opens the
file, so it leaves as text: in CSV with an apostrophe before it, in Excel as a cell of the type text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from samhandling.core.file_kinds import CONTENT_TYPES
from samhandling.core.tables import FORMULA_STARTS
from samhandling.lib.text import plain, shortened

MOST_IN_A_CELL = 32_767  # what Excel takes
ROWS_MEASURED, MOST_WIDTH = 200, 60
_WORD_MARK = "\ufeff"  # without it Excel reads UTF-8 as Latin-1


def csv_response(name: str, headers: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV as Swedish Excel expects it: UTF-8 with its mark, semicolons, Windows line ends."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_cell(header) for header in headers])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return _download(f"{_WORD_MARK}{text.getvalue()}".encode(), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_response(name: str, headers: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An Excel workbook of one sheet: a first row that stands still and filters, columns as wide as their words."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=_("Table"))
    sheet.freeze_panes = "A2"
    coming = iter(rows)
    first = list(islice(coming, ROWS_MEASURED))
    for number, width in enumerate(_widths(headers, first), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}1"
    heading = []
    for header in headers:
        cell = _xlsx_cell(sheet, str(header))
        cell.font = Font(bold=True)
        heading.append(cell)
    sheet.append(heading)
    for row in chain(first, coming):
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return _download(content.getvalue(), f"{name}.xlsx", CONTENT_TYPES["xlsx"])


def ods_response(name: str, headers: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An OpenDocument spreadsheet of one sheet: texts, numbers and dates, and no formulas."""
    table = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in (headers, *rows))
    body = f'<table:table table:name="{escape(_("Table"))}">{table}</table:table>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", CONTENT_TYPES["ods"], zipfile.ZIP_STORED)  # first, and as it is: so it is known by
        book.writestr("content.xml", f"{_ODS_START}{body}{_ODS_END}")
        book.writestr("META-INF/manifest.xml", _ODS_MANIFEST.format(kind=CONTENT_TYPES["ods"]))
    return _download(content.getvalue(), f"{name}.ods", CONTENT_TYPES["ods"])


_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_START = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
    f' xmlns:office="{_ODS}office:1.0" xmlns:table="{_ODS}table:1.0" xmlns:text="{_ODS}text:1.0">'
    "<office:body><office:spreadsheet>"
)
_ODS_END = "</office:spreadsheet></office:body></office:document-content>"
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<manifest:manifest manifest:version="1.3" xmlns:manifest="{_ODS}manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods_cell(value: Any) -> str:
    match value:
        case None | "":
            return "<table:table-cell/>"
        case bool():
            kind, shown = "string", _yes_or_no(value)
        case int() | float() | Decimal():
            kind, shown = f'float" office:value="{value}', str(value)
        case datetime():
            kind, shown = "string", _local(value).isoformat(" ", "minutes")
        case date():
            kind, shown = f'date" office:date-value="{value.isoformat()}', value.isoformat()
        case _:
            kind, shown = "string", shortened(plain(str(value)), MOST_IN_A_CELL)
    return f'<table:table-cell office:value-type="{kind}"><text:p>{escape(shown)}</text:p></table:table-cell>'


def guarded(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _widths(headers: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[int]:
    """In characters, for the longest that stands in each column, within reason."""
    columns = zip(headers, *rows, strict=True)
    return [min(MOST_WIDTH, max(len(str(value)) for value in column) + 3) for column in columns]


def _csv_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _yes_or_no(value)
        case int() | Decimal():
            return str(value)
        case float():
            return repr(value)
        case datetime():
            return _local(value).isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case _:
            return guarded(plain(str(value)))


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    match value:
        case bool():
            return WriteOnlyCell(sheet, _yes_or_no(value))
        case datetime():
            return WriteOnlyCell(sheet, _local(value).replace(tzinfo=None))  # Excel knows no time zones
        case Decimal():
            cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stubs forget decimals
            cell.number_format = "#,##0.00"
            return cell
        case None | int() | float() | date():
            return WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stubs forget dates
    cell = WriteOnlyCell(sheet, shortened(plain(str(value)), MOST_IN_A_CELL))
    cell.data_type = "s"
    return cell


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
