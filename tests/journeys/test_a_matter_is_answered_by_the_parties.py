"""A strategist raises a question, the delegation recommends, and a director answers on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from samhandling.demo.selectors import player
from samhandling.matters.models import Matter, Recommendation

pytestmark = pytest.mark.usefixtures("demo")
TITLE = "Bussar till gymnasiet"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_question_becomes_a_recommendation_that_a_party_answers(page, axe):
    strategist = page("/samverkan/vasterbotten/arenden/", user=player("coordinator"))
    raise_it(strategist)
    # Who answers for the region lets it out: here the strategist’s own matter is shared by its chief.
    share_it(page)
    plan_and_record(strategist)
    assert axe(strategist) == []
    issue(strategist)
    answer_on_a_phone(page, axe)

    citizen = page("/samverkan/vasterbotten/rekommendationer/")
    expect(citizen.get_by_text(TITLE)).to_have_count(0)
    strategist.goto("/samverkan/vasterbotten/rekommendationer/")
    expect(strategist.get_by_role("link", name="Vindeln: avböjd")).to_have_count(1)
    assert axe(strategist) == []


def raise_it(strategist: Page) -> None:
    strategist.get_by_role("link", name="Lyft ett ärende").click()
    strategist.get_by_label("Vad heter ärendet?").fill(TITLE)
    strategist.get_by_label("Vilken fråga ska besvaras?").fill("Hur kommer alla till gymnasiet i tid?")
    press(strategist, "Spara utkastet")
    expect(strategist.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(strategist.get_by_text("Lös tråd").first).to_be_visible()


def share_it(page) -> None:
    matter = Matter.objects.get(title=TITLE)
    chief = matter.raised_by.access.filter(collaboration=matter.collaboration).first().user
    speaker = page(f"/samverkan/vasterbotten/arenden/{matter.pk}/", user=chief)
    speaker.get_by_role("link", name="Dela …").click()
    speaker.get_by_label("Primärkommunala delegationen", exact=True).check()
    speaker.get_by_label("Jag förstår att det nu blir en allmän handling").check()
    press(speaker, "Dela ärendet")
    expect(speaker.get_by_text("Ärendet har delats.")).to_be_visible()


def plan_and_record(strategist: Page) -> None:
    strategist.goto(f"/samverkan/vasterbotten/arenden/{Matter.objects.get(title=TITLE).pk}/")
    strategist.get_by_role("link", name="Planera nästa steg").click()
    strategist.get_by_label("Vilket steg?").select_option("position")
    strategist.get_by_label("I vilket forum?").select_option(label="Primärkommunala delegationen (PKD)")
    strategist.get_by_label("Senast vilken dag?").fill(timezone.localdate().isoformat())
    press(strategist, "Lägg till steget")
    strategist.get_by_role("link", name="Registrera vad det blev").click()
    expect(strategist.get_by_label("beslut", exact=True)).to_have_count(0)  # a delegation does not decide
    strategist.get_by_label("rekommendation till parterna", exact=True).check()
    strategist.get_by_label("Vad sades?").fill("Att samordna tidtabellerna.")
    press(strategist, "Spara")
    expect(strategist.get_by_role("link", name="Skicka till parterna")).to_be_visible()


def issue(strategist: Page) -> None:
    strategist.get_by_role("link", name="Skicka till parterna").click()
    strategist.get_by_label("När ska parterna senast svara?").fill(
        (timezone.localdate() + timedelta(days=60)).isoformat()
    )
    press(strategist, "Skicka till alla parter")
    expect(strategist.get_by_text("0 av 16 har svarat.")).to_be_visible()
    assert Recommendation.objects.get(title=TITLE).answers.count() == 16


def answer_on_a_phone(page, axe) -> None:
    director = page("/hem/", user=player("director"), width=320)
    director.get_by_role("link", name=f"Svara på ”{TITLE}” för Vindeln").first.click()
    assert axe(director) == []
    director.get_by_label("avböjd", exact=True).check()
    director.get_by_label("Vilket organ beslutade?").fill("Kommunfullmäktige")
    director.get_by_label("När?").fill(timezone.localdate().isoformat())
    press(director, "Spara svaret")
    expect(director.get_by_text("Skriv varför parten avböjer.").first).to_be_visible()
    director.get_by_label("Varför, eller med vilken ändring?").fill("Vindeln kör redan egna turer.")
    press(director, "Spara svaret")
    expect(director.get_by_text("Svaret från Vindeln har sparats.")).to_be_visible()
    expect(director.get_by_text("Vindeln kör redan egna turer.")).to_be_visible()
