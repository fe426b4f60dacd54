"""A citizen with a small phone and no JavaScript reads what has been agreed and who sits where."""

import gzip

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("demo")

LIGHTEST = 100_000


def test_a_citizen_reads_on_a_small_phone_without_javascript(page, axe):
    phone = page("/", width=320, javascript=False)

    phone.get_by_role("link", name="Samverkan i Västerbotten").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Samverkan i Västerbotten")

    phone.get_by_role("link", name="Samverkan för regional utveckling i Västerbotten").first.click()
    expect(phone.get_by_text("16 av 16 har antagit.").first).to_be_visible()
    fits(phone)

    phone.goto("/samverkan/vasterbotten/forum/")
    phone.get_by_role("link", name="Primärkommunala delegationen", exact=True).click()
    expect(phone.get_by_text("28 av 30 platser är fyllda. Två är vakanta.").first).to_be_visible()
    assert phone.get_by_role("button", name="Utse").count() == 0
    fits(phone)

    phone.goto("/sok/?q=socialchef")
    expect(phone.get_by_role("link", name="Socialchefsnätverket").first).to_be_visible()
    fits(phone)


def fits(phone: Page) -> None:
    """Nothing sticks out to the right."""
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_public_start_page_weighs_less_than_a_photograph(browser, live_server, demo):
    """Bytes over the wire the first time, as servers send them: compressed."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    opened = context.new_page()
    bodies: dict[str, int] = {}
    opened.on("response", lambda answer: bodies.__setitem__(answer.url, len(_compressed(answer.body()))))

    opened.goto(live_server.url + "/")
    opened.wait_for_load_state("networkidle")
    context.close()

    assert len(bodies) >= 3
    assert sum(bodies.values()) <= LIGHTEST


def _compressed(body: bytes) -> bytes:
    return min((body, gzip.compress(body)), key=len)
