"""Workbooks as LibreOffice writes them (ISO/IEC 26300, OpenDocument)."""

import re
import zipfile
from collections.abc import Callable
from functools import partial

from samhandling.core.enums import TableRefusal
from samhandling.core.file_limits import MAX_CELL, Room
from samhandling.core.markup import Part, read_part
from samhandling.core.unpacking import unpacked
from samhandling.core.workbooks.sheets import MAX_COLUMN, MOST_SHEETS, Sheet, column_name, number_as_text, put
from samhandling.lib.cells import is_error, uncalculated
from samhandling.lib.errors import RuleBroken

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
# What belongs to a cell without being what it says.
_ASIDE = frozenset({"annotation", "frame", "custom-shape", "g"})
_BLANKS = {"s": " ", "tab": "\t", "line-break": "\n"}
_TIME = re.compile(r"PT(\d{1,7})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S")
_BETWEEN_DIGITS = str.maketrans("", "", " -()/+\N{NO-BREAK SPACE}")
_ENCRYPTED = b"encryption-data"


class OpenDocument:
    def __init__(self, archive: zipfile.ZipFile, room: Room) -> None:
        self.archive, self.room = archive, room
        if _ENCRYPTED in b"".join(unpacked(archive, "META-INF/manifest.xml", room)):
            raise RuleBroken(TableRefusal.LOCKED)
        settings = _Settings()
        read_part(unpacked(archive, "settings.xml", room), settings, room)
        # The names stand among the rows, so the sheet that is most likely wanted is read on the way.
        content = self._content(lambda at, name: name == settings.active if settings.active else at == 0)
        self.read = {content.place: content.sheet}
        self.names = content.names
        self.visible = [at for at, style in enumerate(content.styles) if style not in content.hidden_styles]
        self.active = content.place

    def sheet(self, place: int) -> Sheet:
        return self.read.get(place) or self._content(lambda at, _name: at == place).sheet

    def _content(self, is_wanted: Callable[[int, str], bool]) -> "_Content":
        content = _Content(is_wanted, self.room)
        read_part(unpacked(self.archive, "content.xml", self.room), content, self.room)
        return content


class _Settings(Part):
    """Which sheet was open."""

    def __init__(self) -> None:
        super().__init__({"config-item": self._begin}, {"config-item": self._end})
        self.active = ""
        self.name = ""

    def _begin(self, attributes: dict[str, str]) -> None:
        self.name = attributes.get("config:name", "")

    def _end(self) -> None:
        if self.name == "ActiveTable":
            self.active = self.text()


