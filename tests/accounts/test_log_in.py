"""Logging in and out, and how little a stranger learns from trying."""

import re

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from samhandling.core.models import Event, OutgoingMail
from samhandling.core.outbox import send_due
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
LOG_IN = "/konto/inloggning/"
RESET = "/konto/losenord/glomt/"
PASSWORD = "en mening att minnas"
WRONG = "E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen, eller välj ett nytt lösenord."
WAIT = "Det har varit för många försök. Vänta fem minuter och försök igen, eller välj ett nytt lösenord."


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    cache.clear()


@pytest.fixture
def anna():
    return make_user(email="anna@example.se", name="Anna", password=PASSWORD)


def log_in(client, email="anna@example.se", password=PASSWORD, **kw):
    return client.post(LOG_IN, {"login": email, "password": password}, **kw)


def errors_of(response):
    return list(response.context["form"].non_field_errors())


def test_the_right_password_logs_in_and_leads_home(client, anna):
    answer = log_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("portal:home"))
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_the_address_may_be_written_in_any_case(client, anna):
    assert log_in(client, "Anna@Example.SE").status_code == 302


def test_one_comes_back_to_the_page_one_wanted_but_never_to_another_site(client, anna):
    assert log_in(client, QUERY_STRING="next=/konto/").headers["Location"] == "/konto/"
    client.logout()
    foreign = client.post(LOG_IN, {"login": anna.email, "password": PASSWORD, "next": "https://ond.example/"})
    assert foreign.headers["Location"] == reverse("portal:home")


def test_the_session_gets_a_new_key_when_one_logs_in(client, anna):
    client.get(LOG_IN)
    session = client.session
    session["before"] = "yes"
    session.save()
    key_before = session.session_key
    log_in(client)
    assert client.session.session_key != key_before


def test_an_inactive_user_cannot_log_in(client):
    make_user(email="bo@example.se", password=PASSWORD, is_active=False)
    answer = log_in(client, "bo@example.se", follow=True)
    assert "_auth_user_id" not in client.session
    assert "Kontot är stängt" in answer.content.decode()


def test_a_user_made_inactive_is_logged_out_everywhere(client, anna):
    client.force_login(anna)
    anna.is_active = False
    anna.save(update_fields=["is_active"])
    assert client.get("/konto/").status_code == 302


def test_what_was_forgotten_is_asked_for_by_name(client):
    assert log_in(client, "", "").context["form"].errors == {
        "login": ["Skriv din e-postadress."],
        "password": ["Skriv ditt lösenord."],
    }


