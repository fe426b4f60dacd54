"""A session that somebody else planted is worth nothing after log-in, whichever way one logs in."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from samhandling.accounts.models import ApiToken, Session
from tests.accounts.test_passkeys import PASSWORD as PASSKEY_PASSWORD
from tests.accounts.test_passkeys import add_key, give_key, log_out
from tests.factories.accounts import make_invitation, make_user
from tests.processes import PROJECT

PASSWORD = "en mening att minnas"
LOG_IN = reverse("account_login")


def planted(client: Client) -> str:
    """A session of the attacker's making, which the server knows, in the victim's browser."""
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return str(session.session_key)


def is_worthless(key: str) -> bool:
    """Whoever brings the key is a stranger, and its row is gone."""
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = key
    return attacker.get("/konto/").status_code == 302 and not Session.objects.filter(pk=key).exists()


def is_logged_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def by_password(client: Client) -> None:
    make_user(email="anna@example.se", password=PASSWORD)
    client.post(LOG_IN, {"login": "anna@example.se", "password": PASSWORD})


def by_invitation(client: Client) -> None:
    make_invitation(user=make_user(email="ny@example.se", is_active=False), secret="hemlig")
    fields = {"name": "Anna", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("accounts:invitation", args=["hemlig"]), fields)


@pytest.mark.django_db
@pytest.mark.parametrize("way", [by_password, by_invitation])
def test_a_planted_session_does_not_become_a_log_in(way):
    client = Client()
    key = planted(client)
    assert Session.objects.filter(pk=key).exists()  # the server knew it: it could have been kept
    way(client)
    assert (is_logged_in(client), is_worthless(key)) == (True, True)


@pytest.mark.django_db
def test_a_planted_session_does_not_become_a_log_in_by_an_organisation(trust, openid_provider):
    trust()
    make_user(email="anna@nordvik.se")
    client = Client()
    key = planted(client)
    question = client.post("/konto/oidc/nordvik/").headers["Location"]
    sub = openid_provider.person("anna-1", email="anna@nordvik.se", email_verified=True)
    client.get(openid_provider.approve(question, sub))
    assert (is_logged_in(client), is_worthless(key)) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_a_planted_session_does_not_become_a_log_in_by_passkey(page):
    make_user(email="anna@example.se", name="Anna", password=PASSKEY_PASSWORD)
    opened = page(LOG_IN)
    give_key(opened)
    opened.get_by_label("E-postadress").fill("anna@example.se")
    opened.locator("#id_password").fill(PASSKEY_PASSWORD)
    opened.get_by_role("button", name="Logga in", exact=True).click()
    add_key(opened, "Nyckeln")
    log_out(opened)
    key = planted(Client())
    opened.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": opened.url}])
    opened.goto(LOG_IN)
    opened.get_by_role("button", name="Logga in med lösennyckel").click()
    opened.wait_for_url("**/hem/")
    assert is_worthless(key)


@pytest.mark.django_db
def test_a_made_up_key_is_not_taken_over_by_the_server():
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    by_password(client)
    assert (is_logged_in(client), Session.objects.filter(pk="a" * 32).exists()) == (True, False)


@pytest.mark.django_db
def test_who_logs_out_leaves_nothing_behind_that_opens():
    client = Client()
    by_password(client)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_worthless(key) is False
    client.post(reverse("account_logout"))
    assert is_worthless(key)


@pytest.mark.django_db
def test_another_person_who_logs_in_on_the_same_device_finds_nothing_of_the_first():
    client = Client()
    by_password(client)
    key = planted(client)
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    make_invitation(user=make_user(email="bo@example.se", is_active=False), secret="bos")
    fields = {"name": "Bo", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("accounts:invitation", args=["bos"]), fields)
    assert "planted" not in client.session


@pytest.mark.django_db
def test_a_borrowed_session_makes_no_token_before_one_has_confirmed_who_one_is():
    user = make_user(email="anna@example.se", password=PASSWORD)
    client = Client()
    client.force_login(user)  # a session whose owner showed a password long ago
    new, sent = reverse("accounts:token_create"), {"name": "Program", "scopes": ["forums:read"], "days": "365"}
    led = client.post(new, sent)
    assert led.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert ApiToken.objects.count() == 0
    wrong = client.post(led.headers["Location"], {"password": f"{PASSWORD}!"})
    assert (wrong.status_code, ApiToken.objects.count()) == (200, 0)
    done = client.post(led.headers["Location"], {"password": PASSWORD})
    # What was written in the form is not lost meanwhile.
    assert (done.status_code, ApiToken.objects.get().name) == (200, "Program")


STRICT = """
import django; django.setup()
from django.conf import settings as s
from django.core.management import call_command
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)
print(s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY)
print(s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DEBUG, s.USE_X_FORWARDED_HOST)
call_command("check", deploy=True, fail_level="WARNING", tags=["security"])
"""


def test_in_production_cookies_are_for_this_host_over_tls_and_django_finds_nothing_to_warn_of(tmp_path):
    environment = {
        "DJANGO_SETTINGS_MODULE": "samhandling.config.settings",
        "SAMHANDLING_MODE": "production",
        "SAMHANDLING_VAR": str(tmp_path),
        "SAMHANDLING_SECRET_KEY": "".join(chr(33 + n) for n in range(80)),
        "SAMHANDLING_HOSTS": "samverkan.example.se",
        "SAMHANDLING_URL": "https://samverkan.example.se",
        "SAMHANDLING_OPERATOR": "Region Norr",
        "SAMHANDLING_OPERATOR_EMAIL": "drift@example.se",
    }
    done = subprocess.run(
        [sys.executable, "-c", STRICT],
        env=os.environ | environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[:3] == [
        "__Host-session True True Lax",
        "/ None __Host-csrf True True",
        "True 31536000 False False",
    ]
    assert (done.returncode, "WARNINGS" in done.stderr) == (0, False), done.stderr
