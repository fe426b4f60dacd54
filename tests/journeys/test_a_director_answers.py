"""A municipal director says what the municipality thinks of the next term, and then that its council has ratified."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Comment, Ratification
from samhandling.core.models import Event
from samhandling.demo.selectors import player

pytestmark = pytest.mark.usefixtures("demo")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_director_comments_on_the_renewal_and_ratifies_it(page, axe):
    renewal = Agreement.objects.get(predecessor__isnull=False)
    director = page("/hem/", user=player("director"))
    comment(director, renewal)
    finish(director, renewal)
    propose(page, renewal)
    ratify(director, renewal)

    assert axe(director) == []


def comment(director: Page, renewal: Agreement) -> None:
    director.get_by_role("link", name=renewal.title).first.click()
    director.get_by_role("link", name="Synpunkter", exact=True).click()
    director.get_by_role("link", name="Lämna synpunkt på helheten").click()
    director.get_by_label("Vad vill du säga?").fill("Vindeln vill ha sex veckors beredning.")
    press(director, "Skicka")
    expect(director.get_by_text("Vindeln vill ha sex veckors beredning.")).to_be_visible()
    assert Comment.objects.filter(party__organisation__display_name="Vindeln").values_list("text", flat=True).get() == (
        "Vindeln vill ha sex veckors beredning."
    )


def finish(director: Page, renewal: Agreement) -> None:
    """That was all: the home page asks for nothing more of the draft."""
    press(director, "Vindeln har inga fler synpunkter")
    expect(director.get_by_role("button", name="Ta tillbaka")).to_be_visible()
    assert renewal.parties.get(organisation__display_name="Vindeln").comments_done_on == timezone.localdate()


def propose(page, renewal: Agreement) -> None:
    """The coordinator sets a known gap aside, sends with the others, and says why; the director could not have."""
    coordinator = page(f"/samverkan/vasterbotten/overenskommelser/{renewal.pk}/luckor/", user=player("coordinator"))
    coordinator.get_by_role("link", name="Sätt åsido").first.click()
    coordinator.get_by_label("Egna ord").fill("Beslutas i juni.")
    press(coordinator, "Sätt åsido")
    expect(coordinator.get_by_text("Känd, åtgärdas i nästa överenskommelse. Beslutas i juni.")).to_be_visible()
    coordinator.goto(f"/samverkan/vasterbotten/overenskommelser/{renewal.pk}/")
    coordinator.get_by_role("link", name="Skicka för antagande").click()
    expect(coordinator.get_by_role("link", name="1 lucka är åsidosatt")).to_be_visible()
    coordinator.get_by_label("Jag skickar ändå").check()
    coordinator.get_by_label("Varför kan den skickas som den är?").fill("Resten rör verksamhetsplanerna.")
    press(coordinator, "Skicka för antagande")
    expect(coordinator.get_by_text("Jag skickar ändå")).to_have_count(0)
    renewal.refresh_from_db()
    assert renewal.status == Status.PROPOSED


def ratify(director: Page, renewal: Agreement) -> None:
    director.goto("/hem/")
    director.get_by_role("link", name=f"Anta {renewal.title} för Vindeln").first.click()
    director.locator("[name=result][value=ratified]").check()
    director.locator("[name=body]").fill("Kommunfullmäktige")
    director.locator("[name=decided_on]").fill(timezone.localdate().isoformat())
    director.get_by_label("Vilken paragraf i protokollet?").fill("§ 101")
    director.get_by_label("Diarienummer").fill("KS 2026-311")
    director.locator("main form button[type=submit]").last.click()
    expect(director.get_by_text("1 av 16").first).to_be_visible()
    decision = Ratification.objects.get(party__agreement=renewal)
    assert (decision.section, decision.party.organisation.display_name) == ("§ 101", "Vindeln")
    assert Event.objects.filter(verb="ratification.recorded", on_behalf_of="Vindeln").count() == 1
