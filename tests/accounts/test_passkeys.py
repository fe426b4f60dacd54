"""The real ceremony: Chromium with an authenticator that is made of software but signs as one of metal does."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from samhandling.core.models import Event, OutgoingMail
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "en mening att minnas"


@pytest.fixture(autouse=True)
def no_earlier_attempts(transactional_db):
    cache.clear()


@pytest.fixture
def anna():
    return make_user(email="anna@example.se", name="Anna", password=PASSWORD)


def give_key(opened, *, is_verified=True):
    """A security key in the browser's machine. One that is not verified has neither PIN nor fingerprint."""
    session = opened.context.new_cdp_session(opened)
    session.send("WebAuthn.enable")
    response = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal" if is_verified else "usb",
                "hasResidentKey": is_verified,
                "hasUserVerification": is_verified,
                "isUserVerified": is_verified,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, response["authenticatorId"]


def add_key(opened, name, *, passwordless=True):
    opened.goto("/konto/losennycklar/ny/")
    if opened.get_by_label("Lösenord").count():
        opened.get_by_label("Lösenord").fill(PASSWORD)
        opened.get_by_role("button", name="Bekräfta").click()
    opened.get_by_label("Namn").fill(name)
    opened.get_by_label("Logga in med den utan lösenord").set_checked(passwordless)
    opened.get_by_role("button", name="Skapa lösennyckeln").click()
    opened.get_by_role("heading", name="Reservkoder", level=1).wait_for()


def log_out(opened):
    opened.goto("/konto/utloggning/")
    opened.get_by_role("main").get_by_role("button", name="Logga ut").click()


def begin_by_password(opened):
    opened.goto("/konto/inloggning/?next=/konto/")
    opened.get_by_label("E-postadress").fill("anna@example.se")
    opened.locator("#id_password").fill(PASSWORD)
    opened.get_by_role("button", name="Logga in", exact=True).click()


def test_a_passkey_is_made_logs_one_in_and_is_removed(page, anna, axe):
    opened = page("/konto/", user=anna)
    give_key(opened)
    add_key(opened, "Min telefon")
    assert [event.verb for event in Event.objects.all()] == ["user.passkey_added"]
    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["En lösennyckel har lagts till i ditt konto"]

    log_out(opened)
    opened.goto("/konto/inloggning/?next=/konto/inloggningar/")
    opened.get_by_role("button", name="Logga in med lösennyckel").click()
    opened.get_by_role("heading", name="Var du är inloggad", level=1).wait_for()

    opened.goto("/konto/")
    assert opened.get_by_text("Min telefon").is_visible()
    assert axe(opened) == []
    opened.get_by_role("link", name="Byt namn").click()
    opened.get_by_role("button", name="Använd en lösennyckel").or_(opened.get_by_label("Lösenord")).first.wait_for()
    opened.get_by_label("Lösenord").fill(PASSWORD)
    opened.get_by_role("button", name="Bekräfta").click()
    opened.get_by_label("Namn").fill("Gamla telefonen")
    opened.get_by_role("button", name="Spara").click()
    expect(opened.get_by_text("Gamla telefonen")).to_be_visible()
    opened.get_by_role("link", name="Ta bort", exact=True).click()
    opened.get_by_role("button", name="Ta bort lösennyckeln").click()
    assert opened.get_by_text("Lösennyckeln är borttagen.").is_visible()
    assert Authenticator.objects.count() == 0


def test_after_the_password_a_passkey_is_the_second_step_and_confirms_who_one_is(page, anna):
    opened = page("/konto/", user=anna)
    give_key(opened)
    add_key(opened, "Min telefon")
    log_out(opened)

    begin_by_password(opened)
    assert opened.get_by_role("heading", level=1).inner_text() == "Ett steg till"
    opened.get_by_role("button", name="Använd en lösennyckel").click()
    opened.get_by_role("heading", name="Mitt konto", level=1).wait_for()

    opened.goto("/konto/bekrafta/nyckel/?next=/konto/losennycklar/ny/")
    opened.get_by_role("button", name="Använd en lösennyckel").click()
    opened.get_by_role("heading", name="Lägg till en lösennyckel", level=1).wait_for()


def test_a_key_without_pin_is_a_second_step_only(page, anna):
    opened = page("/konto/", user=anna)
    give_key(opened, is_verified=False)
    add_key(opened, "Blå nyckel", passwordless=False)
    log_out(opened)
    opened.goto("/konto/inloggning/")
    opened.get_by_role("button", name="Logga in med lösennyckel").click()
    opened.get_by_text("Ingen lösennyckel användes").wait_for()

    begin_by_password(opened)
    opened.get_by_role("button", name="Använd en lösennyckel").click()
    opened.get_by_role("heading", name="Mitt konto", level=1).wait_for()


def test_without_a_passkey_on_the_device_one_is_told_so_and_can_choose_another_way(page, anna, axe):
    opened = page("/konto/inloggning/", width=320)
    session, authenticator = give_key(opened)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    opened.get_by_role("button", name="Logga in med lösennyckel").click()
    opened.get_by_text("Ingen lösennyckel användes").wait_for()
    assert axe(opened) == []
    begin_by_password(opened)
    assert opened.get_by_role("heading", name="Mitt konto", level=1).is_visible()


def test_a_removed_key_opens_nothing(page, anna):
    opened = page("/konto/", user=anna)
    give_key(opened)
    add_key(opened, "Min telefon")
    log_out(opened)
    Authenticator.objects.all().delete()
    opened.goto("/konto/inloggning/")
    opened.get_by_role("button", name="Logga in med lösennyckel").click()
    opened.get_by_text("Det stämde inte.").wait_for()
    opened.goto("/konto/")
    assert opened.get_by_role("heading", level=1).inner_text() == "Logga in"


NOTHING = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}'
FORGED = (
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {}, "response": '
    '{"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "%s"}}'
)


@pytest.mark.parametrize(
    "credential", ["", "null", "[]", "{}", "nonsens", NOTHING, FORGED % "MQ", FORGED % "enp6enp6enp6eg", "[" * 500]
)
def test_a_made_up_passkey_is_refused_alike_whoever_it_names(client, anna, credential):
    client.get("/konto/inloggning/nyckel/", headers={"Accept": "application/json"})
    answer = client.post("/konto/inloggning/nyckel/", {"credential": credential})
    assert answer.headers["Location"] == "/konto/inloggning/"
    assert "_auth_user_id" not in client.session


def test_who_asks_for_a_passkeys_question_learns_nothing_of_accounts(client, anna):
    payload = client.get("/konto/inloggning/nyckel/", headers={"Accept": "application/json"}).json()
    question = payload["request_options"]["publicKey"]
    assert (question["rpId"], question["allowCredentials"], question["userVerification"]) == (
        "localhost",
        [],
        "required",
    )
