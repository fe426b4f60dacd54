"""Nobody learns whether an address has an account: not from the words, nor from how long the answer takes."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_invitation, make_user
from tests.security.counting import CountingHasher

PASSWORD = "en mening att minnas"
KINDS = ("known@example.se", "unknown@example.se", "closed@example.se", "invited@example.se", "without@example.se")


@pytest.fixture(autouse=True)
def people(settings):
    settings.PASSWORD_HASHERS = ["tests.security.counting.CountingHasher"]
    make_user(email="known@example.se", password=PASSWORD)
    make_user(email="closed@example.se", password=PASSWORD, is_active=False)
    make_invitation(user=make_user(email="invited@example.se", is_active=False))
    make_user(email="without@example.se")  # comes in by the organisation's log-in, and has no password


def shown(answer) -> tuple[int, str, str]:
    """Status, where it leads and its words, without the token that is new each time and the address that was typed."""
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), re.sub(r"\w+@example\.se", "", words)


def asked(name: str, **sent: str) -> tuple[object, int, int]:
    """What was answered, how often a password was hashed, and how many questions the database got."""
    cache.clear()
    client = Client()
    CountingHasher.times = 0
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post(reverse(name), sent)
    return shown(answer), CountingHasher.times, len(queries)


def test_a_wrong_password_is_refused_alike_and_as_slowly_for_every_address():
    answers = {kind: asked("account_login", login=kind, password="fel lösenord igen") for kind in KINDS}
    assert len({answer for answer, _hashed, _queries in answers.values()}) == 1
    assert {hashed for _answer, hashed, _queries in answers.values()} == {1}
    assert len({queries for _answer, _hashed, queries in answers.values()}) == 1


def test_the_right_password_is_told_apart_so_the_comparison_can_see_a_difference():
    wrong = asked("account_login", login="known@example.se", password="fel lösenord igen")
    right = asked("account_login", login="known@example.se", password=PASSWORD)
    assert (wrong[0] != right[0], right[0][:2]) == (True, (302, reverse("portal:home")))


def test_a_new_password_is_promised_alike_to_every_address():
    answers = {kind: asked("account_reset_password", email=kind)[:2] for kind in KINDS}
    assert set(answers.values()) == {((302, reverse("account_reset_password_done"), ""), 0)}


def test_the_organisations_log_in_is_found_alike_for_every_address():
    answers = {kind: asked("account_organisation", email=kind) for kind in KINDS}
    assert len(set(answers.values())) == 1


def test_a_passkeys_question_is_the_same_whoever_is_there():
    def question() -> dict[str, object]:
        asked = Client().get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
        return asked["request_options"]["publicKey"] | {"challenge": ""}

    assert question() == question()
    assert question()["allowCredentials"] == []


def test_a_reset_link_that_is_wrong_says_the_same_for_somebody_and_for_nobody():
    def answer(uid: str) -> tuple[int, str]:
        place = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": "abc-def"})
        status, _leads_to, words = shown(Client().get(place))
        return status, words.replace(place, "")

    assert answer("1") == answer("zzzz")


def test_an_invitation_that_was_taken_back_names_nobody():
    page = Client().get(reverse("accounts:invitation", args=["finns-inte"]))
    assert (page.status_code, "example.se/" in page.content.decode()) == (404, False)
