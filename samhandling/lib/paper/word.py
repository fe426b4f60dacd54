"""A paper as a Word document that can be navigated by its headings and read aloud in its own language."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from samhandling.lib.paper.chapters import Block, Items, Letterhead, Paper, Paragraph, Table, Words, settled, words_of

_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_DEEPEST_HEADING = 9
_WIDTH = Cm(16)
_IN_TABLE = "Table Text"
# A row with more than this may go on to the next page: it might be longer than one.
_FITS_A_PAGE = 1500
_LINE_TO_SIGN = "_" * 40
_INK = RGBColor(0x1A, 0x1A, 0x1A)


def as_docx(paper: Paper, now: datetime) -> bytes:
    """Write the paper. Headings are real headings and the first row of a table is its header."""
    paper = settled(paper)
    document = docx.Document()
    _set_up(document, paper)
    _number_pages(document, paper.title)
    document.core_properties.created = document.core_properties.modified = now.astimezone(UTC)
    if paper.letterhead:
        _add_letterhead(document, paper.letterhead)
    document.add_paragraph(paper.title, style="Heading 1" if paper.letterhead else "Title")
    if paper.subtitle:
        document.add_paragraph(paper.subtitle, style="Subtitle")
    for chapter in paper.chapters:
        document.add_heading(chapter.heading, level=min(chapter.level, _DEEPEST_HEADING))
        for block in chapter.blocks:
            _add(document, block)
    if paper.letterhead:
        _add_lines_to_sign(document, paper.letterhead)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _set_up(document: WordDocument, paper: Paper) -> None:
    document.core_properties.title = paper.title
    document.core_properties.language = _LANGUAGES.get(paper.language, paper.language)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for style in document.styles:
        _plain_type(style)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.2
    normal.paragraph_format.space_after = Pt(8)
    _speak(normal, paper.language)
    in_table: Any = document.styles.add_style(_IN_TABLE, WD_STYLE_TYPE.PARAGRAPH)
    in_table.base_style = normal
    in_table.font.size = Pt(9)
    in_table.paragraph_format.space_after = Pt(2)


def _number_pages(document: WordDocument, title: str) -> None:
    """At the foot of each page: the title, and which page of how many, which Word counts itself."""
    style: Any = document.styles["Footer"]
    style.font.size = Pt(8.5)
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(f"{title}\t")
    _add_field(foot, "PAGE")
    foot.add_run(" / ")
    _add_field(foot, "NUMPAGES")


def _add_field(paragraph: WordParagraph, name: str) -> None:
    """A number that Word puts in."""
    written = OxmlElement("w:fldSimple")
    written.set(qn("w:instr"), name)
    written.append(paragraph.add_run("1")._r)  # noqa: SLF001 - the library has no public way to write a field
    paragraph._p.append(written)  # noqa: SLF001 - as above


def _plain_type(style: Any) -> None:
    """One typeface in ink throughout: the library's template brings its own blue headings."""
    font = getattr(style, "font", None)
    if font is None or style.name == "Default Paragraph Font":
        return
    font.name = "Arial"
    font.color.rgb = _INK
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _speak(style: Any, language: str) -> None:
    """The language of the text, which spelling and speech follow."""
    properties = style.element.get_or_add_rPr()
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _LANGUAGES.get(language, language))
    properties.append(mark)


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Paragraph(words):
            _write(document.add_paragraph(), words)
        case Items(items):
            for item in items:
                _write(document.add_paragraph(style="List Bullet"), item)
        case Table():
            _add_table(document, block)


def _add_letterhead(document: WordDocument, letterhead: Letterhead) -> None:
    """The sender to the left with what marks the paper to the right, and the recipient beneath."""
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.text = "\n".join(letterhead.sender)
    right.text = "\n".join(f"{label} {value}" for label, value in letterhead.marks)
    document.add_paragraph()
    document.add_paragraph("\n".join(letterhead.recipient))
    document.add_paragraph()


def _add_lines_to_sign(document: WordDocument, letterhead: Letterhead) -> None:
    for label in letterhead.to_sign:
        written = document.add_paragraph(f"\n{_LINE_TO_SIGN}\n{label}")
        written.paragraph_format.keep_together = True


def _add_table(document: WordDocument, block: Table) -> None:
    caption = document.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for cell, is_number in zip(table.rows[0].cells, block.is_number, strict=False):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else None
    _mark(table.rows[0], "w:cantSplit", "w:tblHeader")
    for row in block.rows:
        written = table.add_row()
        for cell, text, is_number in zip(written.cells, row, block.is_number, strict=True):
            _write(cell.paragraphs[0], text)
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else None
        if sum(len(words_of(text)) for text in row) < _FITS_A_PAGE:
            _mark(written, "w:cantSplit")
    _set_widths(table, block.widths)
    document.add_paragraph()


def _mark(row: WordRow, *names: str) -> None:
    """The row is not split between pages, or comes again at the head of each."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no public way to mark a row
    for name in names:
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        properties.append(mark)


def _set_widths(table: WordTable, parts: tuple[int, ...]) -> None:
    """Of the columns, which some programs go by, and of the cells, which others do."""
    for column, part in zip(table.columns, parts, strict=True):
        column.width = int(_WIDTH * part / sum(parts))
        for cell in column.cells:
            cell.width = column.width
            cell.paragraphs[0].style = _IN_TABLE


def _write(paragraph: WordParagraph, words: Words) -> None:
    if isinstance(words, str):
        paragraph.add_run(words)
        return
    for run in words:
        written = paragraph.add_run(run.text)
        written.bold = run.mark == "strong" or None
        written.underline = run.mark == "added" or None
        written.font.strike = run.mark == "removed" or None