class _Content(Part):
    """The names of all sheets, and the rows of the one that is wanted."""

    def __init__(self, is_wanted: Callable[[int, str], bool], room: Room) -> None:
        super().__init__(
            {"style": self._style, "table-properties": self._table_style, "table": self._begin_table},
            {"table": self._end_table},
        )
        self.is_wanted, self.room = is_wanted, room
        self.names: list[str] = []
        self.styles: list[str] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.place, self.sheet = -1, Sheet("")
        self.depth = 0
        self.is_here = False
        self.number, self.times, self.is_hidden = 1, 1, False
        self.cells: list[str] = []
        self.column = 0
        self.attributes: dict[str, str] = {}
        self.cell_text, self.paragraphs, self.aside = "", 0, 0
        self.starts |= {"table-row": self._begin_row, "p": self._begin_paragraph, "": self._begin_other}
        self.starts |= dict.fromkeys(_CELLS, self._begin_cell) | dict.fromkeys(_ASIDE, self._begin_aside)
        self.starts |= {tag: partial(self._blank, sign) for tag, sign in _BLANKS.items()}
        self.ends |= {"table-row": self._end_row, "": self._add_pending}
        self.ends |= dict.fromkeys(_CELLS, self._end_cell) | dict.fromkeys(_ASIDE, self._end_aside)

    def _style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get("style:name", "")

    def _table_style(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 1:
            return
        if len(self.names) == MOST_SHEETS:
            raise RuleBroken(TableRefusal.TOO_LARGE)
        name = attributes.get("table:name", "")[:100]
        self.names.append(name)
        self.styles.append(attributes.get("table:style-name", ""))
        place = len(self.names) - 1
        self.is_here = self.is_wanted(place, name) and self.place < 0
        if self.is_here:
            self.place, self.sheet = place, Sheet(name)

    def _end_table(self) -> None:
        self.depth -= 1
        self.is_here = self.is_here and self.depth > 0

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.times = _count(attributes, "table:number-rows-repeated")
        self.is_hidden = attributes.get("table:visibility") in _HIDDEN
        self.cells, self.column = [], 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.attributes, self.cell_text, self.paragraphs = attributes, "", 0

    def _begin_paragraph(self, _attributes: dict[str, str]) -> None:
        self.paragraphs += 1
        self._add("\n" if self.paragraphs > 1 else "")

    def _blank(self, sign: str, attributes: dict[str, str]) -> None:
        self._add_pending()
        self._add(sign * min(_count(attributes, "text:c"), MAX_CELL))

    def _begin_aside(self, _attributes: dict[str, str]) -> None:
        self._add_pending()
        self.aside += 1

    def _end_aside(self) -> None:
        self.aside -= 1

    def _begin_other(self, _attributes: dict[str, str]) -> None:
        self._add_pending()

    def _add_pending(self) -> None:
        self._add(self.text())

    def _add(self, text: str) -> None:
        if text and self.is_here and self.paragraphs and not self.aside and len(self.cell_text) <= MAX_CELL:
            self.cell_text += text

    def _end_cell(self) -> None:
        if not self.is_here:
            return
        times = _count(self.attributes, "table:number-columns-repeated")
        if text := self._shown().strip():
            if self.column + times > MAX_COLUMN:
                raise RuleBroken(TableRefusal.TOO_MANY_CELLS)
            put(self.cells, self.column, text)
            self.cells += [text] * (times - 1)
        across = _count(self.attributes, "table:number-columns-spanned")
        down = _count(self.attributes, "table:number-rows-spanned")
        if across > 1 or down > 1:
            first, last = column_name(self.column), column_name(self.column + across - 1)
            end = self.number + down - 1
            self.sheet.merge(end, f"{first}{self.number}:{last}{end}")
        self.column += times
        self.attributes, self.paragraphs = {}, 0

    def _end_row(self) -> None:
        if self.is_here and any(self.cells):
            for number in range(self.number, self.number + self.times):
                self.room.keep(self.sheet.rows, number, self.cells)
                self.sheet.hidden_rows += self.is_hidden
        self.number += self.times

    def _shown(self) -> str:
        """The value that was saved. A formula that was never calculated shows itself, as in Excel's workbooks."""
        attributes = self.attributes
        match attributes.get("office:value-type"):
            case "float" | "percentage" | "currency":
                return self._number(attributes.get("office:value", ""))
            case "date":
                return _day(attributes.get("office:date-value", "")) or self.cell_text
            case "time":
                return _time(attributes.get("office:time-value", "")) or self.cell_text
            case "boolean":
                return attributes.get("office:boolean-value", "")
            case None if not self.cell_text:
                formula = attributes.get("table:formula", "").partition(":=")[2]
                return uncalculated(formula) if formula else ""
            case _:
                return self.cell_text or attributes.get("office:string-value", "")

    def _number(self, value: str) -> str:
        """A telephone number or code is shown with the zero it begins with; so it is meant."""
        digits = self.cell_text.translate(_BETWEEN_DIGITS)
        is_code = digits.startswith("0") and digits.isascii() and digits.isdigit() and 1 < len(digits) < 16
        if (is_code and str(int(digits)) == number_as_text(value)) or is_error(self.cell_text):
            return self.cell_text
        return number_as_text(value)


def _count(attributes: dict[str, str], name: str) -> int:
    """How many times; a million is more than any sheet has rows."""
    count = attributes.get(name, "1")
    if not (count.isascii() and count.isdigit() and len(count) < 8):
        raise RuleBroken(TableRefusal.TOO_MANY_CELLS)
    return int(count)


def _day(value: str) -> str:
    return value.removesuffix("T00:00:00").replace("T", " ")[:16]


def _time(value: str) -> str:
    found = _TIME.fullmatch(value)
    if found is None:
        return ""
    hours, minutes, seconds = map(int, found.groups())
    return f"{hours:02}:{minutes:02}:{seconds:02}"
