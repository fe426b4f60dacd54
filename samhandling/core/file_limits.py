"""How much a file from outside may take up before it is refused: counted as it is unpacked, never as it says."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samhandling.core.enums import TableRefusal
from samhandling.lib.errors import RuleBroken

MAX_ROWS = 20_000
# Rows of a title that may stand above the heads.
MOST_ABOVE = 5
MAX_CELLS = 240_000  # twelve columns, when there are as many rows as are taken
MAX_CELL = 10_000
# All cells together; a text that many cells share counts in each of them, since each of them is kept, and as JSON
# takes up to twelve bytes for a sign.
MAX_TEXT = 3_000_000
# Out of archives, all parts together. All the cells that are taken are at most this.
MAX_UNPACKED = 48 * 1024**2
# Tags, each for two, and attributes: what takes the time. A cell of Excel is seven of them.
MAX_MARKS = 1_700_000

# Each row that says something, with the number it bears in the file.
Rows = list[tuple[int, list[str]]]


@dataclass(slots=True)
class Room:
    """What one file has taken so far. Each step says what it takes before it takes the next."""

    cells: int = 0
    text: int = 0
    unpacked: int = 0
    marks: int = 0

    def unpack(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > MAX_UNPACKED:
            raise RuleBroken(TableRefusal.TOO_LARGE)

    def mark(self, count: int) -> None:
        self.marks += count
        if self.marks > MAX_MARKS:
            raise RuleBroken(TableRefusal.TOO_MANY_CELLS)

    def keep(self, rows: Rows, number: int, cells: list[str]) -> bool:
        """Keep a row when it says anything. A title and the heads come on top of the rows that are taken."""
        if not any(cells):
            return False
        if len(rows) > MAX_ROWS + MOST_ABOVE:  # the heads are one more
            raise RuleBroken(TableRefusal.TOO_MANY_ROWS, _("The maximum is %(limit)s.") % {"limit": MAX_ROWS})
        sizes = list(map(len, cells))
        self.cells += len(cells)
        self.text += sum(sizes)
        if max(sizes) > MAX_CELL:
            raise RuleBroken(TableRefusal.CELL_TOO_LONG, at_line(number))
        if self.cells > MAX_CELLS:
            raise RuleBroken(TableRefusal.TOO_MANY_CELLS, _("The maximum is %(limit)s.") % {"limit": MAX_CELLS})
        if self.text > MAX_TEXT:
            raise RuleBroken(TableRefusal.TOO_MUCH_TEXT, at_line(number))
        rows.append((number, cells))
        return True


def at_line(number: int) -> str:
    return _("It is line %(number)s.") % {"number": number}
