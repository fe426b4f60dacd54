"""An agreement on paper: a Word document with real headings, and a PDF that a screen reader can follow."""

from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from samhandling.agreements.selectors.document import chapters_of, paper_of
from samhandling.agreements.services.clauses import rewrite_clause
from samhandling.agreements.services.renewal import draft_successor
from samhandling.core import slots
from samhandling.lib.paper.chapters import Chapter, Items, Paper, Paragraph, Run, Table, paragraphs_of
from samhandling.lib.paper.pdf import as_pdf
from samhandling.lib.paper.word import as_docx
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_review,
)
from tests.factories.organisations import give_role, make_collaboration

ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAPER = Paper(
    "Samverkan i Västerbotten",
    "1 januari 2027 – 31 december 2030",
    "sv",
    (
        Chapter("1 Parter", 1, paragraphs_of('Vi är tre. #read("/etc/passwd")\n\nInte:\n- ett\n- två')),
        Chapter("1.1 Vilka", 2, (Paragraph((Run("Förut "), Run("fyra", "removed"), Run("tre", "added"))),)),
        Chapter("2 Beslut", 1, (Table("Två beslut", ("Part", "Beslut"), (("Umeå", "§ 45"), ("Åsele", "§ 7"))),)),
    ),
)


@pytest.fixture(autouse=True)
def without_upper_rooms(monkeypatch):
    monkeypatch.setitem(slots._slots, "agreement.document", [])


@pytest.fixture
def agreement(db):
    agreement = make_agreement_in_force(make_collaboration(is_public=True), parties=2, title="Samverkan")
    make_clause(agreement, "Ett.\n\n- två\n- tre", parent=agreement.clauses.get(), number="1.1", heading="Vilka")
    make_clause(agreement, "", number="10", heading="Sist")
    make_clause(agreement, "", number="2", heading="Sedan")
    make_duty(
        agreement, what="Kallar", owner_in_words="nätverket", due_in_words="varje år", clause=agreement.clauses.first()
    )
    make_review(agreement)
    make_individual_agreement(agreement.parties.last(), ["Gymnasieantagning"])
    return agreement


def test_text_becomes_paragraphs_and_lists():
    assert paragraphs_of("Ett\nstycke.\n\nSedan:\n- a\n- b\n\n\nSlut.") == (
        Paragraph("Ett stycke."),
        Paragraph("Sedan:"),
        Items(("a", "b")),
        Paragraph("Slut."),
    )


def test_the_chapters_follow_the_agreement(agreement):
    assert [(chapter.heading, chapter.level) for chapter in chapters_of(agreement, ON)] == [
        ("1 Rubrik 1", 1),
        ("1.1 Vilka", 2),
        ("2 Sedan", 1),
        ("10 Sist", 1),
        ("Parterna och deras beslut", 1),
        ("Åtaganden", 1),
        ("Uppföljningar", 1),
        ("Bilaga med särskilda avtal", 1),
    ]
    tables = [block for chapter in chapters_of(agreement, ON) for block in chapter.blocks if isinstance(block, Table)]
    region, municipality = agreement.parties.all()
    assert tables[0].caption == "2 av 2 parter har beslutat"
    assert tables[0].rows == (
        (str(region), "Antagit, kommunfullmäktige", "21 november 2022", "§ 45"),
        (str(municipality), "Antagit, kommunfullmäktige", "21 november 2022", "§ 45"),
    )
    assert tables[1].rows == (("Kallar", "nätverket", "varje år", "1"),)
    assert tables[2].rows == (("Aktualitetsprövning", "1 januari 2024 – 31 december 2024", "inte gjord än"),)
    assert tables[3].rows == ((str(municipality), "Gymnasieantagning", "–", "tills vidare"),)


def test_upper_rooms_add_their_chapters_last(agreement, monkeypatch):
    monkeypatch.setitem(
        slots._slots, "agreement.document", [lambda agreement, on: [Chapter(f"Forum {on:%Y-%m-%d}", 1)]]
    )
    assert chapters_of(agreement, ON)[-1] == Chapter("Forum 2026-11-22", 1)


def test_the_paper_is_in_the_language_of_the_agreement(agreement):
    agreement.language = "en"
    paper = paper_of(agreement, ON)
    assert (paper.language, paper.chapters[-1].heading) == ("en", "Annex of special agreements")


