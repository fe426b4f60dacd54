"""A coordinator's first day: an agreement file, a spreadsheet of people, invitations, gaps, and out to the public."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Page, expect

from samhandling.agreements.models import Agreement
from samhandling.forums.models import Appointment
from samhandling.organisations.models import Collaboration

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "En mening som bara jag vet"
FILE = """
language: sv
name: Samverkan i Norrbotten
period: {from: 2027-01-01, to: 2030-12-31}
parties:
  region: Region Norrbotten
  municipalities: [Boden, Luleå, Piteå]
aims: [Hålla ihop länet]
strategy:
  areas:
    - {key: skills, sv: Kompetensförsörjning, topics: [utbildning]}
forums:
  - {key: NR, kind: delegation, level: elected, name: Norrbottens råd, seats: 3, composition: 1 från varje kommun}
  - {key: NAU, kind: committee, level: elected, name: Rådets arbetsutskott, parent: NR, seats: null}
follow_up: {length_years: 4, relevance_reviews: [2028]}
"""
PEOPLE = (
    "Forum;Part;Förnamn;Efternamn;E-post;Från;Till\r\n"
    "NR;Boden;Åsa;Öberg;asa@example.se;2027-01-01;2030-12-31\r\n"
    "NR;Luleå;Örjan;Ek;orjan@example.se;1/1 2027;31 december 2030\r\n"
)


def secret_link(body: str) -> str:
    found = re.search(r"https?://[^/]+(/konto/inbjudan/\S+)", body)
    assert found, body
    return found[1]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def first_letter(transactional_db: None) -> str:
    """Whoever runs the installation begins the collaboration; the letter goes to its first coordinator."""
    call_command("setup", verbosity=0)
    call_command(
        "create_collaboration",
        name="Samverkan i Norrbotten",
        slug="norrbotten",
        county_code="25",
        coordinator_email="samordnare@example.se",
        coordinator_name="Eva Lind",
        verbosity=0,
    )
    call_command("tick", verbosity=0)
    return secret_link(mail.outbox[-1].body)


def test_a_new_region_is_up_and_public_the_same_day(page, axe, first_letter: str, tmp_path: Path):
    opened = page(first_letter)
    accept(opened)
    read_agreement_in(opened, tmp_path)
    fill_seats(opened, tmp_path)
    invite(opened)
    see_gaps(opened)
    publish(opened)
    assert axe(opened) == []

    citizen = page("/samverkan/norrbotten/", width=320, javascript=False)
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Samverkan i Norrbotten")


def accept(opened: Page) -> None:
    opened.get_by_label("Lösenord", exact=False).first.fill(PASSWORD)
    opened.get_by_label("Lösenordet en gång till").fill(PASSWORD)
    opened.locator("main form button[type=submit]").click()
    expect(opened.get_by_role("main").get_by_text("Eva Lind").first).to_be_visible()


def read_agreement_in(opened: Page, folder: Path) -> None:
    file = folder / "norrbotten.yaml"
    opened.goto("/samverkan/norrbotten/overenskommelser/")
    opened.get_by_role("link", name="Läs in från en fil").first.click()

    file.write_text(FILE.replace("Piteå", "Pitea"), encoding="utf-8")
    opened.get_by_label("Fil med överenskommelsen").set_input_files(file)
    press(opened, "Kontrollera filen")
    expect(opened.get_by_text("Piteå").first).to_be_visible()
    assert Agreement.objects.count() == 0

    file.write_text(FILE, encoding="utf-8")
    opened.get_by_label("Fil med överenskommelsen").set_input_files(file)
    press(opened, "Kontrollera filen")
    press(opened, "Läs in")
    expect(opened.get_by_role("heading", level=1)).to_have_text("Samverkan i Norrbotten")
    assert Agreement.objects.values_list("title", "starts_on").get() == ("Samverkan i Norrbotten", date(2027, 1, 1))


def fill_seats(opened: Page, folder: Path) -> None:
    file = folder / "platser.csv"
    file.write_bytes(PEOPLE.encode("latin-1"))
    opened.goto("/samverkan/norrbotten/forum/import/")
    opened.get_by_label("Vilken fil?").set_input_files(file)
    press(opened, "Visa vad som skulle hända")
    press(opened, "Genomför importen")
    names = Appointment.objects.order_by("seat__number").values_list("person__family_name", flat=True)
    assert list(names) == ["Öberg", "Ek"]


def invite(opened: Page) -> None:
    opened.goto("/samverkan/norrbotten/installningar/atkomst/bjud-in/")
    opened.get_by_label("E-postadress").fill("direktor@example.se")
    opened.get_by_label("Namn").fill("Anna Ström")
    opened.get_by_label("Vilken part svarar personen för?").press_sequentially("lul")
    expect(opened.locator("[role=option]")).to_have_count(1)
    opened.get_by_role("option", name="Luleå").click()
    opened.locator("main form button[type=submit]").last.click()
    expect(opened.get_by_text("Svarar för Luleå")).to_be_visible()
    call_command("tick", verbosity=0)
    assert [letter.to for letter in mail.outbox[-1:]] == [["direktor@example.se"]]


def see_gaps(opened: Page) -> None:
    opened.goto("/samverkan/norrbotten/overenskommelser/")
    opened.locator("main").get_by_role("link", name="Samverkan i Norrbotten").click()
    opened.get_by_role("link", name="Luckor", exact=True).click()
    expect(opened.get_by_text("Rådets arbetsutskott").first).to_be_visible()


def publish(opened: Page) -> None:
    opened.goto("/samverkan/norrbotten/installningar/")
    opened.get_by_label("Vad handlar den om?").fill("Länets kommuner och regionen tillsammans.")
    opened.get_by_label("Vilken e-postadress skriver man till?").fill("samverkan@example.se")
    press(opened, "Spara")
    press(opened, "Publicera")
    expect(opened.locator("summary", has_text="Avpublicera")).to_be_visible()
    assert Collaboration.objects.get(slug="norrbotten").is_public
