"""The same pasted text, through every door of the house: it is kept as the same, and nothing is refused as a name."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from samhandling.agreements.services.importing import import_agreement
from samhandling.core.models import OutgoingMail
from samhandling.core.outbox import queue_mail
from samhandling.organisations.enums import RowOutcome
from samhandling.organisations.models import ImportRun, Person
from samhandling.organisations.selectors.imports import rows_of
from samhandling.organisations.selectors.people_file import plan_people_rows
from samhandling.organisations.services.imports import start_import
from samhandling.organisations.services.people_file import PEOPLE
from samhandling.organisations.services.register import load_register
from tests.factories.accounts import make_token
from tests.factories.agreements import make_agreement, make_clause
from tests.factories.organisations import make_collaboration, make_coordinator, make_person

pytestmark = pytest.mark.django_db

# "Björn" in two signs, with marks that cannot be seen, on two lines; and what it is kept as.
PASTED, KEPT = "Bjo\u0308rn\u200b\r\n\u202eÅke\x1b\ufffe \uf0b7 😀", "Björn Åke • 😀"
TEXT, KEPT_TEXT = "Mål:\r\n\uf0b7\ttrygg\u00adhet\x0bsko\u0308n\ufffe", "Mål:\n•\ttrygghet\nskön"


@pytest.fixture
def collaboration():
    return make_collaboration(slug="vasterbotten", county_code="24")


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


@pytest.fixture
def client(coordinator) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


def test_a_form(client: Client, collaboration):
    address = reverse("organisations:person_create", kwargs={"collaboration": collaboration.slug})
    client.post(address, {"given_name": PASTED, "family_name": "Ek", "title": ""})
    assert Person.objects.get().given_name == KEPT


@pytest.mark.parametrize("nothing", ["\u200b\u2066", "\u200d\ufe0f", "\u3164", "\r\n\x0b"])
def test_a_form_says_that_a_name_of_which_nothing_is_seen_is_missing(client: Client, collaboration, nothing: str):
    address = reverse("organisations:person_create", kwargs={"collaboration": collaboration.slug})
    page = client.post(address, {"given_name": nothing, "family_name": "Ek", "title": ""})
    assert page.context["form"].errors.keys() == {"given_name"}
    assert not Person.objects.exists()


def test_running_text_in_a_form_and_by_a_program(client: Client, collaboration, coordinator):
    clause = make_clause(make_agreement(collaboration), "Förut")
    keys = {"collaboration": collaboration.slug, "pk": clause.agreement_id, "clause": clause.pk}
    fields = {"heading": PASTED, "text": TEXT, "reason": PASTED}
    client.post(reverse("agreements:clause_edit", kwargs=keys), {**fields, "from_version": 1})
    clause.refresh_from_db()
    assert (clause.heading, clause.text, clause.versions.first().reason) == (KEPT, KEPT_TEXT, KEPT)
    make_token(coordinator, secret="sht_dorr", scopes=["agreements:read", "agreements:write"])
    answer = Client().post(
        f"/api/v1/collaborations/{collaboration.slug}/agreements/{clause.agreement_id}/comments",
        {"text": TEXT},
        content_type="application/json",
        headers={"Authorization": "Bearer sht_dorr"},
    )
    assert (answer.status_code, answer.json()["text"]) == (201, KEPT_TEXT)


def saved_as_xlsx(rows: list[list[str]]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


ROWS = [["Fo\u0308rnamn", "Efternamn"], ["Bjo\u0308rn\u200b", "O\u0308berg\u2066"]]


@pytest.mark.parametrize(
    "content", ["\n".join(";".join(row) for row in ROWS).encode(), saved_as_xlsx(ROWS)], ids=["csv", "xlsx"]
)
def test_a_row_of_a_file_is_somebody_who_is_here(collaboration, coordinator, content: bytes):
    make_person(collaboration=collaboration, given_name="Björn", family_name="Öberg")
    arguments = {"content": content, "file_name": "../Bjo\u0308rns\u202e folk\r\n.csv"}
    run = start_import(actor=coordinator, kind=PEOPLE, collaboration=collaboration, **arguments)
    assert [plan.outcome for plan in plan_people_rows(collaboration, rows_of(run))] == [RowOutcome.SAME]
    assert ImportRun.objects.get().file_name == "Björns folk .csv"


def test_an_agreement_file(collaboration, coordinator):
    load_register()
    quoted = {name: text.replace("\r", "\\r").replace("\n", "\\n") for name, text in (("line", PASTED), ("text", TEXT))}
    quoted = {
        name: "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
        for name, text in quoted.items()
    }
    content = (
        f'name: "{quoted["line"]}"\nperiod: {{from: 2027-01-01, to: 2030-12-31}}\n'
        "parties: {region: Region Västerbotten, municipalities: [Umea\u030a]}\n"
        f'clauses: [{{heading: "{quoted["line"]}", text: "{quoted["text"]}"}}]\n'
    )
    agreement = import_agreement(
        actor=coordinator,
        collaboration=collaboration,
        content=content.encode(),
        file_name="a.yaml",
        today=date(2026, 11, 22),
    )
    clause = agreement.clauses.get()
    assert (agreement.title, clause.heading, clause.text) == (KEPT, KEPT, KEPT_TEXT)


def test_a_search(client: Client, collaboration):
    make_person(collaboration=collaboration, given_name="Björn", family_name="Öberg")
    address = reverse("organisations:people", kwargs={"collaboration": collaboration.slug})
    page = client.get(address, {"query": "bjo\u0308rn\u200b\x00 o\u0308b"})
    assert "Björn Öberg" in page.content.decode()


def test_a_letter():
    queue_mail(to="a@example.se", subject=PASTED, body=TEXT, now=datetime(2026, 11, 22, tzinfo=UTC))
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.body) == (KEPT, KEPT_TEXT)


def test_the_name_of_a_file(client: Client, collaboration):
    address = reverse("organisations:imports", kwargs={"collaboration": collaboration.slug})
    upload = SimpleUploadedFile("Bjo\u0308rns\u202efolk.csv", "Namn;Ort\nBo Ek;Umeå\n".encode())
    client.post(address, {"file": upload})
    assert ImportRun.objects.get().file_name == "Björnsfolk.csv"
