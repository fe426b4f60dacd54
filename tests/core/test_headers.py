"""Every answer tells the browser what it may not do."""

import os
import subprocess
import sys

import pytest

from samhandling.core.logs import RequestNumber
from tests.factories.accounts import make_user

PRINT_SETTINGS = (
    "from samhandling.config import settings as s;"
    "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT,"
    "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.DEBUG)"
)


@pytest.mark.django_db
def test_a_page_forbids_what_it_does_not_need(client):
    headers = client.get("/konto/inloggning/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    )


@pytest.mark.django_db
def test_a_page_runs_only_our_own_scripts_and_lies_in_nobodys_frame(client):
    policy = client.get("/konto/inloggning/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'self'"
    assert directives["object-src"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert "unsafe" not in policy


def test_in_production_everything_goes_encrypted_for_a_year():
    environment = {
        **os.environ,
        "SAMHANDLING_MODE": "production",
        "SAMHANDLING_SECRET_KEY": "x" * 50,
        "SAMHANDLING_HOSTS": "samverkan.example.se",
        "SAMHANDLING_URL": "https://samverkan.example.se",
        "SAMHANDLING_OPERATOR": "Region Exempel",
        "SAMHANDLING_OPERATOR_EMAIL": "region@example.se",
    }
    done = subprocess.run(
        [sys.executable, "-c", PRINT_SETTINGS], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["31536000", "True", "True", "True", "True", "True", "False"]


@pytest.mark.parametrize(("trusts_proxy", "counted"), [("true", "1"), ("false", "0"), (None, "0")])
def test_a_proxys_word_on_where_somebody_comes_from_counts_only_when_there_is_one(trusts_proxy, counted):
    environment = {name: value for name, value in os.environ.items() if name != "SAMHANDLING_BEHIND_PROXY"}
    environment |= {"SAMHANDLING_BEHIND_PROXY": trusts_proxy} if trusts_proxy else {}
    command = "from samhandling.config import settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    printed = subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, text=True, check=True
    )
    assert printed.stdout.split() == [counted]


def test_an_answer_bears_the_number_that_its_log_lines_bear(client, caplog):
    caplog.handler.addFilter(RequestNumber())
    with caplog.at_level("INFO", logger="samhandling.requests"):
        number = client.get("/healthz").headers["X-Request-ID"]
    assert [record.__dict__["request_id"] for record in caplog.records] == [number]
    assert len(number) == 32


@pytest.mark.parametrize(("given", "is_kept"), [("a1b2c3d4-e5", True), ("kort", False), ('"} {"level', False)])
def test_a_number_from_the_proxy_is_kept_when_it_is_one(client, given, is_kept):
    assert (client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given) is is_kept


def test_what_is_seen_logged_in_is_kept_by_no_cache(db, client):
    client.force_login(make_user())
    assert client.get("/konto/").headers["Cache-Control"] == "private, no-store"
