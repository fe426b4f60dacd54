"""A full round trip to an organisation's own log-in and back, and every way in which it must come to nothing."""

import io
from datetime import UTC, datetime

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from samhandling.accounts.models import Invitation, User
from samhandling.core.models import Event, OutgoingMail
from tests.accounts.conftest import changed
from tests.factories.accounts import make_invitation, make_user

pytestmark = pytest.mark.django_db
BEGIN = "/konto/oidc/nordvik/"
FIND = "/konto/inloggning/organisation/"
ANNA = {"email": "anna@nordvik.se", "email_verified": True, "name": "Anna Ask"}
# A made-up number whose check digit is right.
NUMBER = "199001012385"


@pytest.fixture(autouse=True)
def nordvik(trust):
    cache.clear()
    return trust()


@pytest.fixture
def anna():
    return make_user(email="anna@nordvik.se", name="Anna", password="en mening att minnas")


def question_of(client, address=BEGIN, **data):
    answer = client.post(address, data)
    assert answer.status_code == 302
    return answer.headers["Location"]


def log_in(client, provider, sub="anna-1"):
    return client.get(provider.approve(question_of(client), sub))


def refused(client, answer):
    """The words of the refusal; nobody is logged in and nothing was made."""
    assert "_auth_user_id" not in client.session
    assert SocialAccount.objects.count() == 0
    return answer.status_code, answer.context["reason"].value


def test_the_question_asks_for_no_more_than_who_it_is_and_is_bound_to_this_log_in(client, openid_provider):
    asked = question_of(client)
    assert asked.startswith(f"{openid_provider.url}/oauth2/authorize?")
    for part in ("response_type=code", "code_challenge_method=S256", "nonce=", "state=", "client_id=samhandling"):
        assert part in asked
    assert {"openid", "profile", "email"} == set(asked.split("scope=")[1].split("&")[0].split("+"))


def test_what_the_address_asks_for_beside_is_not_listened_to(client):
    asked = question_of(client, f"{BEGIN}?process=connect&scope=all&auth_params=prompt%3Dnone")
    assert "all" not in asked.split("scope=")[1].split("&")[0]
    assert "prompt" not in asked


def test_an_address_alone_begins_nothing(client):
    assert client.get(BEGIN).status_code == 200


def test_somebody_known_logs_in_and_is_told_of_it_by_letter_the_first_time(client, anna, openid_provider):
    sub = openid_provider.person("anna-1", **ANNA)
    assert log_in(client, openid_provider, sub).headers["Location"] == reverse("portal:home")
    assert client.session["_auth_user_id"] == str(anna.pk)
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid, account.extra_data) == (anna, "nordvik", "anna-1", {})
    assert [event.verb for event in Event.objects.all()] == ["user.provider_connected"]
    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["Nu kan du logga in med Nordviks kommun"]
    anna.refresh_from_db()
    assert anna.check_password("en mening att minnas") is True
    client.logout()
    log_in(client, openid_provider, sub)
    assert client.session["_auth_user_id"] == str(anna.pk)
    assert OutgoingMail.objects.count() == 1


def test_an_invited_person_has_thereby_accepted(client, openid_provider):
    invitation = make_invitation(user=make_user(email="anna@nordvik.se", name="", is_active=False))
    invitation.user.name = ""
    invitation.user.save()
    log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    invitation.refresh_from_db()
    assert (invitation.user.name, invitation.user.is_active) == ("Anna Ask", True)
    assert invitation.accepted_at is not None
    assert client.session["_auth_user_id"] == str(invitation.user_id)


def test_after_the_first_time_the_key_counts_and_not_the_address(client, anna, openid_provider):
    log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    client.logout()
    openid_provider.person("anna-1", email="gift@nordvik.se", email_verified=True)
    log_in(client, openid_provider)
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_one_comes_back_to_the_page_one_wanted_and_never_to_another_site(client, anna, openid_provider):
    sub = openid_provider.person("anna-1", **ANNA)
    back = openid_provider.approve(question_of(client, next="/konto/"), sub)
    assert client.get(back).headers["Location"] == "/konto/"
    client.logout()
    back = openid_provider.approve(question_of(client, next="https://ond.example/"), sub)
    assert client.get(back).headers["Location"] == reverse("portal:home")


def test_nobody_gets_in_without_an_invitation(client, openid_provider):
    answer = log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    assert refused(client, answer) == (403, "not_invited")
    assert User.objects.count() == 0
    assert "Be samordnaren för din samverkan om en inbjudan" in answer.content.decode()


@pytest.mark.parametrize("gone", [{"revoked_at": datetime.now(UTC)}, {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}])
def test_an_invitation_that_is_no_longer_open_lets_nobody_in(client, openid_provider, gone):
    make_invitation(user=make_user(email="anna@nordvik.se", is_active=False), **gone)
    answer = log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    assert refused(client, answer) == (403, "not_invited")
    assert Invitation.objects.get().accepted_at is None


