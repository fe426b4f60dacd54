"""One sheet of an Excel or OpenDocument workbook, as text and within limits."""

from typing import IO

from samhandling.core.enums import TableRefusal
from samhandling.core.file_limits import Room
from samhandling.core.unpacking import opened
from samhandling.core.workbooks.excel import Excel
from samhandling.core.workbooks.open_document import OpenDocument
from samhandling.core.workbooks.sheets import Sheet
from samhandling.lib.errors import RuleBroken

_MOST_TRIED = 20


def read_workbook(content: IO[bytes], kind: str) -> Sheet:
    """The sheet that was open when the file was saved, or else the first visible one that holds rows.

    Formulas give the value that was saved with them; nothing is ever computed.
    """
    with opened(content, TableRefusal.DAMAGED) as archive:
        room = Room()
        book = OpenDocument(archive, room) if kind == "ods" else Excel(archive, room)
        order = sorted(book.visible, key=lambda place: place != book.active)
        for place in order[:_MOST_TRIED]:
            sheet = book.sheet(place)
            if len(sheet.rows) > 1:
                sheet.others = [book.names[other] for other in book.visible if other != place]
                return sheet
    raise RuleBroken(TableRefusal.EMPTY)
