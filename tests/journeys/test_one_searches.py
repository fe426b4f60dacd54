"""Somebody looks for a word without knowing in which room it lies, by keyboard alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("demo")


def test_a_topic_is_found_as_one_types_and_opened_by_enter(page, axe):
    opened = page("/samverkan/vasterbotten/", width=1280)
    opened.keyboard.press("Control+k")
    opened.keyboard.type("gymnasie")
    first = opened.locator("#search-found [role=option]").first
    expect(first).to_contain_text("Region rik på kompetenser")
    assert axe(opened) == []

    opened.keyboard.press("ArrowDown")
    assert opened.locator("#search-words").get_attribute("aria-activedescendant") == first.get_attribute("id")
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("heading", level=3, name="Region rik på kompetenser")).to_be_visible()


def test_the_same_is_found_on_a_page_without_javascript(page):
    phone = page("/samverkan/vasterbotten/", width=320, javascript=False)
    phone.get_by_role("link", name="Sök").first.click()
    phone.locator("main").get_by_label("Vad letar du efter?").fill("gymnasie")
    phone.locator("main").get_by_role("button", name="Sök").click()
    expect(phone.get_by_role("link", name="Region rik på kompetenser").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
