"""Many people at once: told what will happen to how many, done wholly or not at all, and taken back."""

import io
import re
import time
from datetime import date

import pytest
from django.contrib.auth import get_user
from django.urls import reverse
from openpyxl import load_workbook

from samhandling.organisations.enums import Role
from samhandling.organisations.models import Person
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

UNTIL = {"keep_until": "2027-03-31"}


@pytest.fixture
def county():
    return make_collaboration()


@pytest.fixture
def people(county):
    names = ("Berg", "Ek", "Öberg")
    return [make_person(collaboration=county, given_name="Åsa", family_name=name, title="Råd") for name in names]


@pytest.fixture
def send(client, county):
    client.force_login(make_coordinator(county))

    def send(act="behall", **answers):
        return client.post(reverse("organisations:people_many", args=[county.slug]), {"gor": act, **answers})

    return send


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def kept() -> list[date | None]:
    return list(Person.objects.order_by("pk").values_list("keep_until", flat=True))


def test_first_it_is_told_to_whom_and_then_it_is_done_to_them_alone(send, people):
    page = send(vald=[people[0].pk, people[2].pk]).content.decode()
    assert "Till när ska 2 personer sparas?" in page
    assert (hidden(page, "vilka"), hidden(page, "ja")) == (f"{people[0].pk},{people[2].pk}",) * 2
    assert kept() == [None, None, None]

    assert send(vilka=hidden(page, "vilka"), ja=hidden(page, "ja"), **UNTIL).status_code == 302
    assert kept() == [date(2027, 3, 31), None, date(2027, 3, 31)]


def test_all_of_what_was_asked_for_is_more_than_the_page_shows(send, people):
    page = send(alla="1", fraga="query=ek").content.decode()
    assert hidden(page, "vilka") == str(people[1].pk)


def test_whoever_is_not_in_the_list_is_not_touched(send, people, county):
    stranger = make_person()
    page = send(vald=[stranger.pk, people[0].pk, "x", "9" * 30]).content.decode()
    assert hidden(page, "vilka") == str(people[0].pk)
    assert send(vald=[stranger.pk])["Location"] == reverse("organisations:people", args=[county.slug])


def test_a_yes_to_others_than_those_it_is_about_now_is_asked_again(send, people):
    page = send(vilka=f"{people[0].pk},{people[1].pk}", ja=str(people[0].pk), **UNTIL).content.decode()
    assert "Något har ändrats sedan du valde." in page
    assert kept() == [None, None, None]


def test_what_was_done_is_taken_back_by_the_button_beside_the_message(send, client, people, county):
    Person.objects.filter(pk=people[0].pk).update(keep_until=date(2026, 12, 31))
    numbers = f"{people[0].pk},{people[1].pk}"
    send(vilka=numbers, ja=numbers, **UNTIL)
    page = client.get(reverse("organisations:people", args=[county.slug])).content.decode()
    assert "2 personer har fått en ny dag." in page
    # What somebody has said since is left as it is.
    Person.objects.filter(pk=people[1].pk).update(keep_until=date(2028, 1, 1))

    answer = client.post(reverse("ui:undo"), {"vad": hidden(page, "vad")}, follow=True)
    assert "Ångrat: 1 person sparas som förut." in answer.content.decode()
    assert kept() == [date(2026, 12, 31), date(2028, 1, 1), None]


def test_it_is_taken_back_for_ten_minutes_by_the_same_person(send, client, people, county, monkeypatch):
    number, home = str(people[0].pk), reverse("organisations:people", args=[county.slug])
    send(vilka=number, ja=number, **UNTIL)
    signed = {"vad": hidden(client.get(home).content.decode(), "vad")}
    mine = get_user(client)

    client.force_login(make_coordinator(county))
    client.post(reverse("ui:undo"), signed)
    client.force_login(mine)
    client.post(reverse("ui:undo"), {"vad": signed["vad"] + "x"})
    monkeypatch.setattr("time.time", lambda clock=time.time: clock() + 601)
    client.force_login(mine)
    assert "Det går inte längre att ångra." in client.post(reverse("ui:undo"), signed, follow=True).content.decode()
    assert kept()[0] == date(2027, 3, 31)


def test_the_chosen_are_taken_along_as_a_table(send, people):
    answer = send(act="excel", vald=[people[1].pk])
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[:3] for row in rows[1:]] == [("Åsa", "Ek", "Råd")]


def test_a_reader_takes_along_and_changes_nothing(client, people, county):
    client.force_login(give_role(make_user(), county, Role.READER))
    page = client.get(reverse("organisations:people", args=[county.slug])).content.decode()
    assert 'value="excel"' in page
    assert 'value="behall"' not in page
    client.post(
        reverse("organisations:people_many", args=[county.slug]), {"gor": "behall", "vald": people[0].pk, **UNTIL}
    )
    assert kept() == [None, None, None]


def test_the_access_of_many_is_withdrawn_but_not_ones_own_nor_the_last_coordinators(client, county):
    coordinator = make_coordinator(county, name="Karin Ek")
    reader = give_role(make_user(name="Bo Berg"), county, Role.READER)
    give_party(reader, county, make_municipality(collaboration=county))
    client.force_login(coordinator)
    url = reverse("organisations:access_many", args=[county.slug])

    page = client.post(url, {"gor": "ta-tillbaka", "alla": "1"}).content.decode()
    assert "Återkalla åtkomsten för 1 person?" in page
    assert (hidden(page, "ja"), "Karin Ek" in page) == (str(reader.pk), True)
    client.post(url, {"gor": "ta-tillbaka", "vilka": hidden(page, "vilka"), "ja": hidden(page, "ja")})
    assert list(county.access.values_list("user", flat=True)) == [coordinator.pk]
    assert not county.organisation_access.exists()

    client.force_login(give_role(make_user(), county, Role.READER))
    assert client.post(url, {"gor": "excel", "alla": "1"}).status_code == 403


def test_the_yes_sent_twice_is_one_and_the_second_is_told_so(send, people, client):
    page = send(vald=[people[0].pk]).content.decode()
    answers = {name: hidden(page, name) for name in ("vilka", "ja", "once")} | UNTIL
    send(**answers)
    Person.objects.filter(pk=people[0].pk).update(keep_until=None)
    again = client.get(send(**answers)["Location"]).content.decode()
    assert "Inget har gjorts två gånger." in again
    assert kept() == [None, None, None]
    # Another answer is another sending.
    send(**answers | {"keep_until": "2028-03-31"})
    assert kept()[0] == date(2028, 3, 31)


def test_whoever_must_log_in_on_the_way_comes_back_to_the_question_with_their_answer(send, people, client, county):
    coordinator = get_user(client)
    page = send(vald=[people[0].pk]).content.decode()
    answers = {name: hidden(page, name) for name in ("vilka", "ja", "once")} | UNTIL
    client.logout()
    address = reverse("organisations:people_many", args=[county.slug])
    assert send(**answers)["Location"].endswith(f"?next={address}")
    client.force_login(coordinator)
    page = client.get(address).content.decode()
    assert "Till när ska 1 person sparas?" in page
    assert 'value="2027-03-31"' in page
    answers = {name: hidden(page, name) for name in ("vilka", "ja", "once")} | UNTIL
    assert send(**answers).status_code == 302
    assert kept()[0] == date(2027, 3, 31)
    # Nothing is left to come back to.
    assert client.get(address)["Location"] == reverse("organisations:people", args=[county.slug])
