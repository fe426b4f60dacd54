"""A code from an app, or a recovery code, after the password; and that it is asked again who one is."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from samhandling.accounts.services.factors import forget_factors
from samhandling.core.models import Event, OutgoingMail
from tests.factories.accounts import make_token, make_user

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "en mening att minnas"
LOG_IN, CONFIRM = "/konto/inloggning/", "/konto/inloggning/bekrafta/"


@pytest.fixture(autouse=True)
def no_earlier_attempts(transactional_db):
    cache.clear()


@pytest.fixture
def anna():
    return make_user(email="anna@example.se", name="Anna", password=PASSWORD)


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows now, or `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def confirm(client, address):
    """Say once more who one is, by the password, and come back."""
    answer = client.get(address)
    assert answer.headers["Location"].startswith("/konto/bekrafta/")
    answer = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == address


def connect_app(client) -> tuple[str, list[str]]:
    """The secret of a newly connected app, and the recovery codes that came with it."""
    confirm(client, "/konto/app/")
    secret = client.get("/konto/app/").context["form"].secret
    answer = client.post("/konto/app/", {"code": code_of(secret)}, follow=True)
    assert answer.redirect_chain[-1] == ("/konto/reservkoder/", 302)
    return secret, answer.context["unused_codes"]


@pytest.fixture
def with_app(client, anna):
    """Anna with an app, logged out; its secret and codes."""
    client.force_login(anna)
    secret_and_codes = connect_app(client)
    client.logout()
    cache.clear()  # the code that connected the app may be shown by it for a while yet
    return secret_and_codes


def begin(client):
    answer = client.post(LOG_IN, {"login": "anna@example.se", "password": PASSWORD})
    assert answer.headers["Location"] == CONFIRM
    assert "_auth_user_id" not in client.session


def test_nothing_that_protects_the_account_is_changed_before_one_has_confirmed_who_one_is(client, anna):
    client.force_login(anna)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        for ask in (client.get, client.post):
            assert ask(reverse(name)).headers["Location"].startswith("/konto/bekrafta/?next=")
    assert Authenticator.objects.count() == 0


def test_a_wrong_password_confirms_nothing(client, anna):
    client.force_login(anna)
    answer = client.post("/konto/bekrafta/?next=/konto/app/", {"password": "fel lösenord"})
    assert answer.status_code == 200
    assert client.get("/konto/app/").status_code == 302


def test_an_app_is_connected_with_its_first_code_and_a_letter_and_an_event_tell_it(client, anna):
    client.force_login(anna)
    _secret, codes = connect_app(client)
    assert (len(codes), len(set(codes))) == (10, 10)
    assert [event.verb for event in Event.objects.all()] == ["user.app_added"]
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("anna@example.se", "En app med koder har anslutits till ditt konto")


def test_a_wrong_code_connects_nothing_and_the_secret_stays_the_same(client, anna):
    client.force_login(anna)
    confirm(client, "/konto/app/")
    secret = client.get("/konto/app/").context["form"].secret
    answer = client.post("/konto/app/", {"code": "000000" if code_of(secret) != "000000" else "111111"})
    assert answer.context["form"].errors["code"] == [
        "Det stämde inte. Försök igen, och med en ny kod om du skrev en kod."
    ]
    assert answer.context["form"].secret == secret
    assert Authenticator.objects.count() == 0


def test_neither_the_apps_secret_nor_the_codes_lie_readable_in_the_database(client, anna):
    client.force_login(anna)
    secret, codes = connect_app(client)
    stored = "".join(str(row.data) for row in Authenticator.objects.all())
    assert secret not in stored
    assert [code for code in codes if code in stored] == []


def test_after_the_password_the_apps_code_is_asked_for_and_lets_one_in_once(client, with_app):
    secret, _codes = with_app
    begin(client)
    code = code_of(secret)
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == reverse("portal:home")
    assert "_auth_user_id" in client.session
    client.logout()
    begin(client)
    assert client.post(CONFIRM, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_lets_one_in_once(client, with_app):
    _secret, codes = with_app
    begin(client)
    assert client.post(CONFIRM, {"code": codes[3]}).headers["Location"] == reverse("portal:home")
    client.logout()
    begin(client)
    again = client.post(CONFIRM, {"code": codes[3]})
    assert again.context["form"].errors == {
        "code": ["Det stämde inte. Försök igen, och med en ny kod om du skrev en kod."]
    }
    assert client.post(CONFIRM, {"code": codes[4]}).headers["Location"] == reverse("portal:home")


def test_after_five_wrong_codes_even_the_right_one_has_to_wait(client, with_app):
    secret, _codes = with_app
    begin(client)
    for _attempt in range(5):
        client.post(CONFIRM, {"code": "abcdef"})
    answer = client.post(CONFIRM, {"code": code_of(secret)})
    assert "för många försök" in answer.context["form"].errors["code"][0]
    assert "_auth_user_id" not in client.session


def test_the_second_step_is_nowhere_without_the_first(client, with_app):
    secret, _codes = with_app
    assert client.get(CONFIRM).headers["Location"] == LOG_IN
    assert client.post(CONFIRM, {"code": code_of(secret)}).headers["Location"] == LOG_IN


def test_after_the_installations_key_was_changed_app_and_codes_still_work_if_the_old_one_is_told(
    client, with_app, settings
):
    secret, codes = with_app
    settings.OLD_SECRET_KEYS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key that is at least fifty letters long",
    )
    for code in (code_of(secret), codes[0]):
        begin(client)
        assert client.post(CONFIRM, {"code": code}).headers["Location"] == reverse("portal:home")
        client.logout()


def test_the_codes_are_downloaded_and_renewed_and_the_old_ones_stop_working(client, anna):
    client.force_login(anna)
    _secret, old = connect_app(client)
    download = client.get("/konto/reservkoder/hamta/")
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert re.findall(r"^\d{8}$", download.content.decode(), re.MULTILINE) == old
    new = client.post("/konto/reservkoder/nya/", follow=True).context["unused_codes"]
    assert (len(new), set(new) & set(old)) == (10, set())
    assert OutgoingMail.objects.order_by("pk").last().subject == "Dina reservkoder har förnyats"
    client.logout()
    begin(client)
    assert client.post(CONFIRM, {"code": old[0]}).status_code == 200
    assert client.post(CONFIRM, {"code": new[0]}).status_code == 302


def test_removing_the_app_takes_the_codes_along_and_the_password_is_enough_again(client, anna):
    client.force_login(anna)
    connect_app(client)
    assert client.post("/konto/app/ta-bort/").headers["Location"] == reverse("mfa_index")
    assert Authenticator.objects.count() == 0
    assert OutgoingMail.objects.order_by("pk").last().subject == "Appen med koder har tagits bort från ditt konto"
    client.logout()
    answer = client.post(LOG_IN, {"login": anna.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("portal:home")


def test_where_the_app_let_somebody_in_ends_when_it_is_taken_away(client, anna):
    client.force_login(anna)
    connect_app(client)
    elsewhere = Client()
    elsewhere.force_login(anna)
    client.post("/konto/app/ta-bort/")
    assert elsewhere.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 200


def test_an_installation_that_asks_for_a_second_step_leads_to_the_account_until_there_is_one(client, anna, settings):
    settings.REQUIRE_SECOND_FACTOR = "everybody"
    client.force_login(anna)
    assert client.get(reverse("portal:home")).headers["Location"] == "/konto/"
    assert "Du behöver ett andra steg" in client.get("/konto/").content.decode()
    connect_app(client)
    assert client.get(reverse("portal:home")).status_code == 200
    client.post("/konto/app/ta-bort/")
    assert client.get(reverse("portal:home")).headers["Location"] == "/konto/"


def test_no_token_leads_past_the_second_step_that_is_asked_for(client, anna, settings):
    settings.REQUIRE_SECOND_FACTOR = "everybody"
    client.force_login(anna)
    fields = {"name": "Intranätet", "scopes": ["organisations:write"], "days": "30"}
    assert client.post(reverse("accounts:token_create"), fields).headers["Location"] == "/konto/"
    assert anna.api_tokens.count() == 0
    connect_app(client)
    assert client.post(reverse("accounts:token_create"), fields).status_code == 200
    assert anna.api_tokens.count() == 1


def test_nobody_is_asked_for_more_unless_the_installation_says_so(client, anna):
    client.force_login(anna)
    assert client.get(reverse("portal:home")).status_code == 200


def test_who_has_lost_everything_is_helped_by_the_operator_and_told_by_letter(client, anna):
    client.force_login(anna)
    connect_app(client)
    make_token(anna)
    gone = forget_factors(user=anna, now=Event.objects.first().at)
    assert (gone.factors, gone.tokens) == (2, 1)
    assert client.get("/konto/").status_code == 302
    assert [event.verb for event in Event.objects.order_by("-pk")[:2]] == [
        "token.all_revoked",
        "user.factors_forgotten",
    ]
    assert OutgoingMail.objects.order_by("pk").last().subject == "Ditt andra steg har tagits bort"


def test_the_operators_command_says_how_much_it_took_away_and_to_whom_it_did_not(client, anna, capsys):
    client.force_login(anna)
    connect_app(client)
    token = make_token(anna)
    call_command("forget_second_step", "ANNA@example.se", "--keep-tokens")
    call_command("forget_second_step", "anna@example.se")
    assert capsys.readouterr().out.splitlines() == [
        "Taken away: 2. The user is told by mail. Tokens revoked: 0.",
        "There was nothing. Tokens revoked: 0.",
    ]
    assert Authenticator.objects.count() == 0
    token.refresh_from_db()
    assert token.revoked_at is None
    assert "1 API-nyckel låter fortfarande ett program agera som du." in OutgoingMail.objects.order_by("pk").last().body
    with pytest.raises(CommandError, match=r"^Nobody logs in with bo@example\.se\.$"):
        call_command("forget_second_step", "bo@example.se")
