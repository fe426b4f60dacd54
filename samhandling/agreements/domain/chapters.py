"""A document before it is paper: chapters of blocks, which Word and PDF set each in their way."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. What was added or removed is told in words too, so the mark is never alone."""

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
    """The caption tells what the rows are; the first cell of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    # Parts of the width, one for each column; none means all alike.
    widths: tuple[int, ...] = ()


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands under it. Level 1 is a main chapter; a level is never skipped."""

    heading: str
    level: int = 1
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: what the title page says, and the chapters in order."""

    title: str
    subtitle: str = ""
    language: str = "sv"
    chapters: tuple[Chapter, ...] = field(default_factory=tuple)


def paragraphs_of(text: str) -> tuple[Paragraph | Items, ...]:
    """Text as people write it: an empty line parts paragraphs, lines that begin with "- " are a list."""
    blocks: list[Paragraph | Items] = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        prose = [line for line in lines if not line.startswith(("- ", "• "))]
        items = [line[2:].strip() for line in lines if line.startswith(("- ", "• "))]
        if prose:
            blocks.append(Paragraph(" ".join(prose)))
        if items:
            blocks.append(Items(tuple(items)))
    return tuple(blocks)
