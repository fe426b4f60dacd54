"""One's own account, the language of the pages, and the answer to an invitation."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from samhandling.accounts.models import Invitation, User
from tests.factories.accounts import make_invitation, make_user

pytestmark = pytest.mark.django_db
INVITATION = "/konto/inbjudan/hemlig/"
ANSWER = {"name": "Bo Berg", "password1": "en mening att minnas", "password2": "en mening att minnas"}


def text_of(response):
    return response.content.decode()


def test_ones_account_is_for_those_who_are_logged_in(client):
    assert client.get("/konto/").headers["Location"] == "/konto/inloggning/?next=/konto/"


def test_one_changes_name_and_language(client):
    user = make_user(name="Bo", language="sv")
    client.force_login(user)
    answer = client.post("/konto/", {"name": "Bo Berg", "language": "en"}, follow=True)
    user.refresh_from_db()
    assert (user.name, user.language) == ("Bo Berg", "en")
    assert "Your details have been saved." in text_of(answer)
    assert '<html lang="en"' in text_of(answer)


def test_a_name_is_needed(client):
    user = make_user(name="Bo")
    client.force_login(user)
    answer = client.post("/konto/", {"name": " ", "language": "sv"})
    assert answer.context["form"].errors == {"name": ["Skriv ditt namn."]}


def test_the_password_is_changed_and_one_stays_logged_in(client):
    user = make_user(password="det gamla lösenordet")
    client.force_login(user)
    new = {
        "oldpassword": "det gamla lösenordet",
        "password1": "en mening att minnas",
        "password2": "en mening att minnas",
    }
    answer = client.post("/konto/losenord/", new, follow=True)
    user.refresh_from_db()
    assert user.check_password("en mening att minnas") is True
    assert answer.redirect_chain == [("/konto/", 302)]
    assert "Det nya lösenordet är sparat." in text_of(answer)


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        (
            {"oldpassword": "fel lösenord"},
            {"oldpassword": ["Det är inte ditt nuvarande lösenord. Skriv det igen."]},
        ),
        (
            {"password2": "något helt annat"},
            {"password2": ["Lösenorden är olika. Skriv samma lösenord två gånger."]},
        ),
    ],
)
def test_a_password_that_cannot_be_changed_is_told_why(client, change, errors):
    client.force_login(make_user(password="det gamla lösenordet"))
    asked = {
        "oldpassword": "det gamla lösenordet",
        "password1": "en mening att minnas",
        "password2": "en mening att minnas",
    }
    assert client.post("/konto/losenord/", asked | change).context["form"].errors == errors


def test_who_has_no_password_yet_is_led_to_choose_one_by_mail(client):
    client.force_login(make_user(password=None))
    answer = client.get("/konto/losenord/", follow=True)
    assert answer.redirect_chain[-1][0] == "/konto/losenord/glomt/"
    assert answer.status_code == 200


def test_a_visitor_reads_swedish_until_another_language_is_chosen(client):
    assert '<html lang="sv"' in text_of(client.get("/konto/inloggning/", HTTP_ACCEPT_LANGUAGE="en"))
    answer = client.post("/konto/sprak/", {"language": "en", "next": "/konto/inloggning/"})
    assert answer.headers["Location"] == "/konto/inloggning/"
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    page = client.get("/konto/inloggning/")
    assert '<html lang="en"' in text_of(page)
    assert page.headers["Content-Language"] == "en"


def test_the_language_of_a_user_follows_them_to_other_devices(client, django_user_model):
    user = make_user(language="sv")
    client.force_login(user)
    client.post("/konto/sprak/", {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize("away", ["https://ond.example/", "//ond.example/", "javascript:alert(1)", ""])
def test_choosing_a_language_never_leads_to_another_site(client, away):
    assert client.post("/konto/sprak/", {"language": "en", "next": away}).headers["Location"] == "/"


def test_a_language_we_do_not_speak_changes_nothing(client):
    answer = client.post("/konto/sprak/", {"language": "xx"})
    assert (answer.status_code, dict(answer.cookies)) == (302, {})


def test_a_language_is_not_chosen_by_following_a_link(client):
    assert client.get("/konto/sprak/?language=en").status_code == 405


def test_an_invitation_says_who_invites_and_with_which_address_one_will_log_in(client):
    make_invitation(user=make_user(email="bo@example.se", name="Bo", is_active=False))
    page = client.get(INVITATION)
    assert page.status_code == 200
    assert "Åsa Ek har bjudit in dig. Du kommer att logga in med bo@example.se." in text_of(page)
    assert page.context["form"].initial == {"name": "Bo"}
    assert "no-store" in page.headers["Cache-Control"]


def test_accepting_logs_in_and_leads_home(client):
    invitation = make_invitation()
    answer = client.post(INVITATION, ANSWER)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("portal:home"))
    assert client.session["_auth_user_id"] == str(invitation.user_id)
    invitation.user.refresh_from_db()
    assert (invitation.user.name, invitation.user.is_active) == ("Bo Berg", True)


def test_accepting_while_logged_in_as_somebody_else_ends_that_session(client):
    other = make_user()
    client.force_login(other)
    invitation = make_invitation()
    client.post(INVITATION, ANSWER)
    assert client.session["_auth_user_id"] == str(invitation.user_id)


@pytest.mark.parametrize(
    ("change", "field", "error"),
    [
        ({"name": ""}, "name", "Skriv ditt namn."),
        ({"password1": ""}, "password1", "Skriv det lösenord du vill ha."),
        ({"password2": "en annan mening"}, "password2", "Lösenorden är olika. Skriv samma lösenord två gånger."),
        (
            {"password1": "kort", "password2": "kort"},
            "password1",
            "Det här lösenordet är för kort. Det måste innehålla minst 12 tecken.",
        ),
    ],
)
def test_an_answer_that_cannot_be_taken_is_told_why_and_nothing_is_saved(client, change, field, error):
    make_invitation()
    answer = client.post(INVITATION, ANSWER | change)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field] == [error]
    assert Invitation.objects.get().accepted_at is None
    assert "_auth_user_id" not in client.session


def test_a_password_like_ones_own_address_is_refused(client):
    make_invitation(user=make_user(email="bengtolofsson@example.se", is_active=False))
    answer = client.post(INVITATION, ANSWER | {"password1": "bengtolofsson", "password2": "bengtolofsson"})
    assert len(answer.context["form"].errors["password1"]) == 1
    assert User.objects.get(email="bengtolofsson@example.se").is_active is False


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"accepted_at": timezone.now()}, 410, "Inbjudan är redan använd. Logga in med din e-postadress i stället."),
        ({"revoked_at": timezone.now()}, 410, "Inbjudan har återkallats eller ersatts av en nyare."),
        (
            {"expires_at": timezone.now() - timedelta(seconds=1)},
            410,
            "Inbjudan har gått ut. Be den som bjöd in dig att skicka en ny.",
        ),
    ],
)
def test_an_invitation_that_is_not_good_gets_a_page_that_says_what_to_do(client, fields, status, words, method):
    make_invitation(**fields)
    answer = getattr(client, method)(INVITATION, ANSWER)
    assert answer.status_code == status
    assert words in text_of(answer)
    assert 'href="/konto/inloggning/"' in text_of(answer)


@pytest.mark.parametrize("secret", ["gissad", "å" * 300, "..%2f..", "'; DROP TABLE users"])
def test_a_link_that_was_made_up_gets_a_page_that_says_what_to_do(client, secret):
    answer = client.get(f"/konto/inbjudan/{secret}/")
    assert answer.status_code == 404


def test_a_made_up_link_says_to_check_it(client):
    assert "Kontrollera att hela länken i mejlet kom med." in text_of(client.get("/konto/inbjudan/gissad/"))


@pytest.mark.parametrize(
    ("address", "queries"), [("/konto/inloggning/", 0), ("/konto/losenord/glomt/", 0), (INVITATION, 1)]
)
def test_pages_for_strangers_ask_little_of_the_database(client, django_assert_num_queries, address, queries):
    make_invitation()
    with django_assert_num_queries(queries):
        client.get(address)
