"""No text stops a paper: neither one that is taken today, nor one that lay in the database before there was a rule."""

from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings

from samhandling.lib.paper.chapters import (
    Chapter,
    Items,
    Paper,
    Paragraph,
    Run,
    Table,
    paragraphs_of,
    settled,
)
from samhandling.lib.paper.pdf import as_pdf
from samhandling.lib.paper.signs import SUBSTITUTE, showable, shown_signs
from samhandling.lib.paper.word import as_docx
from samhandling.lib.text import plain
from tests.lib.test_text import ANY_TEXT, EVERY_SIGN, FAMILY

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FROM_WORD = "Mål:\v\uf0b7\tett\f\uf0a7\ttvå \x1b[0m\ufffe 😀 漢 \ud800 \u202e\x00"


def paper_of(text: str) -> Paper:
    """The text at every place that a paper has."""
    marked = (Run(text, "strong"), Run(text, "removed"), Run(text, "added"))
    table = Table(text, (text, text), ((text, marked), (marked, text)))
    blocks = (*paragraphs_of(text), Paragraph(text), Paragraph(marked), Items((text, marked)), table)
    return Paper(text, text, "sv", (Chapter(text, 1, blocks), Chapter(text, 2, blocks)))


@pytest.mark.parametrize("text", [FROM_WORD, "", "\u200b", FAMILY, "\u0301", "a\u0323\u0301漢\u0301", "rad\n" * 3])
def test_what_people_paste_becomes_both_papers(text: str):
    assert as_pdf(paper_of(text), showable(plain(text))).startswith(b"%PDF")
    assert docx.Document(BytesIO(as_docx(paper_of(text), NOW))).tables[0].cell(0, 0).text == plain(text)


@settings(max_examples=15)
@given(ANY_TEXT)
def test_any_text_becomes_both_papers(text: str):
    test_what_people_paste_becomes_both_papers(text)


def test_every_character_there_is_becomes_both_papers():
    """In one paper: what each becomes by the rule, and what the PDF then shows, alone and beside a letter."""
    every = plain("".join(sorted({plain(sign) for sign in EVERY_SIGN} - {"\n"})))
    shown = " ".join(f"{sign} a{sign}" for sign in sorted({showable(sign) for sign in every}))
    assert set(shown) <= shown_signs()
    paper = Paper("Alla", "", "sv", (Chapter("Alla", 1, (Paragraph((Run(shown), Run(shown, "strong"))),)),))
    assert as_pdf(paper, "Innehåll").startswith(b"%PDF")
    whole = Paper("Alla", "", "sv", (Chapter("Alla", 1, (Paragraph(every),)),))
    assert docx.Document(BytesIO(as_docx(whole, NOW))).paragraphs[2].text == every


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åsa Öberg, § 45 – ”ja” • ✓", "Åsa Öberg, § 45 – ”ja” • ✓"),
        ("Hej 😀 漢", f"Hej {SUBSTITUTE} {SUBSTITUTE}"),
        (FAMILY, SUBSTITUTE * 3),
        ("𝐀𝐯𝐭𝐚𝐥 ａｂ", "Avtal ab"),
    ],
)
def test_what_no_font_has_is_shown_as_a_square_or_as_what_it_is_a_variant_of(text: str, shown: str):
    assert showable(text) == shown


def test_a_bullet_from_word_begins_a_line_of_a_list():
    assert paragraphs_of("Mål:\r\uf0b7\tett\v\uf0a7 två") == (Paragraph("Mål:"), Items(("ett", "två")))


def test_the_rule_changes_nothing_else_of_a_paper():
    paper = paper_of("Umeå kommun")
    assert settled(paper) == paper


LONG = "Ett långt stycke. " * 100
TABLE = Table(
    "Åtaganden",
    ("Vad", "När", "Belopp"),
    (("Regionen kallar till möte med alla kommuner två gånger om året", "2027", "1 234"), (LONG, "2028", "5")),
)


def written(name: str, paper: Paper) -> list[object]:
    document = docx.Document(BytesIO(as_docx(paper, NOW)))
    return list(document.element.body.iter(qn(name)))


def test_a_row_in_word_is_not_split_unless_it_may_be_longer_than_a_page():
    paper = Paper("Avtal", "", "sv", (Chapter("Tabell", 1, (TABLE,)),))
    assert [row.find(qn("w:cantSplit")) is not None for row in written("w:trPr", paper)] == [True, True]
    assert len(written("w:tr", paper)) == 3


def test_columns_in_word_are_as_wide_as_what_stands_in_them():
    paper = Paper("Avtal", "", "sv", (Chapter("Tabell", 1, (TABLE,)),))
    columns = [int(column.get(qn("w:w"))) for column in written("w:gridCol", paper)]
    cells = [int(cell.get(qn("w:w"))) for cell in written("w:tcW", paper)]
    assert cells == columns * 3
    assert sum(columns) == pytest.approx(16 / 2.54 * 1440, abs=3)  # twentieths of a point
    what, when, amount = columns
    assert what > 3 * when
    assert 650 < when < 1000  # "2027" on one line, with the space of the cell
    assert 650 < amount < 1000


def test_a_long_word_gets_no_more_than_its_share():
    table = Table("Adresser", ("Namn", "Adress"), (("Åsa Öberg", "https://example.se/" + "a" * 300),))
    assert table.widths[0] * 20 > sum(table.widths)


def test_word_counts_its_pages_and_says_that_it_was_made_today():
    document = docx.Document(BytesIO(as_docx(Paper("Avtal 😀"), NOW)))
    foot = document.sections[0].footer.paragraphs[0]
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "".join(text.text for text in foot._p.iter(qn("w:t"))) == "Avtal 😀1 / 1"
    properties = document.core_properties
    assert (properties.created, properties.modified) == (NOW, NOW)
