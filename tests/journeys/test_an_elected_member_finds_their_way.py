"""An elected member with a small phone, who opens this four times a year: seat, term, papers and contact."""

import pytest
from playwright.sync_api import Page, expect

from samhandling.demo.selectors import player

pytestmark = pytest.mark.usefixtures("demo")


def test_seat_term_papers_and_contact_are_at_most_three_taps_away(page):
    phone = page("/hem/", user=player("elected"), width=320)
    taps = 0

    expect(phone.get_by_role("heading", level=1)).to_have_text("Samverkan i Västerbotten")
    expect(phone.locator(".state")).to_contain_text("Du sitter i två forum till 31 december")
    places = phone.locator("#platser")
    expect(places).to_contain_text("Ledamot för Norsjö")
    expect(places.get_by_role("link", name="maria.sandstrom@example.se").first).to_be_visible()
    fits(phone)

    phone.locator("#handlingar").get_by_role("link", name="Alla handlingar").click()
    taps += 1
    expect(phone.get_by_role("heading", level=1)).to_have_text("Forumens handlingar")
    expect(phone.get_by_role("link", name="Exempel: Underlag till arbetsutskottet")).to_be_visible()
    fits(phone)
    assert taps <= 3

    phone.goto("/hem/")
    phone.get_by_role("button", name="Öppna dina forums handlingar").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Forumens handlingar")
    phone.goto("/hem/")
    expect(phone.locator("#kom-igang")).to_contain_text("1 av 4 är klara.")
    phone.get_by_role("button", name="Lägg undan listan").click()
    expect(phone.get_by_text("Listan är undanlagd.")).to_be_visible()
    assert phone.locator("#kom-igang").count() == 0


def test_the_director_sees_all_of_the_municipality_on_one_page(page):
    phone = page("/hem/", user=player("director"), width=320)

    phone.locator("#var-kommun").get_by_role("link", name="Vindeln").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Vindeln")
    for part in ("Svar och beslut", "Platser", "Vad vi betalar", "Personer", "Delat med oss"):
        expect(phone.get_by_role("heading", level=2, name=part)).to_be_visible()
    fits(phone)


def fits(phone: Page) -> None:
    """Nothing sticks out to the right."""
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