def test_an_erased_or_closed_user_is_not_let_in_by_the_old_key(client, anna, openid_provider):
    log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    client.logout()
    anna.is_active = False
    anna.save()
    assert log_in(client, openid_provider).headers["Location"] == "/konto/stangt/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"email": "chef@regionen.se", "email_verified": True}, "foreign_email"),
        ({"email": "anna@ond.nordvik.se", "email_verified": True}, "foreign_email"),
        ({"email": "anna@nordvik.se@ond.example", "email_verified": True}, "foreign_email"),
        ({"email": "anna@nordvik.se", "email_verified": False}, "unverified"),
        ({"email": "anna@nordvik.se", "email_verified": "false"}, "unverified"),
        ({"name": "Anna"}, "no_email"),
        ({"email": ["anna@nordvik.se"]}, "no_email"),
    ],
)
def test_an_address_is_believed_only_from_the_one_it_belongs_to(client, anna, openid_provider, claims, reason):
    make_user(email="chef@regionen.se", name="Chef")
    answer = log_in(client, openid_provider, openid_provider.person("ond-1", **claims))
    assert refused(client, answer) == (403, reason)


def test_an_address_given_to_somebody_new_does_not_open_the_old_account(client, anna, openid_provider):
    log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    client.logout()
    answer = log_in(client, openid_provider, openid_provider.person("anna-2", **ANNA))
    assert answer.context["reason"].value == "another_person"
    assert "_auth_user_id" not in client.session


def test_an_answer_to_somebody_elses_question_is_refused(client, anna, openid_provider):
    openid_provider.person("anna-1", **ANNA)
    question = question_of(client)
    for wrong in (changed(question, state="gissad"), changed(question, state="")):
        answer = client.get(openid_provider.approve(wrong, "anna-1"))
        assert refused(client, answer) == (403, "stale")


def test_an_answer_that_another_browser_brings_is_refused(client, anna, openid_provider):
    openid_provider.person("anna-1", **ANNA)
    back = openid_provider.approve(question_of(client), "anna-1")
    other = type(client)()
    other.get("/konto/inloggning/")
    assert refused(other, other.get(back)) == (403, "stale")


def test_an_answer_works_once(client, anna, openid_provider):
    openid_provider.person("anna-1", **ANNA)
    back = openid_provider.approve(question_of(client), "anna-1")
    assert client.get(back).status_code == 302
    client.logout()
    assert client.get(back).context["reason"].value == "stale"
    assert "_auth_user_id" not in client.session


def test_a_code_that_was_used_already_is_refused(client, anna, openid_provider):
    openid_provider.person("anna-1", **ANNA)
    used = openid_provider.approve(question_of(client), "anna-1")
    client.get(used)
    client.logout()
    SocialAccount.objects.all().delete()
    code = used.split("code=")[1].split("&")[0]
    fresh = openid_provider.approve(question_of(client), "anna-1")
    assert refused(client, client.get(changed(fresh, code=code))) == (403, "not_understood")


def test_an_answer_with_another_nonce_is_refused(client, anna, openid_provider):
    openid_provider.person("anna-1", **ANNA)
    question = question_of(client)
    for wrong in ("gissad", ""):
        back = openid_provider.approve(changed(question, nonce=wrong), "anna-1")
        assert refused(client, client.get(back)) == (403, "not_understood")
        question = question_of(client)


@pytest.mark.parametrize("query", ["?code=x", "", "?error=server_error&state=x", "?state[]=x&code=%00"])
def test_an_answer_that_nobody_asked_for_is_refused(client, query):
    assert refused(client, client.get(f"{BEGIN}svar/{query}")) == (403, "stale")


def test_who_stops_at_the_organisation_is_told_so(client, openid_provider):
    answer = client.get(openid_provider.deny(question_of(client)))
    assert refused(client, answer)[1] in {"cancelled", "stale"}


def test_an_organisation_that_does_not_answer_is_named_as_the_reason(client, trust):
    trust(server_url="http://localhost:9")
    answer = client.post(BEGIN)
    assert refused(client, answer) == (503, "unreachable")
    assert "svarar inte just nu" in answer.content.decode()


def test_an_organisation_that_answers_with_something_else_is_not_understood(client, trust, live_server):
    trust(server_url=f"{live_server.url}/.well-known/nonsens")
    assert client.post(BEGIN).context["reason"].value in {"unreachable", "not_understood"}


def test_a_personal_identity_number_lies_nowhere_in_the_database(client, anna, openid_provider):
    claims = ANNA | {"personalIdentityNumber": NUMBER, "https://id.oidc.se/claim/personalIdentityNumber": NUMBER}
    log_in(client, openid_provider, openid_provider.person("anna-1", **claims))
    assert "_auth_user_id" in client.session
    assert SocialToken.objects.count() == 0
    dumped = io.StringIO()
    call_command("dumpdata", stdout=dumped)
    assert "anna-1" in dumped.getvalue()
    assert NUMBER not in dumped.getvalue()
    assert NUMBER not in str(client.session.items())


