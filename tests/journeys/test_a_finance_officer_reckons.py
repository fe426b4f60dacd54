"""The finance officer drafts next year's fees, tries a cap, keeps what is right, and has the list adopted."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from samhandling.agreements.models import Agreement
from samhandling.demo.selectors import player
from samhandling.finance.models import CostSplit, FeeList

pytestmark = pytest.mark.usefixtures("demo")
ROOM = "/samverkan/vasterbotten/ekonomi/"


def next_year() -> int:
    return timezone.localdate().year + 1


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_an_officer_drafts_next_years_fees_tries_a_cap_and_adopts_the_list(page, axe):
    agreement = Agreement.objects.get(collaboration__slug="vasterbotten", predecessor=None)
    officer = page(ROOM, user=player("finance"))
    draft(officer)
    look_at_a_derivation(officer)
    try_a_cap(officer)
    keep(officer)
    adopt(officer, agreement)
    take_the_annexes(officer)
    obstacles(page, axe, agreement)


def draft(officer: Page) -> None:
    officer.get_by_role("link", name="Avgifter", exact=True).click()
    officer.get_by_role("link", name="Räkna ut ett års avgifter").click()
    officer.get_by_label("Vilket års avgifter?").fill(str(next_year()))
    press(officer, "Räkna ut avgifterna")
    expect(officer.get_by_role("heading", name=f"Avgifter {next_year()}")).to_be_visible()
    expect(officer.get_by_role("main")).to_contain_text("2,9 % mer än året före. Ett utkast som ingen har granskat än.")
    assert FeeList.objects.get(year=next_year()).fees.count() == 15


def look_at_a_derivation(officer: Page) -> None:
    officer.get_by_role("link", name="Umeå", exact=True).click()
    expect(officer.get_by_text("Avgiften har räknats om just nu och blir densamma.")).to_be_visible()
    for words in ("1 623 000 kr", "3,4 %", "2,9 %"):
        expect(officer.get_by_role("main")).to_contain_text(words)


def try_a_cap(officer: Page) -> None:
    officer.get_by_role("link", name="Prova en fördelning", exact=True).click()
    officer.get_by_label("Hela kostnaden, i kronor").fill("1 000 000")
    officer.get_by_label("Högsta andel, i kronor", exact=True).fill("250 000")
    press(officer, "Räkna ut")
    expect(officer.get_by_role("main")).to_contain_text("2 parter betalar mindre: Umeå, Skellefteå.")
    expect(officer.get_by_role("main")).to_contain_text("13 parter betalar mer: Lycksele")
    umea = officer.get_by_role("row").filter(has_text="Umeå").last
    expect(umea).to_contain_text("484 808 kr")
    expect(umea).to_contain_text("−234 808 kr")
    assert CostSplit.objects.filter(agreement__collaboration__slug="vasterbotten").count() == 2


def keep(officer: Page) -> None:
    officer.get_by_role("link", name="Behåll som utkast").click()
    officer.get_by_label("Vad betalar man för?").fill("Gemensam statistik")
    press(officer, "Fördela och spara som utkast")
    officer.get_by_role("link", name="Gemensam statistik").click()
    expect(officer.get_by_role("main")).to_contain_text("fördelat på 15 parter. Ett utkast, ännu inte antaget.")
    kept = CostSplit.objects.get(title="Gemensam statistik")
    assert (kept.cap_ore, sum(share.amount_ore for share in kept.shares.all())) == (25_000_000, 100_000_000)


def adopt(officer: Page, agreement: Agreement) -> None:
    officer.goto(f"{ROOM}{agreement.pk}/avgifter/{next_year()}/")
    press(officer, "Markera som granskad")
    officer.get_by_role("link", name="Anta och lås").click()
    officer.locator("[name=adopted_on]").fill(timezone.localdate().isoformat())
    officer.get_by_label("Av vem?").fill("Regionala utvecklingsnämnden")
    officer.get_by_label("Paragraf").fill("§ 118")
    officer.get_by_label("Diarienummer").fill("RUN 2026-52")
    press(officer, "Anta och lås")
    expect(officer.get_by_text(f"Avgifterna för {next_year()} är antagna och låsta.")).to_be_visible()
    expect(officer.get_by_role("button", name="Kasta utkastet")).to_have_count(0)


def take_the_annexes(officer: Page) -> None:
    for name, begins in (("Bilagan som PDF", b"%PDF"), ("Bilagan som Word", b"PK"), ("Listan för Excel", b"PK")):
        with officer.expect_download() as waiting:
            officer.get_by_role("link", name=name).click()
        assert Path(waiting.value.path()).read_bytes().startswith(begins)
    officer.get_by_role("link", name="Dorotea", exact=True).click()
    with officer.expect_download() as waiting:
        officer.get_by_role("link", name="Kommunens bilaga som PDF").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def obstacles(page, axe, agreement: Agreement) -> None:
    """Every page of the room, wide and light, and narrow and dark."""
    split = CostSplit.objects.get(title="Gemensam statistik").pk
    project = agreement.projects.get()
    pages = [
        "",
        f"{agreement.pk}/avgifter/",
        f"{agreement.pk}/avgifter/basar/",
        f"{agreement.pk}/avgifter/ny/",
        f"{agreement.pk}/avgifter/{next_year()}/",
        f"{agreement.pk}/avgifter/{next_year()}/{agreement.parties.get(organisation__display_name='Umeå').pk}/",
        f"{agreement.pk}/prova/?total=1000&basis=manual",
        f"{agreement.pk}/delade-kostnader/",
        f"{agreement.pk}/delade-kostnader/{split}/",
        f"{agreement.pk}/delade-kostnader/{split}/andra/",
        "projekt/",
        f"projekt/{project.pk}/",
        f"projekt/{project.pk}/finansiarer/{project.funders.first().pk}/budget/",
        "index/",
        "befolkning/",
        f"parter/{agreement.parties.get(organisation__display_name='Umeå').organisation_id}/",
    ]
    for width, scheme in ((1280, "light"), (320, "dark")):
        officer = page(ROOM, user=player("finance"), width=width, scheme=scheme)
        for address in pages:
            officer.goto(f"{ROOM}{address}")
            assert (address, axe(officer)) == (address, [])
            assert officer.evaluate("document.documentElement.scrollWidth") <= width, address
