"""Where one is logged in: seen, and ended at once."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from samhandling.accounts.domain import device_of
from samhandling.accounts.models import Session
from samhandling.accounts.services.log_ins import forget_old_sessions
from samhandling.accounts.services.users import anonymise_user
from samhandling.core.models import Event
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "en mening att minnas"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 "
    "Safari/537.36 Edg/140.0"
)


@pytest.fixture
def anna():
    return make_user(email="anna@example.se", name="Anna", password=PASSWORD)


def logged_in(user, device=""):
    client = Client(headers={"User-Agent": device})
    answer = client.post("/konto/inloggning/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def end(client, address, **fields):
    """End log-ins, after saying once more who one is."""
    asked = client.post(address, fields)
    assert asked.headers["Location"].startswith("/konto/bekrafta/")
    answer = client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def lines_of(client):
    return client.get("/konto/inloggningar/").context["lines"]


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [(FIREFOX, "Firefox, Windows"), (IPHONE, "Safari, iPhone"), (EDGE, "Edge, macOS"), ("curl/8.0", ""), ("", "")],
)
def test_a_device_is_called_what_people_call_it(user_agent, device):
    assert device_of(user_agent) == device


def test_one_sees_each_log_in_with_its_device_and_which_one_is_here(anna):
    here = logged_in(anna, FIREFOX)
    logged_in(anna, IPHONE)
    logged_in(make_user(email="bo@example.se", password=PASSWORD), EDGE)
    assert [(line.device, line.is_here) for line in lines_of(here)] == [
        ("Safari, iPhone", False),
        ("Firefox, Windows", True),
    ]
    assert all(line.started_at for line in lines_of(here))


def test_a_log_in_that_is_ended_is_gone_at_once(anna):
    here, phone = logged_in(anna, FIREFOX), logged_in(anna, IPHONE)
    mark = next(line.mark for line in lines_of(here) if not line.is_here)
    assert end(here, "/konto/inloggningar/avsluta/", mark=mark) == ["Inloggningen är avslutad."]
    assert phone.get("/konto/").status_code == 302
    assert here.get("/konto/").status_code == 200
    assert [line.device for line in lines_of(here)] == ["Firefox, Windows"]
    event = Event.objects.get()
    assert (event.verb, event.after) == ("user.log_ins_ended", {"count": 1})


def test_all_others_are_ended_together(anna):
    here, others = logged_in(anna), [logged_in(anna), logged_in(anna)]
    assert end(here, "/konto/inloggningar/avsluta-andra/") == ["Alla andra inloggningar är avslutade."]
    assert [other.get("/konto/").status_code for other in others] == [302, 302]
    assert here.get("/konto/").status_code == 200


def test_nothing_is_ended_before_one_has_confirmed_who_one_is(anna):
    here, phone = logged_in(anna), logged_in(anna)
    mark = next(line.mark for line in lines_of(here) if not line.is_here)
    for address, fields in (("avsluta/", {"mark": mark}), ("avsluta-andra/", {})):
        asked = here.post(f"/konto/inloggningar/{address}", fields)
        assert here.post(asked.headers["Location"], {"password": "fel lösenord"}).status_code == 200
    assert phone.get("/konto/").status_code == 200


def test_from_here_one_logs_out_without_being_asked_who_one_is(anna):
    here, phone = logged_in(anna), logged_in(anna)
    page = here.get("/konto/inloggningar/").content.decode()
    assert (
        re.findall(r'<form[^>]* action="([^"]*)"', page).count("/konto/utloggning/") == 2
    )  # in the frame and in the row
    here.post("/konto/utloggning/")
    assert (here.get("/konto/").status_code, phone.get("/konto/").status_code) == (302, 200)


def test_nobody_ends_a_log_in_of_somebody_else(anna):
    bo = logged_in(make_user(email="bo@example.se", password=PASSWORD))
    mark = lines_of(bo)[0].mark
    assert end(logged_in(anna), "/konto/inloggningar/avsluta/", mark=mark) == []
    assert bo.get("/konto/").status_code == 200


def test_the_page_does_not_show_what_a_log_in_is_kept_by(anna):
    here = logged_in(anna)
    assert here.session.session_key not in here.get("/konto/inloggningar/").content.decode()


def test_a_changed_password_ends_the_others_and_keeps_this_one(anna):
    here, phone = logged_in(anna, FIREFOX), logged_in(anna, IPHONE)
    new = "en helt annan mening"
    here.post("/konto/losenord/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert phone.get("/konto/").status_code == 302
    assert [(line.device, line.is_here) for line in lines_of(here)] == [("Firefox, Windows", True)]


def test_an_erased_user_leaves_no_log_in_behind(anna):
    client = logged_in(anna)
    anonymise_user(actor=make_user(), user=anna)
    assert Session.objects.filter(user=anna).count() == 0
    assert client.get("/konto/").status_code == 302


def test_a_visitor_has_no_log_in_and_old_rows_are_forgotten(client, anna):
    client.get("/konto/inloggning/")
    logged_in(anna)
    Session.objects.update(expire_date=timezone.now())
    forget_old_sessions(timezone.now())
    assert Session.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_long_it_is(anna, count, django_assert_num_queries):
    here = [logged_in(anna) for _number in range(count)][-1]
    with django_assert_num_queries(5):  # session, user, the list, tokens, unread notices
        here.get("/konto/inloggningar/")
