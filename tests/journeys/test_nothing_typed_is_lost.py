"""What somebody writes survives an expired log-in, a lost connection and a closed page."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from samhandling.accounts.models import Session
from samhandling.agreements.models import Agreement, Comment
from samhandling.core.models import KeptForm
from samhandling.demo.selectors import player

pytestmark = pytest.mark.usefixtures("demo")

TEXT = "Vindeln vill ha sex veckors beredning."
PASSWORD = "kaffe och en bulle till"


@pytest.fixture
def director():
    user = get_user_model().objects.get(pk=player("director").pk)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def address() -> str:
    renewal = Agreement.objects.get(predecessor__isnull=False)
    return f"/samverkan/vasterbotten/overenskommelser/{renewal.pk}/synpunkter/ny/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def log_in(page: Page, user) -> None:
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Logga in")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_text_survives_a_log_in_that_ran_out(page, axe, director, address, javascript):
    form = page(address, user=director, javascript=javascript)
    form.get_by_label("Vad vill du säga?").fill(TEXT)
    Session.objects.all().delete()
    press(form, "Skicka")
    expect(form.get_by_text("Det du skrev är sparat.")).to_be_visible()
    log_in(form, director)
    expect(form.get_by_text("Det du skrev finns kvar. Skicka när du är klar.")).to_be_visible()
    expect(form.get_by_label("Vad vill du säga?")).to_have_value(TEXT)
    assert not javascript or axe(form) == []
    press(form, "Skicka")
    expect(form.get_by_text(TEXT)).to_be_visible()
    assert (Comment.objects.filter(text=TEXT).count(), KeptForm.objects.count()) == (1, 0)


def test_a_text_survives_a_lost_connection_and_is_sent_once(page, director, address):
    form = page(address, user=director)
    form.get_by_label("Vad vill du säga?").fill(TEXT)
    form.context.set_offline(True)
    press(form, "Skicka")
    expect(form.get_by_text("Ingen anslutning. Inget är skickat")).to_be_visible()
    form.context.set_offline(False)
    expect(form.get_by_label("Vad vill du säga?")).to_have_value(TEXT)
    form.get_by_role("button", name="Skicka", exact=True).dblclick()
    expect(form.locator("main").get_by_text(TEXT)).to_be_visible()
    assert Comment.objects.filter(text=TEXT).count() == 1


def test_a_long_text_saves_itself_and_is_offered_the_next_time(page, axe, director, address):
    form = page(address, user=director)
    form.get_by_label("Vad vill du säga?").press_sequentially(TEXT)
    expect(form.get_by_text("Sparat ")).to_be_visible(timeout=8000)
    form.goto(address)
    expect(form.get_by_label("Vad vill du säga?")).to_have_value("")
    assert axe(form) == []
    form.get_by_role("link", name="Fortsätt").click()
    expect(form.get_by_label("Vad vill du säga?")).to_have_value(TEXT)
    press(form, "Kasta utkastet")
    expect(form.get_by_label("Vad vill du säga?")).to_have_value("")
    assert KeptForm.objects.count() == 0