@pytest.mark.parametrize("email", ["anna@example.se", "ingen@example.se"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, anna, email):
    answer = log_in(client, email, "fel lösenord")
    assert (answer.status_code, errors_of(answer)) == (200, [WRONG])


@pytest.mark.parametrize("email", ["anna@example.se", "ingen@example.se"])
def test_after_five_wrong_attempts_even_the_right_password_has_to_wait(client, anna, email):
    answers = [errors_of(log_in(client, email, "fel lösenord")) for _attempt in range(5)]
    assert answers == [[WRONG]] * 5
    refused = log_in(client, email)
    assert (refused.status_code, errors_of(refused)) == (200, [WAIT])
    assert "_auth_user_id" not in client.session


def test_writing_the_address_in_another_case_does_not_begin_a_new_count(client, anna):
    for email in ["anna@example.se", "ANNA@example.se", "Anna@example.se", "anna@EXAMPLE.se", "annA@example.se"]:
        log_in(client, email, "fel lösenord")
    assert errors_of(log_in(client)) == [WAIT]


def test_others_may_log_in_while_one_address_waits(client, anna):
    make_user(email="bo@example.se", password=PASSWORD)
    for _attempt in range(5):
        log_in(client, password="fel lösenord")
    assert log_in(client, "bo@example.se").status_code == 302


def test_one_place_that_tries_many_addresses_has_to_wait(client, anna):
    for number in range(20):
        log_in(client, f"gissning{number}@example.se", "fel lösenord")
    assert errors_of(log_in(client)) == [WAIT]


def test_behind_a_proxy_a_place_is_what_the_proxy_saw_and_not_what_somebody_claims(client, anna, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        seen = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"}
        log_in(client, f"gissning{number}@example.se", "fel lösenord", headers=seen)
    assert errors_of(log_in(client, headers={"X-Forwarded-For": "203.0.113.7"})) == [WAIT]
    assert log_in(client, headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 302


def test_far_too_many_requests_get_a_page_that_says_how_long(client, anna, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    log_in(client)
    client.logout()
    answer = log_in(client)
    assert answer.status_code == 429
    assert "Vänta fem minuter och försök igen." in answer.content.decode()


def test_logging_out_needs_a_post(client, anna):
    client.force_login(anna)
    assert client.get("/konto/utloggning/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/konto/utloggning/").headers["Location"] == reverse("portal:start")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    ["signup", "email", "confirm-email", "login", "password/reset", "reauthenticate", "login/code", "signup/passkey"],
)
def test_pages_of_allauth_that_are_not_used_do_not_exist(client, anna, path):
    client.force_login(anna)
    for address in (f"/konto/{path}/", f"/accounts/{path}/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "socialaccount_signup", "socialaccount_connections", "mfa_trust"]
)
def test_names_of_allauth_that_are_not_used_lead_nowhere(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(("email", "letters"), [("anna@example.se", 1), ("ingen@example.se", 0)])
def test_asking_for_a_new_password_is_answered_alike_for_any_address(client, anna, email, letters):
    answer = client.post(RESET, {"email": email})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/konto/losenord/glomt/skickat/")
    page = client.get("/konto/losenord/glomt/skickat/").content.decode()
    assert "Om adressen hör till ett konto är ett mejl med en länk på väg." in page
    assert email not in page
    assert OutgoingMail.objects.count() == letters


def test_a_closed_account_gets_no_letter(client):
    make_user(email="bo@example.se", password=PASSWORD, is_active=False)
    client.post(RESET, {"email": "bo@example.se"})
    assert OutgoingMail.objects.count() == 0


def link_in(mail):
    return re.findall(r"http://localhost:8000(/konto/losenord/nytt/\S+)", mail.body)[0]


def test_a_new_password_is_chosen_by_a_link_that_works_once(client, anna):
    client.post(RESET, {"email": "ANNA@example.se"}, HTTP_HOST="localhost")
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("anna@example.se", "Välj ett nytt lösenord")
    link = link_in(mail)
    form_page = client.get(link, follow=True)
    assert form_page.status_code == 200
    address = form_page.redirect_chain[-1][0]
    assert link not in address
    new = {"password1": "en helt annan mening", "password2": "en helt annan mening"}
    done = client.post(address, new, follow=True)
    assert "Det nya lösenordet är sparat" in done.content.decode()
    anna.refresh_from_db()
    assert anna.check_password("en helt annan mening") is True
    assert [event.verb for event in Event.objects.all()] == ["user.password_changed"]
    again = client.get(link, follow=True)
    assert "Länken fungerar inte längre" in again.content.decode()


def test_after_a_new_password_nobody_has_to_wait(client, anna):
    for _attempt in range(5):
        log_in(client, password="fel lösenord")
    client.post(RESET, {"email": anna.email})
    address = client.get(link_in(OutgoingMail.objects.get()), follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": "en helt annan mening", "password2": "en helt annan mening"})
    assert log_in(client, password="en helt annan mening").status_code == 302


def test_the_letter_comes_in_the_language_of_its_reader_whoever_asked(client):
    make_user(email="eve@example.se", language="en", password=PASSWORD)
    client.post(RESET, {"email": "eve@example.se"})
    assert OutgoingMail.objects.get().subject == "Choose a new password"


def test_the_letter_leaves_by_the_outbox(client, anna, mailoutbox):
    client.post(RESET, {"email": anna.email})
    assert mailoutbox == []
    assert send_due(now=timezone.now()) == 1
    assert [message.to for message in mailoutbox] == [["anna@example.se"]]
