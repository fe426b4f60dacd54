"""A program's token outlives a password, so whoever shuts others out is asked about it, and told what lives on."""

import pytest
from django.core.cache import cache
from django.test import Client

from samhandling.accounts.models import User
from samhandling.core.models import Event, OutgoingMail
from tests.accounts.test_log_in import LOG_IN, PASSWORD, RESET, link_in
from tests.accounts.test_log_ins import end
from tests.accounts.test_second_step import connect_app
from tests.factories.accounts import by_token, make_token, make_user

pytestmark = pytest.mark.django_db(transaction=True)
CHANGE, OTHERS = "/konto/losenord/", "/konto/inloggningar/avsluta-andra/"
NEW = {"oldpassword": PASSWORD, "password1": "en helt annan mening", "password2": "en helt annan mening"}
LIVES = "1 API-nyckel låter fortfarande ett program agera som du."


@pytest.fixture(autouse=True)
def no_earlier_attempts(transactional_db):
    cache.clear()


@pytest.fixture
def anna() -> User:
    return make_user(email="anna@example.se", name="Anna", password=PASSWORD)


@pytest.fixture
def browser(anna: User) -> Client:
    browser = Client()
    browser.post(LOG_IN, {"login": anna.email, "password": PASSWORD})
    return browser


def letter() -> str:
    mail = OutgoingMail.objects.order_by("pk").last()
    assert mail is not None
    return mail.body


@pytest.mark.parametrize(("fields", "status"), [({"revoke_tokens": "on"}, 401), ({}, 200)], ids=["revoked", "kept"])
def test_a_changed_password_revokes_the_tokens_unless_one_says_otherwise(anna, browser, fields, status):
    program = by_token(anna, "organisations:read")
    asked = browser.get(CHANGE).content.decode()
    assert ("Återkalla också min API-nyckel" in asked, 'name="revoke_tokens"' in asked) == (True, True)
    assert browser.get(CHANGE).context["form"]["revoke_tokens"].value() is True
    assert browser.post(CHANGE, NEW | fields).status_code == 302
    assert browser.get("/api/v1/collaborations", headers=program).status_code == status
    assert (LIVES in letter(), "/konto/nycklar/" in letter()) == (status == 200, status == 200)


def test_a_forgotten_password_revokes_them_too(anna):
    browser, program = Client(), by_token(anna, "organisations:read")
    browser.post(RESET, {"email": anna.email})
    address = browser.get(link_in(OutgoingMail.objects.get()), follow=True).redirect_chain[-1][0]
    assert browser.get(address).context["form"]["revoke_tokens"].value() is True
    browser.post(address, NEW | {"revoke_tokens": "on"})
    assert browser.get("/api/v1/collaborations", headers=program).status_code == 401


def test_who_has_no_token_is_not_asked(anna, browser):
    make_token(make_user())
    assert "revoke_tokens" not in browser.get(CHANGE).content.decode()
    browser.post(CHANGE, NEW)
    assert "API-nyck" not in letter()


@pytest.mark.parametrize(("fields", "living"), [({"revoke_tokens": "on"}, 0), ({}, 2)], ids=["revoked", "kept"])
def test_ending_all_other_log_ins_revokes_the_tokens_unless_one_says_otherwise(anna, browser, fields, living):
    tokens = [make_token(anna), make_token(anna)]
    Client().post(LOG_IN, {"login": anna.email, "password": PASSWORD})
    assert "Återkalla också mina 2 API-nycklar" in browser.get("/konto/inloggningar/").content.decode()
    end(browser, OTHERS, **fields)
    assert anna.sessions.count() == 1
    assert anna.api_tokens.filter(revoked_at=None).count() == living
    revoked = Event.objects.filter(verb="token.all_revoked").values_list("after", flat=True)
    assert list(revoked) == [{"count": 2}] * (len(tokens) - living > 0)


@pytest.mark.parametrize(("fields", "living"), [({"revoke_tokens": "on"}, 0), ({}, 1)], ids=["revoked", "kept"])
def test_a_removed_app_revokes_the_tokens_unless_one_says_otherwise(anna, fields, living):
    browser = Client()
    browser.force_login(anna)
    connect_app(browser)
    make_token(anna)
    assert "Återkalla också min API-nyckel" in browser.get("/konto/app/ta-bort/").content.decode()
    browser.post("/konto/app/ta-bort/", fields)
    assert anna.api_tokens.filter(revoked_at=None).count() == living
    assert (LIVES in letter()) is bool(living)
