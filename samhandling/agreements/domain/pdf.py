"""A paper as PDF/UA-1: tagged, with a title, a language and an order that a screen reader can follow."""

import json
from pathlib import Path

import typst

from samhandling.agreements.domain.chapters import Block, Items, Paper, Paragraph, Table, Words

_FACTS = Path(__file__).parents[1] / "facts"
# Fetched with the other front-end packages (scripts/assets.py), for all papers of the house.
_FONTS = Path(__file__).parents[2] / "ui" / "fonts"


def as_pdf(paper: Paper, contents: str) -> bytes:
    """Set the paper. `contents` is the heading of the list of contents, in the paper's language."""
    told = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "language": paper.language,
        "contents": contents,
        "chapters": [
            {
                "heading": chapter.heading,
                "level": chapter.level,
                "blocks": [_block(block) for block in chapter.blocks],
            }
            for chapter in paper.chapters
        ],
    }
    pdf = typst.compile(
        str(_FACTS / "agreement.typ"),
        root=str(_FACTS),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(told)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(pdf, bytes)
    return pdf


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph(words):
            return {"kind": "paragraph", "words": _words(words)}
        case Items(items):
            return {"kind": "items", "items": [_words(item) for item in items]}
        case Table(caption, head, rows, widths):
            return {
                "kind": "table",
                "caption": caption,
                "head": head,
                "rows": [[_words(cell) for cell in row] for row in rows],
                "widths": widths,
            }


def _words(words: Words) -> object:
    return words if isinstance(words, str) else [{"text": run.text, "mark": run.mark} for run in words]
