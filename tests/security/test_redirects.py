"""No address of the site sends anybody to another site, whatever it is asked to do."""

from urllib.parse import urlencode, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.journeys.test_nothing_breaks import undone, walked

PASSWORD = "en mening att minnas"
ELSEWHERE = [
    "https://ond.example/",
    "//ond.example/",
    "///ond.example/",
    "/\\ond.example/",
    "\\\\ond.example",
    "https:ond.example",
    "http:///ond.example/",
    "https://testserver@ond.example/",
    "https://testserver.ond.example/",
    "\thttps://ond.example/",
    "/\t/ond.example/",
    "javascript:alert(1)",
    "data:text/html,x",
]
# The names that Django, allauth and others read such an address from.
NAMES = ("next", "redirect", "redirect_to", "return_to", "continue", "url", "RelayState", "back")


def leads_away(answer) -> bool:
    place = answer.headers.get("Location", "")
    parts = urlsplit(place)
    # Browsers read a backslash as a slash, and pass over tabs.
    seen = place.replace("\\", "/").replace("\t", "").strip()
    return (
        bool(parts.netloc and parts.netloc != "testserver")
        or seen.startswith("//")
        or parts.scheme
        in {
            "javascript",
            "data",
        }
    )


def anna():
    return make_user(email="anna@example.se", name="Anna", password=PASSWORD)


def log_in(client, **more):
    return client.post(reverse("account_login"), {"login": "anna@example.se", "password": PASSWORD, **more})


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_way_in_or_out_leads_to_another_site(elsewhere, trust, openid_provider):
    anna()
    client = Client()
    answers = [log_in(client, next=elsewhere)]
    answers += [client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": elsewhere})]
    answers += [client.post(reverse("accounts:language"), {"language": "en", "next": elsewhere})]
    answers += [client.get(reverse("account_login"), {"next": elsewhere})]
    answers += [client.post(f"{reverse('account_logout')}?{urlencode({'next': elsewhere})}", {"next": elsewhere})]

    trust()
    make_user(email="bo@nordvik.se")
    sub = openid_provider.person("bo-1", email="bo@nordvik.se", email_verified=True)
    begun = client.post(reverse("account_organisation"), {"email": "bo@nordvik.se", "next": elsewhere})
    answers += [client.get(openid_provider.approve(begun.headers["Location"], sub))]

    assert [answer.headers.get("Location") for answer in answers if answer.status_code != 302] == []
    assert [answer.headers["Location"] for answer in answers if leads_away(answer)] == []


def test_after_the_second_step_one_comes_back_to_ones_own_page_only():
    user = anna()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    for elsewhere, wanted in (("https://ond.example/", reverse("portal:home")), ("/konto/", "/konto/")):
        client = Client()
        log_in(client, next=elsewhere)
        # The code of this half minute or the next, since one works but once.
        codes = [format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", at)) for at in yield_hotp_counters_from_time()]
        answers = [client.post(reverse("mfa_authenticate"), {"code": code}) for code in codes]
        assert next(answer.headers["Location"] for answer in answers if answer.status_code == 302) == wanted


def test_no_address_of_the_site_listens_to_where_somebody_wants_to_be_sent(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.coordinator)
    sent = dict.fromkeys(NAMES, "https://ond.example/")
    away, moved = [], 0
    for name, address in walked(world):
        for method, place in (("get", f"{address}?{urlencode(sent)}"), ("post", address)):
            answer = undone(client, method, place, sent if method == "post" else {})
            moved += answer.status_code == 302
            if leads_away(answer):
                away.append((name, method, answer.headers["Location"]))
    assert away == []
    assert moved > 40  # many do send one somewhere
