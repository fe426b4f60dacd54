"""A paper as PDF/UA-1: tagged, with a title, a language and an order that a screen reader can follow."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from samhandling.lib.paper.chapters import Block, Items, Paper, Paragraph, Table, Words, settled
from samhandling.lib.paper.signs import FONTS, showable
from samhandling.lib.text import plain

_HERE = Path(__file__).parent


def as_pdf(paper: Paper, contents: str) -> bytes:
    """Set the paper. `contents` is the heading of the list of contents, in the paper's language."""
    paper = settled(paper, lambda text: showable(plain(text)))
    content = {
        "title": _readable(paper.title),
        "subtitle": paper.subtitle,
        "language": paper.language,
        "contents": _readable(contents),
        "letterhead": asdict(paper.letterhead) if paper.letterhead else None,
        "chapters": [
            {
                "heading": _readable(chapter.heading),
                "level": chapter.level,
                "blocks": [_block(block) for block in chapter.blocks],
            }
            for chapter in paper.chapters
        ],
    }
    return typst.compile(
        str(_HERE / "paper.typ"),
        root=str(_HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(content)},
        pdf_standards=["ua-1"],
    )


def _readable(heading: str) -> str:
    """PDF/UA wants something to read aloud at every heading."""
    return heading.strip() or "–"


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph(words):
            return {"kind": "paragraph", "words": _words(words)}
        case Items(items):
            return {"kind": "items", "items": [_words(item) for item in items]}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "head": block.head,
                "rows": [[_words(cell) for cell in row] for row in block.rows],
                "widths": block.widths,
                "is_number": block.is_number,
            }


def _words(words: Words) -> object:
    return words if isinstance(words, str) else [{"text": run.text, "mark": run.mark} for run in words]
