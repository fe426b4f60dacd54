"""Pages of long lists, and answers that a program has already."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samhandling.organisations.models import Collaboration, Organisation, Person
from tests.factories.accounts import by_token, make_user
from tests.factories.organisations import (
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db

HERE = "/api/v1/collaborations/vasterbotten"
ORGANISATIONS = f"{HERE}/organisations"
PEOPLE = f"{HERE}/people"


@pytest.fixture
def collaboration() -> Collaboration:
    return make_collaboration(slug="vasterbotten", is_public=True)


@pytest.fixture
def headers(collaboration: Collaboration) -> dict[str, str]:
    token = by_token(make_coordinator(collaboration), "organisations:read", "organisations:write")
    return token | {"Accept-Language": "en"}


def names(client: Client, address: str, headers: dict[str, str] | None = None) -> list[list[str]]:
    """What each page holds, following `next` to the last."""
    pages = []
    while address:
        payload = client.get(address, headers=headers).json()
        pages.append([row["display_name"] for row in payload["items"]])
        address = payload["next"]
    return pages


# --- Pages -----------------------------------------------------------------------------------------


def test_pages_hold_every_row_once_in_swedish_order(client: Client, collaboration: Collaboration):
    for name in ("Östra", "Åre", "Alpha", "Ärla", "Zeta"):
        make_organisation(collaboration=collaboration, display_name=name)
    assert names(client, f"{ORGANISATIONS}?limit=2") == [["Alpha", "Zeta"], ["Åre", "Ärla"], ["Östra"]]


def test_rows_of_the_same_name_are_told_apart_by_their_number(client: Client, collaboration: Collaboration):
    for _number in range(5):
        make_organisation(collaboration=collaboration, display_name="Alpha")
    assert names(client, f"{ORGANISATIONS}?limit=2") == [["Alpha"] * 2, ["Alpha"] * 2, ["Alpha"]]


def test_rows_added_and_removed_meanwhile_neither_repeat_nor_hide_any(client: Client, collaboration: Collaboration):
    rows = [make_organisation(collaboration=collaboration, display_name=name) for name in ("B", "D", "F", "H")]
    first = client.get(f"{ORGANISATIONS}?limit=2").json()
    make_organisation(collaboration=collaboration, display_name="A")
    make_organisation(collaboration=collaboration, display_name="E")
    rows[1].delete()
    assert names(client, first["next"]) == [["E", "F"], ["H"]]


def test_the_next_page_is_also_a_link_header_and_missing_on_the_last(client: Client, collaboration: Collaboration):
    for name in ("A", "B"):
        make_organisation(collaboration=collaboration, display_name=name)
    first = client.get(f"{ORGANISATIONS}?limit=1")
    assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
    last = client.get(first.json()["next"])
    assert (last.json()["next"], "Link" in last.headers) == (None, False)


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("page=1000000000", "page", "There is no such parameter here."),
        ("cursor=1000000000", "cursor", "The cursor is not valid for this list."),
        ("limit=1000000000", "limit", "Enter 200 or less."),
        ("limit=0", "limit", "Enter 1 or more."),
        ("limit=å", "limit", "Enter a whole number."),
        ("limit=1&limit=2", "limit", "It may be given once."),
    ],
)
def test_a_page_that_nobody_can_mean_is_refused(
    client: Client, collaboration: Collaboration, query: str, parameter: str, words: str
):
    answer = client.get(f"{ORGANISATIONS}?{query}", headers={"Accept-Language": "en"})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["parameter"], error["detail"].startswith(words)) == (422, parameter, True)


def test_a_cursor_belongs_to_one_list_with_its_filters(client: Client, collaboration: Collaboration):
    make_collaboration(slug="orebro", is_public=True)
    for name in ("A", "B"):
        make_organisation(collaboration=collaboration, display_name=name)
    cursor = client.get(f"{ORGANISATIONS}?limit=1").json()["next"].partition("?")[2]
    assert client.get(f"{ORGANISATIONS}?{cursor}").status_code == 200
    assert client.get(f"/api/v1/collaborations/orebro/organisations?{cursor}").status_code == 422
    assert client.get(f"{ORGANISATIONS}?{cursor}&kind=agency").status_code == 422
    assert client.get(f"{ORGANISATIONS}?{cursor[:-1]}").status_code == 422


def test_the_newest_first_turns_pages_too(client: Client, collaboration: Collaboration):
    """An order that falls: the counts of inhabitants."""
    umea = make_municipality(inhabitants=134_091)
    for year in (2021, 2023, 2022):
        umea.populations.create(
            reference_on=f"{year}-12-31", inhabitants=year, table="TAB5557", source="SCB", fetched_on="2026-01-01"
        )
    address, years = f"{ORGANISATIONS}/{umea.pk}/populations?limit=2", []
    while address:
        payload = client.get(address).json()
        years += [row["reference_on"][:4] for row in payload["items"]]
        address = payload["next"]
    assert years == ["2025", "2023", "2022", "2021"]


def test_a_deep_page_of_twenty_thousand_people_costs_what_the_first_does(
    client: Client, collaboration: Collaboration, headers: dict[str, str]
):
    people = [
        Person(collaboration=collaboration, given_name="Anna", family_name=f"Berg{number:05}")
        for number in range(20_000)
    ]
    for person in people:
        person.fold_names()
    Person.objects.bulk_create(people, batch_size=5_000)
    client.get(PEOPLE, headers=headers)  # the token's last use is noted once a minute
    address, pages, costs = f"{PEOPLE}?limit=200", 0, set()
    while address:
        with CaptureQueriesContext(connection) as asked:
            payload = client.get(address, headers=headers).json()
        costs.add(len(asked))
        pages, address = pages + 1, payload["next"]
    assert (pages, payload["items"][-1]["family_name"], len(costs)) == (100, "Berg19999", 1)
    assert "OFFSET" not in str(asked.captured_queries)


@pytest.mark.parametrize("listed", ["organisations", "people", "participations"])
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    client: Client, collaboration: Collaboration, headers: dict[str, str], listed: str
):
    def make() -> None:
        organisation = make_organisation(collaboration=collaboration, takes_part=True)
        make_person(collaboration=collaboration, organisation=organisation)

    make()
    client.get(f"{HERE}/{listed}", headers=headers)  # the token's last use is noted once a minute
    with CaptureQueriesContext(connection) as one:
        assert len(client.get(f"{HERE}/{listed}", headers=headers).json()["items"]) == 1
    make()
    make()
    with CaptureQueriesContext(connection) as three:
        assert len(client.get(f"{HERE}/{listed}", headers=headers).json()["items"]) == 3
    # The token with its user, the two kinds of access, those of the forums, the collaboration, the rows.
    assert (len(one), len(three)) == (len(three), len(one))
    assert len(three) <= 8


# --- ETag ------------------------------------------------------------------------------------------


def test_what_a_program_has_already_is_not_sent_again(client: Client, collaboration: Collaboration):
    read = client.get(HERE)
    again = client.get(HERE, headers={"If-None-Match": read.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", read.headers["ETag"])
    assert client.get(HERE, headers={"If-None-Match": f"W/{read.headers['ETag']}"}).status_code == 304
    assert client.get(HERE, headers={"If-None-Match": '"annat"'}).status_code == 200


def test_what_has_changed_is_sent_again(client: Client, collaboration: Collaboration):
    etag = client.get(HERE).headers["ETag"]
    Collaboration.objects.update(introduction="Nytt")
    assert client.get(HERE, headers={"If-None-Match": etag}).status_code == 200


def test_head_tells_the_headers_and_no_body(client: Client, collaboration: Collaboration):
    read, head = client.get(HERE), client.head(HERE)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", read.headers["ETag"])


def test_no_shared_cache_may_keep_what_a_token_opened(client: Client, headers: dict[str, str]):
    answer = client.get(PEOPLE, headers=headers)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


@pytest.fixture
def read(client: Client, collaboration: Collaboration, headers: dict[str, str]) -> tuple[str, str]:
    """The address and the ETag of an organisation."""
    made = make_organisation(collaboration=collaboration, display_name="Norrlandsrådet")
    address = f"{ORGANISATIONS}/{made.pk}"
    return address, client.get(address, headers=headers).headers["ETag"]


def patch(client: Client, address: str, name: str, headers: dict[str, str]):
    return client.patch(address, {"display_name": name}, content_type="application/json", headers=headers)


def test_a_change_of_what_one_has_read_is_made_and_tells_the_new_etag(
    client: Client, read: tuple[str, str], headers: dict[str, str]
):
    address, etag = read
    changed = patch(client, address, "Norr", headers | {"If-Match": etag})
    assert (changed.status_code, changed.json()["display_name"]) == (200, "Norr")
    assert changed.headers["ETag"] == client.get(address, headers=headers).headers["ETag"] != etag


def test_a_change_of_what_somebody_else_has_changed_since_is_refused(
    client: Client, read: tuple[str, str], headers: dict[str, str]
):
    address, etag = read
    Organisation.objects.update(formal_name="Ändrat av någon annan")
    refused = patch(client, address, "Norr", headers | {"If-Match": etag})
    assert (refused.status_code, refused.json()["title"]) == (412, "Someone has changed this since you read it")
    assert Organisation.objects.get().display_name == "Norrlandsrådet"


@pytest.mark.parametrize(("given", "status"), [("*", 200), ('"annat"', 412), ("nonsens", 412), ("", 412)])
def test_if_match_takes_a_star_for_whatever_there_is(
    client: Client, read: tuple[str, str], headers: dict[str, str], given: str, status: int
):
    assert patch(client, read[0], "Norr", headers | {"If-Match": given}).status_code == status


def test_a_stranger_learns_nothing_by_if_match(client: Client, collaboration: Collaboration):
    Collaboration.objects.update(is_public=False)
    address = f"{ORGANISATIONS}/{make_organisation(collaboration=collaboration).pk}"
    stranger = by_token(make_user(), "organisations:write")
    assert patch(client, address, "Norr", stranger | {"If-Match": '"annat"'}).status_code == 404
