"""Who sits where on an earlier day is told with the name, title and employer of that day, wherever one may ask."""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from samhandling.core.api.scopes import all_scopes
from samhandling.forums.models import PresidiumTerm
from samhandling.organisations.services.people import change_person
from tests.factories.accounts import by_token
from tests.factories.forums import FIRST_DAY, LAST_DAY, make_appointment, make_forum, make_seat
from tests.factories.organisations import make_collaboration, make_coordinator, make_municipality, make_person

pytestmark = pytest.mark.django_db

THEN, NOW = "2024-06-01", "2026-06-01"


@pytest.fixture
def world():
    """Anna Ek, economist in Umeå, chairs; from 2025 she is Anna Berg, director in Lycksele."""
    collaboration = make_collaboration(slug="vasterbotten", is_public=True)
    umea, lycksele = (
        make_municipality(name, code, collaboration=collaboration)
        for name, code in (("Umeå", "2480"), ("Lycksele", "2481"))
    )
    coordinator = make_coordinator(collaboration)
    forum = make_forum(collaboration, abbreviation="PKD")
    anna = make_person(
        collaboration=collaboration, given_name="Anna", family_name="Ek", title="Ekonom", organisation=umea
    )
    seat = make_seat(forum)
    make_appointment(seat, anna, ends_on=date(2024, 12, 31))
    make_appointment(seat, anna, starts_on=date(2025, 1, 1))
    PresidiumTerm.objects.create(forum=forum, person=anna, office="chair", starts_on=FIRST_DAY, ends_on=LAST_DAY)
    become = {"family_name": "Berg", "title": "Direktör", "organisation": lycksele}
    change_person(actor=coordinator, person=anna, from_on=date(2025, 1, 1), today=date(2026, 11, 22), **become)
    numbers = {"forum": forum, "person": anna, "seat": seat, "umea": umea, "lycksele": lycksele}
    return {name: row.pk for name, row in numbers.items()} | {"coordinator": coordinator}


PAGES = [
    ("forums:detail", "forum"),
    ("forums:seat", "seat"),
    ("forums:person", "person"),
    ("forums:mandate", "forum"),
    ("forums:terms", None),
]


def read(world, name, key, day, **more):
    client = Client()
    client.force_login(world["coordinator"])
    kwargs = {"collaboration": "vasterbotten"} | ({"pk": world[key]} if key else {})
    answer = client.get(reverse(name, kwargs=kwargs), {"datum": day, **more})
    assert answer.status_code == 200
    return answer.content.decode("utf-8-sig")


@pytest.mark.parametrize(("name", "key"), PAGES)
def test_a_page_that_names_somebody_names_them_as_of_its_day(world, name, key):
    span = {"dagar": "365"} if name == "forums:terms" else {}
    then, now = read(world, name, key, THEN, **span), read(world, name, key, NOW, **span)

    assert ["Anna Ek" in then, "Anna Berg" in then] == [True, False]
    assert ["Anna Ek" in now, "Anna Berg" in now] == [False, True]


def table(world, name, day, **more):
    client = Client()
    address = reverse(f"forums:{name}", kwargs={"collaboration": "vasterbotten", "kind": "csv"})
    content = client.get(address, {"datum": day, **more}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def test_the_table_of_terms_that_end_tells_the_name_of_the_day(world):
    def name(day):
        (row,) = table(world, "endings", day, dagar="365")
        return row["Efternamn"]

    assert (name(THEN), name(NOW)) == ("Ek", "Berg")


def test_the_table_of_members_tells_name_title_and_employer_of_the_day(world):
    def row(day):
        (cells,) = table(world, "members", day)
        return [cells[heading] for heading in ("Förnamn", "Efternamn", "Titel", "Arbetar för", "Post")]

    assert row(THEN) == ["Anna", "Ek", "Ekonom", "Umeå", "ordförande"]
    assert row(NOW) == ["Anna", "Berg", "Direktör", "Lycksele", "ordförande"]


@pytest.mark.parametrize(("day", "name", "party"), [(THEN, "Anna Ek", "umea"), (NOW, "Anna Berg", "lycksele")])
def test_who_works_for_a_party_is_found_there_on_the_day(world, day, name, party):
    other = "lycksele" if party == "umea" else "umea"

    assert name in read(world, "forums:party", party, day)
    assert "Anna" not in read(world, "forums:party", other, day)


def test_programs_are_told_the_same(world):
    headers = by_token(world["coordinator"], *(scope.name for scope in all_scopes()))
    here = "/api/v1/collaborations/vasterbotten"
    addresses = [f"{here}/seats", f"{here}/forums/{world['forum']}/seats", f"{here}/forums/{world['forum']}/presidium"]

    def people_on(day):
        found = []
        for address in addresses:
            (item,) = Client().get(address, {"on": day}, headers=headers).json()["items"]
            person = item["person"] if "person" in item else item["holder"]["person"]
            found.append((person["name"], person["title"], person["organisation"]["name"]))
        one = Client().get(f"{here}/seats/{world['seat']}", {"on": day}, headers=headers).json()["holder"]["person"]
        return {*found, (one["name"], one["title"], one["organisation"]["name"])}

    assert people_on(THEN) == {("Anna Ek", "Ekonom", "Umeå")}
    assert people_on(NOW) == {("Anna Berg", "Direktör", "Lycksele")}


def test_open_data_tells_the_same(world):
    def people_on(day):
        (person,) = json.loads(read(world, "opendata:popolo", None, day))["persons"]
        return person["name"], person["family_name"], person["sort_name"]

    assert people_on(THEN) == ("Anna Ek", "Ek", "Ek, Anna")
    assert people_on(NOW) == ("Anna Berg", "Berg", "Berg, Anna")
