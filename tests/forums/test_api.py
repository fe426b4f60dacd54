"""Forums for programs: what is told of a day, to whom, what the verbs do, and how they refuse."""

import base64
from datetime import date, timedelta

import pytest
from django.test import Client

from samhandling.core.models import Event
from samhandling.documents.models import Document
from samhandling.forums.enums import AccessMode, MandateStatus
from samhandling.forums.models import Appointment, Forum, Mandate, PresidiumTerm
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token, make_user
from tests.factories.forums import (
    make_appointment,
    make_forum,
    make_paper,
    make_seat,
    make_secretary,
)
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

READ, WRITE = "forums:read", "forums:write"
TODAY = date.today()  # noqa: DTZ011  # the services are told the real day
ALL = "/api/v1/collaborations/lan"
FILE = {"name": "plan.txt", "content_base64": base64.b64encode(b"Det hemliga").decode()}


@pytest.fixture
def county():
    return make_collaboration(slug="lan", is_public=True)


@pytest.fixture
def coordinator(county):
    return by_token(make_coordinator(county, language="en"), READ, WRITE)


@pytest.fixture
def reader(county):
    return by_token(give_role(make_user(language="en"), county, Role.READER), READ, WRITE)


def at(forum: Forum, *parts: object) -> str:
    return "/".join(map(str, (f"{ALL}/forums/{forum.pk}", *parts)))


def send(client: Client, method: str, url: str, headers: dict[str, str], body: object = None):
    if body is None:
        return client.generic(method, url, headers=headers)
    return getattr(client, method.lower())(url, body, content_type="application/json", headers=headers)


# --- Reads -----------------------------------------------------------------------------------------


def test_the_list_tells_of_a_day_and_each_forum_is_followed_by_those_below(client: Client, county):
    council = make_forum(county, name="Rådet", seats=2)
    make_forum(county, name="Beredningen", parent=council, starts_on=date(2025, 1, 1))
    make_forum(county, name="Förbi", ends_on=date(2023, 12, 31))
    make_appointment(council.seats.first())

    items = client.get(f"{ALL}/forums?on=2026-01-01").json()["items"]
    before = client.get(f"{ALL}/forums?on=2023-06-01").json()["items"]

    assert [(one["name"], one["depth"], one["seats"], one["filled"]) for one in items] == [
        ("Rådet", 0, 2, 1),
        ("Beredningen", 1, 0, 0),
    ]
    assert {one["name"] for one in before} == {"Rådet", "Förbi"}


def test_a_forum_is_told_as_it_is_on_the_day(client: Client, county):
    forum = make_forum(county, name="Rådet", abbreviation="R", seats=1, purpose="Samråda.")
    person = make_person(collaboration=county, given_name="Åsa", family_name="Ek", title="kommunalråd")
    make_appointment(forum.seats.get(), person, ends_on=date(2026, 6, 30))
    PresidiumTerm.objects.create(
        forum=forum, person=person, office="chair", starts_on=date(2023, 1, 1), ends_on=date(2026, 6, 30)
    )

    payload = client.get(f"{at(forum)}?on=2026-06-30").json()
    later = client.get(f"{at(forum)}?on=2026-07-01").json()

    assert (payload["filled"], payload["presidium"][0]["person"]["name"]) == (1, "Åsa Ek")
    assert (later["filled"], later["presidium"]) == (0, [])
    assert payload["outcomes"] == ["recommendation", "position", "consultation", "information"]


def test_seats_tell_who_sits_and_since_when_nobody_does(client: Client, county):
    forum = make_forum(county, seats=2)
    make_appointment(forum.seats.first(), make_person(collaboration=county, given_name="Åsa", family_name="Ek"))
    make_appointment(forum.seats.last(), ends_on=date(2024, 12, 31))

    first, second = client.get(f"{at(forum, 'seats')}?on=2025-06-01").json()["items"]
    vacant = client.get(f"{ALL}/vacancies?on=2025-06-01").json()["items"]

    assert (first["holder"]["person"]["name"], first["vacant_since"]) == ("Åsa Ek", None)
    assert (second["holder"], second["vacant_since"]) == (None, "2025-01-01")
    assert [one["id"] for one in vacant] == [second["id"]]


