"""Workbooks as Excel writes them (ECMA-376, Office Open XML)."""

import posixpath
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

from samhandling.core.enums import TableRefusal
from samhandling.core.file_limits import MAX_CELL, MAX_CELLS, Room
from samhandling.core.markup import Part, read_part
from samhandling.core.unpacking import unpacked
from samhandling.core.workbooks.sheets import (
    MAX_COLUMN,
    MOST_SHEETS,
    Sheet,
    as_text,
    column_number,
    number_as_text,
    put,
)
from samhandling.lib.cells import uncalculated
from samhandling.lib.errors import RuleBroken

_BOOK = "xl/workbook.xml"
_EPOCH, _EPOCH_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  # sheets know no time zone
_DAY = 4  # marks that calculating a day takes the time of
_MOST_STYLES = 65_536  # Excel itself takes a few fewer
_SERIALS = 2_958_466  # the last is 9999-12-31
_SHORTEST_MONTH_THAT_NEVER_WAS = 60  # Excel believes in 29 February 1900
_DAYS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|hh|m|mm|s|ss\])[^\]]*\]')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
# Digits with at least two that are always written, and the signs that stand in telephone numbers and codes.
_OF_A_CODE = re.compile(r'(?:[0#?]|\\?[ ()+-]|"[ ()+-]*"|_.)+')
_SIGN_OF_A_CODE = re.compile(r'_.|\\(.)|"([^"]*)"|(.)')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Format = Callable[[float], str | None]


class Excel:
    def __init__(self, archive: zipfile.ZipFile, room: Room) -> None:
        self.archive, self.room = archive, room
        book, relations, styles = _Book(), _Relations(), _Styles()
        self._read(_BOOK, book)
        self._read("xl/_rels/workbook.xml.rels", relations)
        styles_at, self.texts_at = relations.of_kind("styles"), relations.of_kind("sharedStrings")
        self._read(styles_at, styles)
        self.texts: list[str] | None = None
        self.formats = styles.formats(_EPOCH_OF_1904 if book.counts_from_1904 else _EPOCH)
        self.places = [relations.places.get(key, ("", ""))[1] for key in book.keys]
        self.names, self.active = book.names, book.active
        sheets = enumerate(zip(book.states, book.keys, strict=True))
        self.visible = [at for at, (state, key) in sheets if state == "visible" and relations.is_of(key, "worksheet")]

    def sheet(self, place: int) -> Sheet:
        if self.texts is None:
            shared = _SharedTexts()
            self._read(self.texts_at, shared)
            self.texts = shared.texts
        part = _Cells(Sheet(self.names[place]), self.room, self.texts, self.formats)
        self._read(self.places[place], part)
        return part.sheet

    def _read(self, name: str, part: Part) -> None:
        read_part(unpacked(self.archive, name, self.room), part, self.room)


class _Book(Part):
    """Which sheets there are, and which was open."""

    def __init__(self) -> None:
        super().__init__({"sheet": self._sheet, "workbookView": self._view, "workbookPr": self._properties})
        self.names: list[str] = []
        self.states: list[str] = []
        self.keys: list[str] = []
        self.active = 0
        self.counts_from_1904 = False

    def _sheet(self, attributes: dict[str, str]) -> None:
        if len(self.names) == MOST_SHEETS:
            raise RuleBroken(TableRefusal.TOO_LARGE)
        self.names.append(attributes.get("name", "")[:100])
        self.states.append(attributes.get("state", "visible"))
        self.keys.append(next((value for name, value in attributes.items() if name.endswith(":id")), ""))

    def _view(self, attributes: dict[str, str]) -> None:
        self.active = _whole(attributes.get("activeTab", "0"))

    def _properties(self, attributes: dict[str, str]) -> None:
        self.counts_from_1904 = attributes.get("date1904") in _TRUE