def test_word_has_headings_a_title_a_language_and_header_rows():
    document = docx.Document(BytesIO(as_docx(PAPER, NOW)))
    assert [(one.style.name, one.text) for one in document.paragraphs if one.text] == [
        ("Title", "Samverkan i Västerbotten"),
        ("Subtitle", "1 januari 2027 – 31 december 2030"),
        ("Heading 1", "1 Parter"),
        ("Normal", 'Vi är tre. #read("/etc/passwd")'),
        ("Normal", "Inte:"),
        ("List Bullet", "ett"),
        ("List Bullet", "två"),
        ("Heading 2", "1.1 Vilka"),
        ("Normal", "Förut fyratre"),
        ("Heading 1", "2 Beslut"),
        ("Caption", "Två beslut"),
    ]
    assert (document.core_properties.title, document.core_properties.language) == ("Samverkan i Västerbotten", "sv-SE")
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "sv-SE"
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Part", "Beslut"],
        ["Umeå", "§ 45"],
        ["Åsele", "§ 7"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_word_marks_what_was_added_and_removed():
    document = docx.Document(BytesIO(as_docx(PAPER, NOW)))
    runs = next(one.runs for one in document.paragraphs if one.text == "Förut fyratre")
    assert [(run.text, bool(run.underline), bool(run.font.strike)) for run in runs] == [
        ("Förut ", False, False),
        ("fyra", False, True),
        ("tre", True, False),
    ]


def tags_of(pdf) -> list[str]:
    """The kinds of tags in reading order."""
    found: list[str] = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_the_pdf_is_tagged_titled_and_says_that_it_is_pdf_ua():
    with pikepdf.open(BytesIO(as_pdf(PAPER, "Innehåll"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "sv"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Samverkan i Västerbotten"
        tags = tags_of(pdf)
    assert [tag for tag in tags if tag in {"/H1", "/H2", "/H3"}][-3:] == ["/H1", "/H2", "/H1"]
    assert [tags.count(tag) for tag in ("/Table", "/TH", "/TD", "/L")] == [1, 2, 4, 1]


def test_what_people_write_is_only_text_in_the_pdf():
    paper = Paper(
        "#panic()", '$ x ]] #import "a.typ"', "sv", (Chapter('*fet* #eval("1")', 1, (Paragraph("\\ @label <a>"),)),)
    )
    with pikepdf.open(BytesIO(as_pdf(paper, "Innehåll"))) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "#panic()"


@pytest.mark.parametrize(("name", "magic"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-")])
def test_whoever_may_see_the_agreement_may_take_it_home(client, agreement, name, magic):
    address = f"/samverkan/{agreement.collaboration.slug}/overenskommelser/{agreement.pk}/overenskommelse.{name}"
    response = client.get(address)
    assert response.status_code == 200
    assert response.getvalue().startswith(magic)
    assert response["Content-Disposition"] == f'attachment; filename="samverkan.{name}"'


@pytest.mark.parametrize("name", ["overenskommelse.docx", "overenskommelse.pdf", "jamforelse.docx", "jamforelse.pdf"])
def test_a_draft_is_not_exported_for_those_who_may_not_see_it(client, agreement, name):
    coordinator = give_role(make_user(), agreement.collaboration, Role.COORDINATOR)
    draft = draft_successor(
        actor=coordinator, agreement=agreement, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
    )
    address = f"/samverkan/{draft.collaboration.slug}/overenskommelser/{draft.pk}/{name}"
    assert client.get(address).status_code == 404
    client.force_login(give_role(make_user(), make_collaboration(), Role.COORDINATOR))
    assert client.get(address).status_code == 404
    client.force_login(coordinator)
    assert client.get(address).status_code == 200


def test_an_agreement_that_follows_no_other_has_no_comparison(client, agreement):
    address = f"/samverkan/{agreement.collaboration.slug}/overenskommelser/{agreement.pk}/jamforelse.pdf"
    assert client.get(address).status_code == 404


def test_the_comparison_is_exported_with_both_sides(client, agreement):
    coordinator = give_role(make_user(), agreement.collaboration, Role.COORDINATOR)
    draft = draft_successor(
        actor=coordinator, agreement=agreement, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
    )
    clause = draft.clauses.get(number="1.1")
    rewrite_clause(actor=coordinator, clause=clause, heading="Vilka", text="Ett annat.", reason="Så")
    client.force_login(coordinator)
    response = client.get(f"/samverkan/{draft.collaboration.slug}/overenskommelser/{draft.pk}/jamforelse.docx")
    document = docx.Document(BytesIO(response.getvalue()))
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [
        "I korthet",
        "Villkor",
        "Punkt för punkt",
    ]
    assert [cell.text for cell in document.tables[1].rows[2].cells] == [
        "1.1 ändrad",
        "Vilka\nEtt.\n\n- två\n- tre",
        "Vilka\nEtt annat.",
    ]


def test_a_draft_of_an_agreement_without_text_can_be_exported(db):
    agreement = make_agreement(parties=0)
    assert as_pdf(paper_of(agreement, ON), "Innehåll").startswith(b"%PDF-")
    assert as_docx(paper_of(agreement, ON), NOW).startswith(b"PK")