def test_ending_appointments_tell_whether_a_successor_is_appointed(client: Client, county):
    seat = make_seat(make_forum(county))
    make_appointment(seat, ends_on=date(2026, 6, 30))
    make_appointment(seat, starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30))

    (item,) = client.get(f"{ALL}/ending-appointments?on=2026-06-01&days=60").json()["items"]

    assert (item["appointment"]["ends_on"], item["has_successor"]) == ("2026-06-30", True)


def test_a_closed_forums_papers_are_for_those_who_sit_there(client: Client, county, coordinator, reader):
    forum = make_forum(county, name="Slutet", access=AccessMode.CLOSED)
    paper = make_paper(forum, "Hemlig plan", text="Det hemliga")
    secretary = by_token(make_secretary(forum), READ)
    others = [{}, coordinator, reader]

    lists = [client.get(at(forum, "papers"), headers=headers).json()["items"] for headers in others]
    files = [client.get(at(forum, "papers", paper.pk, "file"), headers=headers).status_code for headers in others]
    items = client.get(at(forum, "papers"), headers=secretary).json()["items"]
    file = client.get(at(forum, "papers", paper.pk, "file"), headers=secretary)

    assert (lists, files) == ([[], [], []], [404, 404, 404])
    assert [one["title"] for one in items] == ["Hemlig plan"]
    assert b"".join(file.streaming_content) == b"Det hemliga"
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_a_secretary_hands_in_a_paper_that_only_those_of_the_closed_forum_read(client: Client, county, coordinator):
    keeper = make_municipality(collaboration=county)
    forum = make_forum(county, access=AccessMode.CLOSED, owner=keeper)
    secretary = by_token(make_secretary(forum), READ, WRITE)
    body = {"title": "Hemlig plan", "dated_on": "2026-11-01", "kind": "plan", "file": FILE, "is_confirmed": True}

    refused = send(client, "POST", at(forum, "papers/upload"), coordinator, body)
    unsure = send(client, "POST", at(forum, "papers/upload"), secretary, body | {"is_confirmed": False})
    assert (unsure.status_code, unsure.json()["code"]) == (409, "laying_not_confirmed")
    made = send(client, "POST", at(forum, "papers/upload"), secretary, body)

    payload = made.json()
    address = at(forum, "papers", payload["id"])
    assert (refused.status_code, made.status_code, made.headers["Location"]) == (403, 201, address)
    assert (payload["title"], payload["kind"], payload["owner"]["id"]) == ("Hemlig plan", "plan", keeper.pk)
    file = client.get(f"{address}/file", headers=secretary)
    assert b"".join(file.streaming_content) == b"Det hemliga"
    answers_for_keeper = by_token(give_party(make_user(), county, keeper), READ)
    assert [client.get(address, headers=headers).status_code for headers in ({}, coordinator, answers_for_keeper)] == [
        404,
        404,
        404,
    ]


def test_a_paper_of_somebody_elses_organisation_is_not_handed_in(client: Client, county):
    keeper, other = make_municipality(collaboration=county), make_municipality("Vindeln", "2404", collaboration=county)
    forum = make_forum(county, owner=keeper)
    secretary = by_token(make_secretary(forum), READ, WRITE)
    body = {"title": "Ny plan", "dated_on": "2026-11-01", "file": FILE, "owner_id": other.pk, "is_confirmed": True}

    answer = send(client, "POST", at(forum, "papers/upload"), secretary, body)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/owner_id")
    assert not Document.objects.exists()


def test_a_drafted_mandate_is_for_those_who_write_it(client: Client, county, coordinator, reader):
    forum = make_forum(county)
    text = {"forum": forum, "kind": "mission"}
    Mandate.objects.create(
        version=1, status=MandateStatus.ADOPTED, adopted_on=date(2024, 1, 1), text="Samråda om allt.", **text
    )
    Mandate.objects.create(version=2, text="Samråda om mycket.", **text)

    seen = {
        who: [one["version"] for one in client.get(at(forum, "mandates"), headers=headers).json()["items"]]
        for who, headers in {"visitor": {}, "reader": reader, "coordinator": coordinator}.items()
    }
    difference = client.get(at(forum, "mandates", 2), headers=coordinator).json()["difference"]

    assert seen == {"visitor": [1], "reader": [1], "coordinator": [2, 1]}
    assert client.get(at(forum, "mandates", 2), headers=reader).status_code == 404
    assert [(one["kind"], one["text"]) for one in difference] == [
        ("same", "Samråda om "),
        ("removed", "allt"),
        ("added", "mycket"),
        ("same", "."),
    ]


