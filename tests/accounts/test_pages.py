"""The pages in a real browser: nothing hinders anybody, also with errors shown, and no script is needed."""

import pytest
from django.core.cache import cache

from tests.factories.accounts import make_invitation, make_user

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "en mening att minnas"
LOOKS = [(320, "dark"), (1280, "light")]


@pytest.fixture(autouse=True)
def no_earlier_attempts(transactional_db):
    cache.clear()


def submit(page):
    page.locator("main button[type=submit]").first.click()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("address", ["/konto/inloggning/", "/konto/losenord/glomt/", "/konto/inbjudan/hemlig/"])
def test_a_strangers_form_hinders_nobody_empty_or_with_errors(page, axe, address, width, scheme):
    make_invitation()
    opened = page(address, width=width, scheme=scheme)
    assert (axe(opened), fits(opened)) == ([], True)
    submit(opened)
    assert opened.locator(".ds-validation-message").count() > 0
    assert (axe(opened), fits(opened)) == ([], True)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("address", ["/konto/", "/konto/losenord/", "/konto/utloggning/"])
def test_a_page_of_ones_own_hinders_nobody(page, axe, address, width, scheme):
    opened = page(address, width=width, scheme=scheme, user=make_user(password=PASSWORD))
    assert (axe(opened), fits(opened)) == ([], True)


@pytest.mark.parametrize(
    "address",
    ["/konto/inbjudan/gissad/", "/konto/losenord/glomt/skickat/", "/konto/losenord/bytt/", "/konto/stangt/"],
)
def test_a_page_that_only_tells_hinders_nobody(page, axe, address):
    opened = page(address, width=320)
    assert (axe(opened), fits(opened)) == ([], True)


def test_an_invited_person_joins_logs_out_and_logs_in_without_javascript(page):
    make_invitation(user=make_user(email="bo@example.se", name="Bo", is_active=False))
    opened = page("/konto/inbjudan/hemlig/", javascript=False)
    opened.get_by_label("Lösenord ", exact=False).first.fill(PASSWORD)
    opened.get_by_label("Lösenordet en gång till").fill(PASSWORD)
    opened.get_by_role("button", name="Gå med").click()
    assert opened.get_by_text("Välkommen, Bo. Du är inloggad.").is_visible()
    opened.locator(".tools summary").last.click()
    opened.get_by_role("button", name="Logga ut").click()
    opened.goto("/konto/inloggning/")
    opened.get_by_label("E-postadress").fill("Bo@Example.se")
    opened.get_by_label("Lösenord").fill(PASSWORD)
    opened.keyboard.press("Enter")
    opened.locator(".tools summary", has_text="Bo").click()
    opened.get_by_role("link", name="Mitt konto").click()
    assert opened.get_by_role("heading", level=1).inner_text() == "Mitt konto"
