"""The same work with the keyboard alone, and one always sees where one is."""

import pytest
from playwright.sync_api import Page, expect

from samhandling.agreements.models import Agreement, Comment
from samhandling.demo.selectors import player

pytestmark = pytest.mark.usefixtures("demo")

MOST_STEPS = 80
# What has focus: its words, and whether a ring can be seen around it.
FOCUSED = """() => {
    const focused = document.activeElement;
    const label = focused.labels && focused.labels[0] ? focused.labels[0].innerText : focused.innerText;
    const ring = getComputedStyle(focused);
    const seen = ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) > 0 || ring.boxShadow !== "none";
    return [(label || "").trim().split("\\n")[0], seen];
}"""


def tab_to(opened: Page, words: str) -> None:
    """Step through the page until something with these words has focus. Every step on the way must be seen."""
    unseen = []
    for _step in range(MOST_STEPS):
        opened.keyboard.press("Tab")
        text, is_seen = opened.evaluate(FOCUSED)
        if not is_seen:
            unseen.append(text)
        if text.startswith(words):
            assert unseen == []
            return
    pytest.fail(f"{words!r} is not reached in {MOST_STEPS} steps")


def test_a_director_goes_from_home_to_a_comment_without_a_mouse(page):
    renewal = Agreement.objects.get(predecessor__isnull=False)
    opened = page("/hem/", user=player("director"))

    tab_to(opened, "Hoppa till innehållet")
    opened.keyboard.press("Enter")
    tab_to(opened, renewal.title)
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"**/overenskommelser/{renewal.pk}/**")
    tab_to(opened, "Synpunkter")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/synpunkter/")
    tab_to(opened, "Lämna synpunkt på helheten")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/synpunkter/ny/")
    tab_to(opened, "Vad vill du säga?")
    opened.keyboard.type("Skrivet utan mus.")
    tab_to(opened, "Skicka")
    opened.keyboard.press("Enter")

    expect(opened.get_by_text("Skrivet utan mus.")).to_be_visible()
    assert Comment.objects.filter(agreement=renewal, text="Skrivet utan mus.").count() == 1


def test_an_error_takes_the_keyboard_to_the_field(page):
    """What was wrong is told first, and each line of it leads to its field."""
    renewal = Agreement.objects.get(predecessor__isnull=False)
    opened = page(
        f"/samverkan/vasterbotten/overenskommelser/{renewal.pk}/synpunkter/ny/",
        user=player("director"),
    )
    opened.locator("main form").evaluate("form => { form.noValidate = true; }")
    tab_to(opened, "Skicka")
    with opened.expect_navigation():
        opened.keyboard.press("Enter")

    opened.wait_for_function("document.activeElement.matches('.ds-error-summary, .ds-error-summary *')")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")

    assert opened.evaluate("document.activeElement.name") == "text"