@pytest.mark.parametrize("part", ["forums", "seats", "vacancies", "ending-appointments"])
def test_a_list_costs_as_many_queries_with_three_rows_as_with_one(
    client: Client, county, coordinator, part, django_assert_num_queries
):
    client.get(ALL, headers=coordinator)  # that the token was used is noted once
    queries = {"forums": 7, "seats": 8, "vacancies": 6, "ending-appointments": 7}[part]
    url = f"{ALL}/{part}?on={TODAY}"
    lengths = []
    for more in (1, 2):
        for _row in range(more):
            forum = make_forum(county, owner=make_municipality(collaboration=county))
            make_seat(forum)
            make_appointment(make_seat(forum), starts_on=TODAY, ends_on=TODAY + timedelta(days=9))
        with django_assert_num_queries(queries):
            lengths.append(len(client.get(url, headers=coordinator).json()["items"]))

    assert lengths[0] < lengths[1]


def test_seats_are_turned_a_page_at_a_time_and_a_cursor_leads_only_where_it_was_given(client: Client, county):
    forum = make_forum(county)
    made = [make_seat(forum).pk for _seat in range(3)]
    url, read = f"{ALL}/seats?limit=2", []

    first = client.get(url).json()
    read += [one["id"] for one in first["items"]]
    last = client.get(first["next"]).json()
    read += [one["id"] for one in last["items"]]
    stolen = first["next"].replace("/seats?", "/vacancies?")
    astray = [client.get(address) for address in (f"{url}&cursor=abc", f"{url}&cursor=2", stolen)]

    assert (read, last["next"]) == (made, None)
    assert [(answer.status_code, answer.json()["errors"][0]["code"]) for answer in astray] == [(422, "cursor")] * 3


# --- Verbs -----------------------------------------------------------------------------------------


def test_a_seat_is_filled_and_the_chair_chosen(client: Client, county, coordinator):
    """What a register of those who are elected does."""
    forum = make_forum(county, seats=2)
    person = make_person(collaboration=county, given_name="Åsa", family_name="Ek")
    term = {"person_id": person.pk, "starts_on": str(TODAY), "ends_on": str(TODAY + timedelta(days=100))}

    address = f"{ALL}/seats/{forum.seats.first().pk}/appointments"
    appointed = send(client, "POST", address, coordinator, term | {"decided_by": "KF", "decision_reference": "§ 87"})
    chosen = send(client, "POST", at(forum, "presidium"), coordinator, term | {"office": "chair"})
    ended = send(client, "POST", f"{chosen.headers['Location']}/end", coordinator, {"ends_on": str(TODAY)})

    assert (appointed.status_code, appointed.json()["person"]["name"]) == (201, "Åsa Ek")
    assert client.get(appointed.headers["Location"], headers=coordinator).json() == appointed.json()
    assert (chosen.json()["office"], chosen.json()["number"], chosen.json()["ends_on"]) == ("chair", 1, term["ends_on"])
    assert ended.json() == chosen.json() | {"ends_on": str(TODAY)}
    assert (client.get(at(forum)).json()["seats"], client.get(at(forum)).json()["filled"]) == (2, 1)


def test_two_are_not_appointed_to_one_seat(client: Client, county, coordinator):
    seat = make_seat(make_forum(county))
    make_appointment(seat, make_person(collaboration=county, given_name="Åsa", family_name="Ek"))
    body = {"person_id": make_person(collaboration=county).pk, "starts_on": "2026-01-01", "ends_on": "2026-12-31"}

    refused = send(client, "POST", f"{ALL}/seats/{seat.pk}/appointments", coordinator, body)
    replaced = send(client, "POST", f"{ALL}/seats/{seat.pk}/replace", coordinator, body)

    assert (refused.status_code, refused.json()["code"]) == (409, "seat_taken")
    assert "Åsa Ek" in refused.json()["detail"]
    assert replaced.status_code == 201
    assert list(seat.appointments.order_by("starts_on").values_list("ends_on", flat=True)) == [
        date(2025, 12, 31),
        date(2026, 12, 31),
    ]


