"""Every PDF of the house can be read by ear: agreements and comparisons, in both languages, by PDF/UA-1."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
import typst

from samhandling.agreements.models import Agreement
from samhandling.agreements.services.clauses import rewrite_clause
from samhandling.agreements.services.renewal import draft_successor
from samhandling.lib.paper.chapters import Chapter, Paper, Paragraph, Table
from samhandling.lib.paper.pdf import as_pdf
from tests.agreements.paper_for_all import bookmarks_of, faults_of, headings_of
from tests.factories.agreements import (
    make_agreement_in_force,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_review,
)
from tests.factories.forums import make_forum, make_seat
from tests.factories.organisations import make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db
LONG = "Parterna ska tillsammans se till att länet utvecklas. " * 40


@pytest.fixture(params=["sv", "en"])
def draft(request) -> Agreement:
    """An agreement with something in each of its chapters, and the one before it, in one language or the other."""
    before = make_agreement_in_force(
        make_collaboration(is_public=True), parties=18, title="Samverkan", language=request.param
    )
    make_clause(before, f"Ett.\n\n- två\n- tre\n\n{LONG}", parent=before.clauses.get(), number="1.1", heading="Vilka")
    make_clause(before, LONG, number="2", heading="Sedan")
    for number in range(12):
        make_duty(before, what=f"Kallar {number}. {LONG[:200]}", owner_in_words="nätverket", due_in_words="varje år")
    make_review(before)
    make_individual_agreement(before.parties.last(), ["Gymnasieantagning"])
    make_seat(make_forum(before.collaboration, agreement=before, name="Delegationen"))
    coordinator = make_coordinator(before.collaboration)
    drafted = draft_successor(
        actor=coordinator, agreement=before, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
    )
    clause = drafted.clauses.get(number="1.1")
    rewrite_clause(actor=coordinator, clause=clause, heading="Vilka", text=f"Ett annat. {LONG}", reason="Så")
    return drafted


def fetched(client, agreement, name) -> pikepdf.Pdf:
    address = f"/samverkan/{agreement.collaboration.slug}/overenskommelser/{agreement.pk}/{name}.pdf"
    return pikepdf.open(BytesIO(client.get(address).getvalue()))


def test_an_agreement_can_be_read_by_ear(client, draft):
    pdf = fetched(client, draft.predecessor, "overenskommelse")
    assert faults_of(pdf) == []
    assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == (draft.language, "Samverkan")
    words = {
        "sv": ["Innehåll", "Parterna och deras beslut", "Åtaganden", "Uppföljningar", "Bilaga med särskilda avtal"],
        "en": ["Contents", "The parties and their decisions", "Duties", "Reviews", "Annex of special agreements"],
    }[draft.language]
    assert [title for title in bookmarks_of(pdf) if title in words] == words
    assert [level for level, title in headings_of(pdf) if title in {"1 Rubrik 1", "1.1 Vilka", "2 Sedan"}] == [1, 2, 1]
    assert len(pdf.pages) > 4


def test_a_comparison_can_be_read_by_ear(client, draft):
    client.force_login(draft.collaboration.access.get(role="coordinator").user)
    pdf = fetched(client, draft, "jamforelse")
    assert faults_of(pdf) == []
    title = {"sv": "Jämförelse: Samverkan", "en": "Comparison: Samverkan"}[draft.language]
    assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)[: len(title)]) == (draft.language, title)


@pytest.mark.parametrize("lines", range(26, 33))
def test_a_table_at_the_end_of_a_page_is_still_named_and_whole(lines):
    table = Table("Två beslut", ("Part", "Beslut"), (("Umeå", "§ 45"), ("Åsele", "§ 7")))
    paper = Paper("Samverkan", chapters=(Chapter("1 Parter", 1, (*[Paragraph("En rad.")] * lines, table)),))
    assert faults_of(pikepdf.open(BytesIO(as_pdf(paper, "Innehåll")))) == []


def test_a_paper_that_only_looks_right_is_seen_through():
    """The same words set without tags: the checks above can see what they look for."""
    source = "#text(size: 20pt)[Samverkan]\n\n#table(columns: 2)[Part][Beslut][Umeå][§ 45]"
    flat = typst.compile(source.encode(), format="pdf", pdf_tags=False)
    assert set(faults_of(pikepdf.open(BytesIO(flat)))) >= {
        "it does not say that it is tagged",
        "it does not say that it is PDF/UA",
        "the reader shows the file's name",
        "no title",
        "no headings",
        "page 1: something untagged is painted",
    }
    skipping = (
        "#set document(title: [S])\n#set heading(bookmarked: false)\n= Ett\n=== Tre\n#table(columns: 2)[Part][45]"
    )
    tagged = typst.compile(skipping.encode(), format="pdf")
    assert set(faults_of(pikepdf.open(BytesIO(tagged)))) >= {
        "a heading of level 3 after 1",
        "the bookmarks are not the headings",
        "a table without caption",
        "a table whose headings do not say what they are headings of",
        "a cell without heading",
    }
