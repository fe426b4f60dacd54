"""Our organisation on a day before and after today: its seats, its answers, its duties, its people and its money."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from samhandling.agreements.enums import Status
from samhandling.organisations.models import FormerFacts
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_duty, make_party, ratify
from tests.factories.documents import make_document, share
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import give_party, make_collaboration, make_municipality, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def first_of_december(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)


@pytest.fixture
def county():
    return make_collaboration(slug="lanet", is_public=True)


@pytest.fixture
def mala(county):
    return make_municipality("Malå", "2418", collaboration=county)


@pytest.fixture
def client(county, mala):
    client = Client()
    client.force_login(give_party(make_user(), county, mala))
    return client


@pytest.fixture
def times(county, mala):
    """An agreement for 2023–2026, ratified in November 2022, with a duty done in 2024; one on its way for 2027–2030."""
    now = make_agreement(
        county,
        parties=0,
        title="Nuvarande",
        status=Status.IN_FORCE,
        proposed_on=date(2022, 9, 1),
        entered_on=date(2023, 1, 1),
    )
    ratify(make_party(now, mala), decided_on=date(2022, 11, 21))
    make_duty(now, what="Lämna plan", owner=mala, due_on=date(2024, 3, 1), fulfilled_on=date(2024, 5, 1))
    coming = make_agreement(
        county,
        parties=0,
        title="Nästa",
        status=Status.PROPOSED,
        starts_on=date(2027, 1, 1),
        ends_on=date(2030, 12, 31),
        proposed_on=date(2026, 9, 1),
    )
    make_party(coming, mala)
    seat = make_seat(make_forum(county, name="Rådet"), organisation=mala)
    make_appointment(seat, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))


def ours(client, day=""):
    answer = client.get(reverse("portal:our_organisation", args=["lanet"]), {"datum": day} if day else {})
    assert answer.status_code == 200
    return answer.context["ours"], answer.text


@pytest.mark.parametrize(
    ("day", "commitments", "duties"),
    [
        ("2022-08-31", [], []),
        ("2022-10-01", [("Nuvarande", "Ska antas före 1 januari 2023.")], []),
        ("2022-12-01", [("Nuvarande", "Antogs av kommunfullmäktige 21 november 2022.")], []),
        ("2024-04-30", [("Nuvarande", "Antogs av kommunfullmäktige 21 november 2022.")], ["Lämna plan"]),
        ("2024-05-01", [("Nuvarande", "Antogs av kommunfullmäktige 21 november 2022.")], []),
        (
            "",
            [
                ("Nästa", "Ska antas före 1 januari 2027."),
                ("Nuvarande", "Antogs av kommunfullmäktige 21 november 2022."),
            ],
            [],
        ),
        ("2027-02-01", [("Nästa", "Ska antas före 1 januari 2027.")], []),
    ],
)
def test_what_was_asked_and_promised_on_the_day(client, times, day, commitments, duties):
    shown, _html = ours(client, day)
    assert [(one.title, one.sentence) for one in shown.commitments] == commitments
    assert [one.what for one in shown.duties] == duties


def test_only_today_can_anybody_wait(client, times):
    today, now = ours(client)
    coming, then = ours(client, "2027-01-01")
    assert [one.title for one in today.waits] == ["Nästa"]
    assert coming.waits == []
    assert ("väntar på er" in now, "väntar på er" in then) == (True, False)
    assert today.state.endswith("Ett svar väntas från er.")
    assert "svar" not in coming.state


def test_the_seats_are_those_of_the_day_with_one_way_back(client, times, mala):
    today, now = ours(client)
    coming, then = ours(client, "2027-01-01")
    address = reverse("portal:our_organisation", args=["lanet"])
    assert [(one.seats.seats, one.seats.filled) for one in (today, coming)] == [(1, 1), (1, 0)]
    assert [seat.seat.forum.name for seat in coming.needing] == ["Rådet"]
    assert then.count("Du ser läget den <strong>1 januari 2027</strong>.") == 1
    assert f'<a href="{address}">Visa läget i dag</a>' in then
    assert f'{reverse("forums:party", args=["lanet", mala.pk])}?datum=2027-01-01"' in then
    assert "Du ser läget" not in now


def test_the_people_are_those_who_worked_there_as_they_were_called(client, county, mala):
    norsjo = make_municipality("Norsjö", "2417", collaboration=county)
    moved = make_person(collaboration=county, given_name="Eva", family_name="Ny", organisation=norsjo)
    FormerFacts.objects.create(
        person=moved, given_name="Eva", family_name="Gammal", title="", organisation=mala, until_on=date(2025, 6, 30)
    )
    make_person(collaboration=county, given_name="Bo", family_name="Ek", organisation=mala)
    told = {day: sorted(str(person) for person in ours(client, day)[0].people) for day in ("", "2025-06-30")}
    assert told == {"": ["Bo Ek"], "2025-06-30": ["Bo Ek", "Eva Gammal"]}


@pytest.mark.both_databases
def test_what_was_shared_later_had_not_been_shared(client, county, mala):
    share(make_document(county, title="PM"), mala, shared_at=datetime(2024, 3, 1, 12, tzinfo=UTC))
    assert [ours(client, day)[0].received_count for day in ("", "2024-03-01", "2024-02-29")] == [1, 1, 0]
    assert ours(client, "2024-02-29")[0].papers_sentence == "Ingen hade delat en handling med er den dagen."


def test_the_money_is_that_of_the_year(client):
    assert ours(client, "2024-06-01")[0].money.sentence == "Inget är antaget eller budgeterat för er 2024."
