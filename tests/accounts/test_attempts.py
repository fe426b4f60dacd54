"""Guessing does not pay, and nobody who guesses shuts the owner of an account out."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from samhandling.accounts.domain import MOST_REMEMBERED, BrowserMemory, remembering
from samhandling.accounts.models import User
from samhandling.core.models import OutgoingMail
from tests.accounts.test_log_in import LOG_IN, PASSWORD, RESET, WAIT, WRONG, errors_of, link_in
from tests.accounts.test_second_step import CONFIRM, code_of, connect_app
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def no_earlier_attempts(settings):
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.fixture
def anna() -> User:
    return make_user(email="anna@example.se", name="Anna", password=PASSWORD)


def at(place: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"203.0.113.{place}"}


def log_in(browser: Client, place: int, password: str = PASSWORD, email: str = "anna@example.se"):
    """True when it lets one in, else what it says."""
    answer = browser.post(LOG_IN, {"login": email, "password": password}, headers=at(place))
    return True if answer.status_code == 302 else errors_of(answer)


def guess(places: range, times: int) -> list[list[str]]:
    """From each place so many wrong passwords, each from a browser of its own."""
    return [log_in(Client(), place, "fel lösenord") for place in places for _time in range(times)]


def log_out(browser: Client) -> None:
    """As a person does it: the test client's own way forgets every cookie."""
    browser.post("/konto/utloggning/")


def used_before(place: int) -> Client:
    """A browser in which Anna has logged in, and out again."""
    browser = Client()
    assert log_in(browser, place) is True
    log_out(browser)
    return browser


def test_whoever_guesses_in_one_place_waits_there_and_nobody_else_does(anna):
    assert guess(range(1, 2), 6) == [[WRONG]] * 5 + [[WAIT]]
    assert log_in(Client(), 1) == [WAIT]
    assert log_in(Client(), 2) is True


def test_from_all_places_together_an_account_is_tried_fifty_times_an_hour(anna):
    assert guess(range(1, 21), 5).count([WRONG]) == 50
    assert log_in(Client(), 99) == [WAIT]


def test_whoever_guesses_everywhere_does_not_shut_the_owner_out_of_a_browser_they_have_used(anna):
    browser = used_before(7)
    guess(range(1, 15), 5)
    assert log_in(Client(), 99) == [WAIT]
    assert log_in(browser, 7) is True


def test_a_browser_that_is_known_is_no_place_to_guess_in_either(anna):
    browser = used_before(7)
    answers = [log_in(browser, place, "fel lösenord") for place in range(1, 8)]
    assert answers == [[WRONG]] * 5 + [[WAIT]] * 2


def test_a_browser_is_known_to_the_accounts_that_were_logged_in_there_and_cannot_be_made_up(anna):
    make_user(email="bo@example.se", password=PASSWORD)
    of_bo = Client()
    assert log_in(of_bo, 7, email="bo@example.se") is True
    log_out(of_bo)
    forged = Client()
    forged.cookies[settings.BROWSER_COOKIE_NAME] = '["x","y"]:1:2'
    guess(range(1, 15), 5)
    assert (log_in(of_bo, 7), log_in(forged, 7)) == ([WAIT], [WAIT])


def test_the_cookie_says_nothing_of_whose_account_it_is(anna):
    cookie = used_before(7).cookies[settings.BROWSER_COOKIE_NAME]
    assert "anna" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 24 * 3600)


def test_while_others_guess_a_new_password_lets_the_owner_in_with_a_new_browser(anna):
    guess(range(1, 15), 5)
    browser = Client()
    browser.post(RESET, {"email": anna.email}, headers=at(99))
    address = browser.get(link_in(OutgoingMail.objects.get()), follow=True).redirect_chain[-1][0]
    browser.post(address, {"password1": "en helt annan mening", "password2": "en helt annan mening"})
    guess(range(20, 34), 5)
    assert log_in(browser, 99, "en helt annan mening") is True


def test_whoever_asks_for_letters_gets_the_owner_a_few_and_the_same_answer_always(anna):
    answers = {Client().post(RESET, {"email": anna.email}, headers=at(place)).status_code for place in range(1, 9)}
    assert answers == {302}
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [anna.email] * 3


def test_wrong_codes_do_not_shut_the_owner_out_of_a_browser_they_have_used(anna):
    browser = Client()
    browser.force_login(anna)
    secret, _codes = connect_app(browser)
    log_out(browser)
    cache.clear()  # as below
    browser.post(LOG_IN, {"login": anna.email, "password": PASSWORD}, headers=at(7))
    assert browser.post(CONFIRM, {"code": code_of(secret)}, headers=at(7)).status_code == 302
    log_out(browser)
    cache.clear()  # a code of an app works once, and this test has no time to wait for the next

    tried = []
    for place in range(1, 13):  # somebody has found out the password
        stranger = Client()
        log_in(stranger, place)
        for _time in range(5):
            answer = stranger.post(CONFIRM, {"code": "abcdef"}, headers=at(place))
            tried.append("för många försök" in answer.context["form"].errors["code"][0])
    assert tried == [False] * 50 + [True] * 10
    log_in(browser, 7)
    assert browser.post(CONFIRM, {"code": code_of(secret)}, headers=at(7)).status_code == 302


def test_who_confirms_who_they_are_is_counted_by_their_account(anna):
    bo = make_user(email="bo@example.se", password=PASSWORD)
    browser = Client()
    browser.force_login(anna)
    answers = [browser.post("/konto/bekrafta/", {"password": "fel"}, headers=at(1)) for _time in range(6)]
    assert [bool("för många" in str(answer.context["form"].errors)) for answer in answers] == [False] * 5 + [True]
    other = Client()
    other.force_login(bo)
    answer = other.post("/konto/bekrafta/", {"password": PASSWORD}, headers=at(1))
    assert answer.status_code == 302


def test_trying_many_addresses_makes_no_count_forgotten(anna):
    guess(range(1, 2), 5)
    for number in range(2, 30):  # Django's own cache would begin to forget at three hundred
        for time in range(5):
            log_in(Client(), number, "fel lösenord", f"gissning{number}-{time}@example.se")
    assert log_in(Client(), 1) == [WAIT]


def test_a_shared_computer_remembers_the_latest():
    memory = BrowserMemory("", ())
    for number in range(MOST_REMEMBERED + 2):
        memory = remembering(memory, str(number), new_name="namn")
    memory = remembering(memory, "5", new_name="nytt")
    assert memory == BrowserMemory("namn", ("5", "11", "10", "9", "8", "7", "6", "4", "3", "2"))