class _Relations(Part):
    """Key to kind and place of a part."""

    def __init__(self) -> None:
        super().__init__({"Relationship": self._relation})
        self.places: dict[str, tuple[str, str]] = {}

    def _relation(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        place = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        self.places[attributes.get("Id", "")] = kind, place

    def of_kind(self, wanted: str) -> str:
        return next((place for kind, place in self.places.values() if kind == wanted), "")

    def is_of(self, key: str, kind: str) -> bool:
        return self.places.get(key, ("", ""))[0] == kind


class _Styles(Part):
    """The number format of each style."""

    def __init__(self) -> None:
        super().__init__({"numFmt": self._code, "cellXfs": self._begin, "xf": self._style}, {"cellXfs": self._end})
        self.codes: dict[str, str] = {}
        self.numbers: list[str] = []
        self.is_of_cells = False

    def _code(self, attributes: dict[str, str]) -> None:
        self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def _begin(self, _attributes: dict[str, str]) -> None:
        self.is_of_cells = True

    def _style(self, attributes: dict[str, str]) -> None:
        if self.is_of_cells:
            if len(self.numbers) == _MOST_STYLES:
                raise RuleBroken(TableRefusal.DAMAGED)
            self.numbers.append(attributes.get("numFmtId", "0"))

    def _end(self) -> None:
        self.is_of_cells = False

    def formats(self, epoch: datetime) -> dict[str, Format]:
        """By the number of the style, where it changes how a number is written."""
        made = {number: found for number in set(self.numbers) if (found := self._format(number, epoch))}
        return {str(style): made[number] for style, number in enumerate(self.numbers) if number in made}

    def _format(self, number: str, epoch: datetime) -> Format | None:
        code = self.codes.get(number, "")[:255].partition(";")[0]
        date_code = _LITERALS.sub("", code)
        if _ELAPSED.search(date_code.lower()):
            return _span
        if (not code and _whole(number) in _DAYS) or (
            "General" not in date_code and set(date_code.lower()) & set("ymdhs")
        ):
            return lambda value: _moment(value, epoch)
        if _OF_A_CODE.fullmatch(code) and code.count("0") > 1:
            return lambda value: _as_code(value, code)
        return None


class _Runs(Part):
    """Text that may be written in several runs, with how a name is pronounced beside it."""

    def __init__(self) -> None:
        super().__init__({"rPh": self._begin_aside}, {"t": self._run, "rPh": self._end_aside})
        self.runs = ""
        self.is_cell_text = True

    def _begin_aside(self, _attributes: dict[str, str]) -> None:
        self.is_cell_text = False

    def _end_aside(self) -> None:
        self.is_cell_text = True

    def _run(self) -> None:
        if self.is_cell_text:
            self.runs = (self.runs + self.text())[: MAX_CELL + 1]


class _SharedTexts(_Runs):
    def __init__(self) -> None:
        super().__init__()
        self.ends["si"] = self._end
        self.texts: list[str] = []

    def _end(self) -> None:
        if len(self.texts) == MAX_CELLS:
            raise RuleBroken(TableRefusal.TOO_MANY_CELLS)
        self.texts.append(_unescaped(self.runs))
        self.runs = ""


class _Cells(_Runs):
    """The rows of a sheet."""

    def __init__(self, sheet: Sheet, room: Room, texts: list[str], formats: dict[str, Format]) -> None:
        super().__init__()
        self.starts |= {"c": self._begin_cell, "row": self._begin_row, "mergeCell": self._merge}
        self.ends |= {"c": self._end_cell, "v": self._value, "f": self._formula, "row": self._end_row}
        self.sheet, self.room, self.texts, self.formats = sheet, room, texts, formats
        self.number = self.column = 0
        self.columns: dict[str, int] = {}
        self.cells: list[str] = []
        self.is_hidden = False
        self.attributes: dict[str, str] = {}
        self.value = ""
        self.formula: str | None = None

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.number = _whole(number) if number else self.number + 1
        self.is_hidden = attributes.get("hidden") in _TRUE
        self.cells, self.column = [], -1

    def _end_row(self) -> None:
        if self.room.keep(self.sheet.rows, self.number, self.cells):
            self.sheet.hidden_rows += self.is_hidden

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.attributes, self.value, self.runs, self.formula = attributes, "", "", None

    def _value(self) -> None:
        self.value = self.text()

    def _formula(self) -> None:
        self.formula = self.text()

    def _end_cell(self) -> None:
        place = self.attributes.get("r")
        self.column = self._column(place) if place else self.column + 1
        if (self.value or self.runs or self.formula is not None) and (text := self._shown()):
            put(self.cells, self.column, text)

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if letters not in self.columns:
            found = column_number(letters) - 1 if len(letters) < 4 and letters.isascii() and letters.isalpha() else -1
            if not 0 <= found < MAX_COLUMN:
                raise RuleBroken(TableRefusal.DAMAGED)
            self.columns[letters] = found
        return self.columns[letters]

    def _shown(self) -> str:
        """What the cell shows. A formula that was never calculated shows itself, not an empty cell."""
        value = self.value
        match self.attributes.get("t", "n"):
            case "inlineStr":
                return _unescaped(self.runs)
            case "str":
                return _unescaped(value)
            case _ if not value:
                return "" if self.formula is None else uncalculated(self.formula)
            case "s":
                at = _whole(value)
                if at >= len(self.texts):
                    raise RuleBroken(TableRefusal.DAMAGED)
                return self.texts[at]
            case "n":
                return self._number(value)
            case "b":
                return {"1": "true", "0": "false"}.get(value, value)
            case _:
                return value.removesuffix("T00:00:00").strip()

    def _number(self, value: str) -> str:
        show = self.formats.get(self.attributes.get("s", "0"))
        if show is None:
            return number_as_text(value)
        self.room.mark(_DAY)
        try:
            return show(float(value)) or number_as_text(value)
        except ValueError:
            return value

    def _merge(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("ref", "")[:30]
        last = reference.rpartition(":")[2]
        self.sheet.merge(_whole(last.lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ").strip("$")), reference)


_TRUE = frozenset({"1", "true"})


def _whole(written: str) -> int:
    """A count or a place, which no honest file writes with more than seven digits."""
    if not (written.isascii() and written.isdigit() and len(written) < 8):
        raise RuleBroken(TableRefusal.DAMAGED)
    return int(written)


def _moment(serial: float, epoch: datetime) -> str | None:
    """A day, a time of day, or both."""
    if not 0 <= serial < _SERIALS:
        return None
    if serial < _SHORTEST_MONTH_THAT_NEVER_WAS and epoch is _EPOCH and serial >= 1:
        serial += 1
    moment = epoch + timedelta(seconds=round(serial * 86400))
    return as_text(moment.time() if serial < 1 else moment)


def _span(days: float) -> str | None:
    return str(timedelta(seconds=round(days * 86400))) if abs(days) < _SERIALS else None


def _as_code(value: float, code: str) -> str | None:
    """A telephone number or code as its format writes it: 701234567 as 0701234567."""
    if not (value.is_integer() and 0 <= value < 10**15):
        return None
    digits = list(str(int(value)) if value else "")
    signs = [(next(filter(None, found.groups()), ""), found[3]) for found in _SIGN_OF_A_CODE.finditer(code)]
    shown: list[str] = []
    first = next(at for at, (_sign, place) in enumerate(signs) if place and place in "0#?")
    for at, (sign, place) in reversed(list(enumerate(signs))):
        if not (place and place in "0#?"):
            shown.append(sign)
        elif digits:
            shown.append(digits.pop())
            if at == first:  # what is longer than its format goes on before it
                shown += reversed(digits)
        elif place == "0":
            shown.append("0")
    return "".join(reversed(shown)).strip()


def _unescaped(text: str) -> str:
    """ "_x000D_" is how Excel writes a sign that XML has none for. Only those that end a line are worth keeping."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: _sign(int(found[1], 16)), text)
    return text.strip()


def _sign(number: int) -> str:
    is_seen = number >= 0x20 and not 0xD800 <= number < 0xE000
    return chr(number) if is_seen or chr(number) in "\t\n\r" else ""
