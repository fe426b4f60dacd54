"""A hand-over sheet as a Word document: headings, one table, nothing to go wrong."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt


@dataclass(frozen=True, slots=True)
class Sheet:
    """All words of the sheet, ready to set. Every row has as many cells as `head`."""

    title: str
    introduction: str
    language: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: str


def write_sheet(sheet: Sheet) -> bytes:
    """The document, with its language and title set and the table's first row marked as a heading."""
    document = Document()
    document.core_properties.title = sheet.title
    document.core_properties.language = sheet.language
    document.core_properties.author = ""
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(11)
    document.add_heading(sheet.title, level=1)
    document.add_paragraph(sheet.introduction)
    table = document.add_table(rows=1, cols=len(sheet.head), style="Table Grid")
    _fill(table.rows[0].cells, sheet.head)
    _repeat(table.rows[0])
    for row in sheet.rows:
        _fill(table.add_row().cells, row)
    document.add_paragraph(sheet.foot)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _fill(cells: Sequence[object], texts: tuple[str, ...]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text  # type: ignore[attr-defined]  # python-docx names no common type for cells


def _repeat(row: object) -> None:
    """Mark the row as the table's heading: it is read as such, and printed again on the next page."""
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]  # noqa: SLF001  # python-docx has no name for it
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
