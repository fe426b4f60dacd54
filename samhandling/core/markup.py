"""XML from outside, read as it streams past: no entities, and a limit on every thing that could grow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from samhandling.core.enums import TableRefusal
from samhandling.core.file_limits import Room
from samhandling.lib.errors import RuleBroken

_DEEPEST = 100
_MOST_NAMES = 5000
# The longest stretch without a tag: a cell of ten thousand signs that are all written as numbers is shorter.
_LONGEST = 256 * 1024
_MOST_PIECES = 100


Start = Callable[[dict[str, str]], None]
End = Callable[[], None]


@dataclass(slots=True)
class Part:
    """What one part of a document is read for: by tag, who handles its beginning and its end.

    Under "" stands who handles all others. `written` is the text since the last tag.
    """

    starts: dict[str, Start] = field(default_factory=dict)
    ends: dict[str, End] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(self.written)


def read_part(pieces: Iterable[bytes], part: Part, room: Room) -> None:
    """Pass the part's XML to its handlers, or raise RuleBroken. A part that is not there says nothing."""
    names: dict[str, str] = {}
    parser = _parser(part, names)
    gap = 0
    is_there = False
    try:
        for piece in pieces:
            is_there = True
            gap = _gap_after(piece, gap)
            room.mark(2 * (piece.count(b"<") - piece.count(b"</")) + piece.count(b"="))
            parser.Parse(piece, False)
            if len(names) > _MOST_NAMES:
                raise RuleBroken(TableRefusal.DAMAGED)
        if is_there:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise RuleBroken(TableRefusal.DAMAGED) from error


def _gap_after(piece: bytes, gap: int) -> int:
    """How far back the last tag began. The parser holds it until it ends, with all its attributes."""
    at = piece.rfind(b"<")
    gap = gap + len(piece) if at < 0 else len(piece) - at
    if gap > _LONGEST:
        raise RuleBroken(TableRefusal.CELL_TOO_LONG)
    return gap


class _ByName(dict[str, Any]):
    """ "x:row" is "row": which prefix stands for a name is the writer's own choice."""

    def __missing__(self, name: str) -> Any:
        found = self[name] = self.get(name.rpartition(":")[2], self.get(""))
        return found


def _parser(part: Part, names: dict[str, str]) -> expat.XMLParserType:
    # The names it has met are kept in a dictionary of ours, so that they can be counted.
    parser = expat.ParserCreate("utf-8", None, names)
    parser.buffer_text = True
    starts, ends = _ByName(part.starts), _ByName(part.ends)
    written = part.written
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise RuleBroken(TableRefusal.DAMAGED)
        if handler := starts[name]:
            handler(attributes)
        written.clear()

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if handler := ends[name]:
            handler()
        written.clear()

    def text(piece: str) -> None:
        written.append(piece)
        if len(written) > _MOST_PIECES:
            raise RuleBroken(TableRefusal.CELL_TOO_LONG)

    def declares(*_declaration: object) -> None:
        raise RuleBroken(TableRefusal.DAMAGED)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, declares
    return parser