@pytest.mark.parametrize("sub", [NUMBER, NUMBER[2:], f"{NUMBER[2:8]}-{NUMBER[8:]}"])
def test_a_provider_that_names_people_by_that_number_is_refused(client, anna, openid_provider, sub):
    answer = log_in(client, openid_provider, openid_provider.person(sub, **ANNA))
    assert refused(client, answer) == (403, "identity_number")


@pytest.mark.parametrize(
    ("affiliation", "is_let_in"), [("anna@2120001234", True), ("anna@2120009999", False), (None, False)]
)
def test_who_must_belong_to_the_organisation_is_asked_for_its_number(
    client, anna, trust, openid_provider, affiliation, is_let_in
):
    trust(affiliation_claim="https://id.oidc.se/claim/orgAffiliation", organisation_number="212000-1234")
    openid_provider.person("anna-1", **ANNA, **{"https://id.oidc.se/claim/orgAffiliation": affiliation})
    log_in(client, openid_provider)
    assert ("_auth_user_id" in client.session) is is_let_in


def test_the_organisation_is_found_by_the_domain_whether_or_not_the_address_is_known(client, anna, openid_provider):
    for email in ("anna@nordvik.se", "ingen@NORDVIK.se"):
        answer = client.post(FIND, {"email": email})
        assert answer.headers["Location"].startswith(f"{openid_provider.url}/oauth2/authorize?")
    elsewhere = client.post(FIND, {"email": "anna@annanstans.se"})
    assert elsewhere.context["form"].errors["email"] == [
        "Ingen med adresser hos annanstans.se har anslutit en egen inloggning. Logga in med lösenord."
    ]


@pytest.mark.parametrize("email", ["anna@nordvik.se", "ingen@nordvik.se"])
def test_an_organisation_may_want_its_own_log_in_and_nothing_else(client, anna, trust, email):
    trust(required=True)
    answer = client.post("/konto/inloggning/", {"login": email, "password": "en mening att minnas"})
    (error,) = answer.context["form"].errors["login"]
    assert error.startswith("Adresser hos nordvik.se loggar in genom Nordviks kommun. Välj den inloggningen")
    assert "_auth_user_id" not in client.session


def test_who_is_invited_there_chooses_no_password(client, trust):
    trust(required=True)
    make_invitation(user=make_user(email="anna@nordvik.se", is_active=False))
    page = client.get("/konto/inbjudan/hemlig/").content.decode()
    assert "Logga in med Nordviks kommun" in page
    assert 'type="password"' not in page
    new = {"name": "Anna", "password1": "en mening att minnas", "password2": "en mening att minnas"}
    client.post("/konto/inbjudan/hemlig/", new)
    assert User.objects.get(email="anna@nordvik.se").is_active is False


def test_a_required_log_in_lets_one_in(client, anna, trust, openid_provider):
    trust(required=True)
    log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_only_the_pages_that_lead_there_may_send_a_form_to_the_organisation(client, openid_provider):
    for address in ("/konto/inloggning/", FIND, BEGIN):
        assert f"form-action 'self' {openid_provider.url}" in client.get(address).headers["Content-Security-Policy"]
    assert openid_provider.url not in client.get("/").headers["Content-Security-Policy"]


def test_ones_connection_is_seen_and_taken_away(client, anna, openid_provider):
    log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    page = client.get("/konto/")
    assert [connection.name for connection in page.context["connections"]] == ["Nordviks kommun"]
    address = reverse("accounts:disconnect", args=[page.context["connections"][0].pk])
    asked = client.post(address)
    assert asked.headers["Location"].startswith("/konto/bekrafta/")
    client.post(asked.headers["Location"], {"password": "en mening att minnas"})
    assert SocialAccount.objects.count() == 0
    assert Event.objects.order_by("pk").last().verb == "user.provider_disconnected"


def test_nobody_takes_away_a_connection_of_somebody_else(client, anna, openid_provider):
    log_in(client, openid_provider, openid_provider.person("anna-1", **ANNA))
    client.logout()
    client.force_login(make_user())
    assert client.post(reverse("accounts:disconnect", args=[SocialAccount.objects.get().pk])).status_code == 404


@pytest.mark.parametrize("address", [BEGIN, f"{BEGIN}svar/", "/konto/saml/nordvik/", "/konto/saml/nordvik/metadata/"])
def test_an_organisation_that_is_not_trusted_has_no_pages(client, settings, address):
    settings.LOGIN_PROVIDERS = ()
    assert client.get(address).status_code == 404
    assert "Med din organisation" not in client.get("/konto/inloggning/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_in_a_browser_one_logs_in_by_ones_organisation_from_the_log_in_page(page, anna, openid_provider, axe):
    openid_provider.person("anna-1", **ANNA)
    opened = page("/konto/inloggning/", width=320)
    assert axe(opened) == []
    opened.get_by_role("button", name="Logga in med Nordviks kommun").click()
    opened.wait_for_url(f"{openid_provider.url}/**")
    opened.get_by_placeholder("sub").fill("anna-1")
    opened.get_by_role("button", name="Authorize").click()
    opened.wait_for_url("**/hem/")
    opened.goto("/konto/")
    assert opened.get_by_text("Nordviks kommun").is_visible()