def test_a_party_appoints_to_its_own_seats_only(client: Client, county):
    forum = make_forum(county)
    umea, robertsfors = make_municipality(), make_municipality("Robertsfors", "2409")
    mine, theirs = make_seat(forum, organisation=umea), make_seat(forum, organisation=robertsfors)
    party = by_token(give_party(make_user(), county, umea), WRITE)
    body = {"person_id": make_person(collaboration=county).pk, "starts_on": "2026-01-01", "ends_on": "2026-12-31"}

    answers = [
        send(client, "POST", f"{ALL}/seats/{seat.pk}/appointments", party, body).status_code for seat in (mine, theirs)
    ]

    assert answers == [201, 403]
    assert Event.objects.get(verb="appointment.made").on_behalf_of == "Umeå"


def test_somebody_of_another_county_is_nobody_to_appoint(client: Client, county, coordinator):
    seat = make_seat(make_forum(county))
    stranger = make_person(given_name="Hemlig", family_name="Hemligsson")
    body = {"person_id": stranger.pk, "starts_on": "2026-01-01", "ends_on": "2026-12-31"}

    refused = send(client, "POST", f"{ALL}/seats/{seat.pk}/appointments", coordinator, body)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/person_id")
    assert "Hemlig" not in refused.content.decode()
    assert not Appointment.objects.exists()


def test_an_appointment_is_ended_and_corrected(client: Client, county, coordinator):
    appointment = make_appointment(make_seat(make_forum(county)), decided_by="KF")
    url = f"{ALL}/appointments/{appointment.pk}"

    corrected = send(client, "PATCH", url, coordinator, {"decision_reference": "§ 87"}).json()
    ended = send(client, "POST", f"{url}/end", coordinator, {"ends_on": "2025-06-30", "reason": "Flyttar"}).json()

    assert (corrected["decided_by"], corrected["decision_reference"]) == ("KF", "§ 87")
    assert ended["ends_on"] == "2025-06-30"
    assert "Flyttar" not in str(client.get(url).json())


def test_who_is_secretary_is_told_to_the_coordinator(client: Client, county, coordinator, reader):
    forum = make_forum(county)
    secretary = make_secretary(forum, make_user(name="Bo Alm"))
    access = forum.secretaries.get()
    row = {"id": access.pk, "forum_id": forum.pk, "user": {"id": secretary.pk, "name": "Bo Alm"}}

    assert client.get(at(forum, "secretaries"), headers=coordinator).json()["items"] == [row]
    assert client.get(at(forum, "secretaries", access.pk), headers=coordinator).json() == row
    assert client.get(at(forum, "secretaries"), headers=reader).status_code == 403
    assert client.get(at(forum, "secretaries")).status_code == 404
    assert client.get(at(forum)).json()["secretaries"] == ["Bo Alm"]


# --- Who may ---------------------------------------------------------------------------------------

TERM = {"person_id": 1, "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
WRITES = [
    ("POST", "seats/{seat}/appointments", TERM),
    ("POST", "seats/{seat}/replace", TERM),
    ("PATCH", "appointments/{appointment}", {"decided_by": "KF"}),
    ("POST", "appointments/{appointment}/end", {"ends_on": "2026-01-01"}),
    ("POST", "forums/{forum}/presidium", TERM | {"office": "chair"}),
    ("POST", "forums/{forum}/papers", {"document_id": 1, "is_confirmed": True}),
    (
        "POST",
        "forums/{forum}/papers/upload",
        {"title": "Ny", "dated_on": "2026-01-01", "file": FILE, "is_confirmed": True},
    ),
]


@pytest.mark.parametrize(("method", "part", "body"), WRITES)
def test_members_without_the_right_strangers_visitors_and_narrow_tokens(
    client: Client, county, reader, method, part, body
):
    county.is_public = False
    county.save()
    forum = make_forum(county)
    appointment = make_appointment(make_seat(forum))
    numbers = {"forum": forum.pk, "seat": appointment.seat_id, "appointment": appointment.pk}
    user = make_coordinator(county)
    callers = {
        "member": reader,
        "stranger": by_token(make_coordinator(make_collaboration()), READ, WRITE),
        "visitor": {},
        "may only read": by_token(user, READ),
        "another room": by_token(user, "agreements:write"),
    }

    answers = {
        who: send(client, method, f"{ALL}/{part.format_map(numbers)}", headers, body).status_code
        for who, headers in callers.items()
    }

    assert answers == {"member": 403, "stranger": 404, "visitor": 401, "may only read": 403, "another room": 403}
    assert not Event.objects.exists()
