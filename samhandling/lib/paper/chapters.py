"""A document before it is paper: chapters of blocks, which Word and PDF set each in their way."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal, cast

from samhandling.lib.text import plain

_BULLETS = ("- ", "• ", "•\t")
# So many characters of a table's text stand beside each other on a page.
_ACROSS = 100
_YEAR = 4
_FIGURE_SIGNS = set("0123456789,.%+-−– \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_LONGEST_WORD = 24  # a longer one, such as an address, is divided


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. What was added or removed is said in words too, so the mark is never alone."""

    text: str
    mark: Literal["same", "added", "removed", "strong"] = "same"


# A cell or a paragraph is plain words, or words of which some are marked.
Words = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words


@dataclass(frozen=True, slots=True)
class Items:
    """A list with bullets."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The caption says what the rows are; the first cell of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]

    @property
    def is_number(self) -> tuple[bool, ...]:
        """Of each column, whether figures stand under each other there, and so to the right."""
        columns = zip(*([words_of(cell).strip() for cell in row] for row in self.rows), strict=True)
        return tuple(any(column) and all(map(_is_figure, filter(None, column))) for column in columns)

    @property
    def widths(self) -> tuple[int, ...]:
        """Parts of the width, one for each column: long words have room, then the columns that need least more."""
        columns = [list(map(words_of, column)) for column in zip(self.head, *self.rows, strict=True)]
        words = [max(len(word) for cell in column for word in ["", *cell.split()]) for column in columns]
        parts = [min(word, _LONGEST_WORD) + 4 for word in words]  # with the space around it
        more = {place: max(map(len, column)) + 4 - parts[place] for place, column in enumerate(columns)}
        left = max(0, _ACROSS - sum(parts))
        for count, place in enumerate(sorted(more, key=lambda place: more[place])):
            taken = max(0, min(more[place], left // (len(more) - count)))
            parts[place], left = parts[place] + taken, left - taken
        return tuple(parts)


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands under it. Level 1 is a main chapter; a level is never skipped."""

    heading: str
    level: int = 1
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends the paper to whom, what identifies it ((label, value) pairs), and the lines to be signed on."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    marks: tuple[tuple[str, str], ...] = ()
    to_sign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: what the title page says, and the chapters in order.

    One with a letterhead is sent and signed: it begins at once, without a title page and a list of contents.
    """

    title: str
    subtitle: str = ""
    language: str = "sv"
    chapters: tuple[Chapter, ...] = field(default_factory=tuple)
    letterhead: Letterhead | None = None


def _is_figure(text: str) -> bool:
    """An amount, a percentage or the dash that stands for none; a year is a name, not an amount."""
    is_year = len(text) == _YEAR and text.isdigit()
    return not is_year and set(text) <= _FIGURE_SIGNS


def words_of(words: Words) -> str:
    """The text without its marks."""
    return words if isinstance(words, str) else "".join(run.text for run in words)


def settled(paper: Paper, shown: Callable[[str], str] = plain) -> Paper:
    """The paper with every text as it can be set: what was written before there was a rule for text, too."""
    return cast("Paper", _with_texts(paper, shown))


def _with_texts(part: Any, shown: Callable[[str], str]) -> Any:
    if isinstance(part, str):
        return shown(part)
    if isinstance(part, tuple):
        return tuple(_with_texts(one, shown) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: _with_texts(getattr(part, one.name), shown) for one in fields(part)})
    return part


def paragraphs_of(text: str) -> tuple[Paragraph | Items, ...]:
    """Text as people write it: an empty line parts paragraphs, lines that begin with a bullet or "- " are a list."""
    blocks: list[Paragraph | Items] = []
    for part in plain(text).split("\n\n"):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        prose = [line for line in lines if not line.startswith(_BULLETS)]
        items = [line[2:].strip() for line in lines if line.startswith(_BULLETS)]
        if prose:
            blocks.append(Paragraph(" ".join(prose)))
        if items:
            blocks.append(Items(tuple(items)))
    return tuple(blocks)
