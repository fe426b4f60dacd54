"""What leaves the room as files is read back: the lists for those who invoice, and the annexes on paper."""

import csv
import io
import re
import zipfile

import pikepdf
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from samhandling.finance.selectors.splits import payers_of
from tests.factories.finance import make_accounts, make_fee_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(client):
    agreement, officer = make_accounts()
    make_fee_list(agreement, officer, 2026, adopted=True)
    client.force_login(officer)
    client.cookies["django_language"] = "sv"
    return agreement


def address(about, page, **more):
    return reverse(f"finance:{page}", kwargs={"collaboration": about.collaboration.slug, **more})


def of_year(agreement, page, **more):
    return address(agreement, page, agreement=agreement.pk, year=2026, **more)


def words_of_docx(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def kinds_of_tags(document):
    """How often each kind of tag stands in the structure of a PDF."""
    found: dict[str, int] = {}
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found[str(node.S)] = found.get(str(node.S), 0) + 1
            waiting += [node.K] if "/K" in node else []
    return found


def test_the_list_for_invoices_is_read_back_as_csv(adopted, client):
    response = client.get(of_year(adopted, "fees_table", kind="csv"))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Part", "Organisationsnummer", "Basår", "Grundavgift", "År", "Avgift", "Referens"]
    assert [row[0] for row in rows[1:]] == [str(party) for party in payers_of(adopted)]
    assert {(row[2], row[4], row[6]) for row in rows[1:]} == {("2025", "2026", "RUN 2026-1")}
    assert {float(row[5].replace(",", ".")) for row in rows[1:]} == {103_400.0}


def test_the_list_for_invoices_is_read_back_as_a_workbook(adopted, client):
    response = client.get(address(adopted, "ledger_export", kind="xlsx"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [cell for cell in rows[0] if cell] == [
        "År",
        "Part",
        "Organisationsnummer",
        "Form",
        "Vad man betalar för",
        "Område",
        "Medel",
        "Belopp i kronor",
        "Referens",
        "Exempel",
    ]
    base_year, year = [(2025, 100_000.0, "Bilaga 1")] * 3, [(2026, 103_400.0, "RUN 2026-1")] * 3
    assert [(row[0], float(row[7]), row[8]) for row in rows[1:]] == [*year, *base_year]


def test_the_years_annex_is_read_back_from_word(adopted, client):
    words = words_of_docx(client.get(of_year(adopted, "annex", kind="docx")).getvalue())
    assert "Bilaga: grundavgifter 2026" in words
    assert "Antagen 1 september 2026 av Regionala utvecklingsnämnden." in words
    for party in payers_of(adopted):
        assert str(party) in words
    assert words.count("103\N{NARROW NO-BREAK SPACE}400") >= 3 or words.count("103 400") >= 3


def test_a_municipalitys_annex_tells_how_its_fee_came_about(adopted, client):
    party, other = payers_of(adopted)[:2]
    words = words_of_docx(client.get(of_year(adopted, "party_annex", party=party.pk, kind="docx")).getvalue())
    assert f"Bilaga 2026: {party}" in words
    collaboration = adopted.collaboration
    assert (
        words.index(collaboration.name)
        < words.index("Datum 1 september 2026")
        < words.index(party.organisation.formal_name)
    )
    assert words.index("3,4 %") < words.index("Ort och datum") < words.index("Namnförtydligande")
    assert "3,4 %" in words
    assert str(other) not in words


@pytest.mark.parametrize("page", ["annex", "party_annex"])
def test_an_annex_as_pdf_is_tagged_and_in_swedish(adopted, client, page):
    party = {"party": payers_of(adopted)[0].pk} if page == "party_annex" else {}
    response = client.get(of_year(adopted, page, kind="pdf", **party))
    assert response.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(response.getvalue())) as document:
        assert len(document.pages) == 1
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang).startswith("sv")
        tags = kinds_of_tags(document)
    assert tags["/Table"] >= 2 if page == "annex" else tags["/Table"] >= 1
    assert tags["/TH"] >= 4
    assert tags["/H1"] >= 1


def test_an_annex_of_another_kind_is_not_found(adopted, client):
    assert client.get(of_year(adopted, "annex", kind="odt")).status_code == 404
    assert client.get(of_year(adopted, "fees_table", kind="pdf")).status_code == 404
