"""The Popolo document: valid, read as W3C ORG, and saying just what the database says."""

import json
from datetime import date
from importlib.resources import files

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from rdflib import Graph

from samhandling.forums.enums import Office, SeatKind
from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.organisations.models import Collaboration, Participation, Person
from tests.factories.accounts import make_user
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    give_role,
    make_collaboration,
    make_contact_point,
    make_municipality,
    make_organisation,
    make_person,
    make_region,
)

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
ON = {"datum": "2024-05-01"}
PREFIXES = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX opengov: <http://www.w3.org/ns/opengov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/>
"""
SCHEMA = json.loads(files("samhandling.opendata").joinpath("facts/popolo.schema.json").read_text())


@pytest.fixture
def county() -> Collaboration:
    """A region and two municipalities, a delegation with three seats, one of them vacant, and a committee below."""
    county = make_collaboration(slug="vasterbotten", name="Samverkan i Västerbotten", is_public=True)
    make_region(collaboration=county)
    umea = make_municipality("Umeå", "2480", collaboration=county)
    lycksele = make_municipality("Lycksele", "2481", collaboration=county)
    delegation = make_forum(county, organisations=[umea, lycksele, umea], seats=3, abbreviation="PKD")
    committee = make_forum(county, name="Arbetsutskottet", parent=delegation)
    first, second, _vacant = delegation.seats.all()
    anna = make_person(collaboration=county, given_name="Anna", family_name="Ström")
    make_appointment(first, anna)
    make_appointment(second, make_person(collaboration=county, given_name="Örjan", family_name="Berg"))
    make_appointment(make_seat(committee, kind=SeatKind.DEPUTY), anna)
    PresidiumTerm.objects.create(
        forum=delegation, person=anna, office=Office.CHAIR, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31)
    )
    return county


def document(collaboration: Collaboration, client: Client | None = None, **query: str) -> dict:
    answer = (client or Client()).get(f"/samverkan/{collaboration.slug}/export/popolo.json", query or ON)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/ld+json")
    return json.loads(answer.content)


def graph_of(content: dict) -> Graph:
    graph = Graph()
    graph.parse(data=json.dumps(content), format="json-ld")
    return graph


def rows(graph: Graph, pattern: str) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str, row)) for row in graph.query(f"{PREFIXES} SELECT * WHERE {{ {pattern} }}"))


def test_the_document_keeps_its_schema(county: Collaboration):
    make_contact_point(person=Person.objects.get(given_name="Anna"), is_public=True)
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(document(county))) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content["memberships"][0].pop("organization_id"),
        lambda content: content["memberships"][0].update(member_id="http://x/1"),
        lambda content: content["posts"][0].pop("label"),
        lambda content: content["organizations"][0].update(founding_date="2023-13-01"),
        lambda content: content["persons"][0].update(personal_identity_number="19121212-1212"),
        lambda content: content["persons"][0].update(id="anna"),
    ],
)
def test_the_schema_sees_what_is_wrong(county: Collaboration, spoil):
    content = document(county)
    spoil(content)
    assert not Draft202012Validator(SCHEMA).is_valid(content)


def test_a_reader_of_rdf_finds_as_much_as_the_database_holds(county: Collaboration):
    graph = graph_of(document(county))
    appointments, terms, taking_part = (model.objects.count() for model in (Appointment, PresidiumTerm, Participation))

    counts = {
        pattern: len(rows(graph, pattern))
        for pattern in (
            "?m a org:Membership",
            "?m a org:Membership ; org:member ?who ; org:organization ?where ; org:role ?role",
            "?m opengov:onBehalfOf ?party",
            "?p a org:Post",
            "?p a org:Post ; org:postIn ?forum ; org:role ?role",
            "?who org:holds ?post . ?post a org:Post",
            "?forum org:subOrganizationOf ?above . ?above a org:Organization",
            "?who a foaf:Person ; foaf:name ?name ; foaf:familyName ?family",
            "?where a org:OrganizationalCollaboration",
        )
    }

    assert (appointments, terms, taking_part) == (3, 1, 3)
    assert list(counts.values()) == [
        appointments + terms + taking_part,
        appointments + terms + taking_part,
        2,
        Seat.objects.count(),
        Seat.objects.count(),
        appointments,
        Forum.objects.count(),
        2,
        1,
    ]


def test_who_sits_where_for_whom_and_as_what(county: Collaboration):
    graph = graph_of(document(county))
    found = rows(
        graph,
        """?m org:member ?who ; org:organization ?where ; org:role ?role . ?who foaf:name ?name .
        ?where skos:prefLabel ?forum . ?role skos:prefLabel ?called . FILTER(lang(?called) = "sv")
        OPTIONAL { ?m opengov:onBehalfOf ?party . ?party skos:prefLabel ?municipality }
        OPTIONAL { ?m schema:validThrough ?last }""",
    )
    words = {value for row in found for value in row}

    assert len(found) == 4
    assert {"Anna Ström", "Örjan Berg", "Umeå", "Lycksele", "ledamot", "ersättare", "ordförande", "2026-12-31"} <= words


def test_the_tree_of_forums_hangs_on_the_collaboration(county: Collaboration):
    delegation, committee = Forum.objects.order_by("pk")
    above = {row["id"]: row.get("parent_id") for row in document(county)["organizations"]}

    assert above[f"{SITE}/id/forum/{committee.pk}/"] == f"{SITE}/id/forum/{delegation.pk}/"
    assert above[f"{SITE}/id/forum/{delegation.pk}/"] == f"{SITE}/samverkan/vasterbotten/"
    assert above[f"{SITE}/samverkan/vasterbotten/"] is None


def test_a_municipality_is_told_by_its_code_and_its_ground(county: Collaboration):
    content = document(county)
    umea = next(row for row in content["organizations"] if row["name"] == "Umeå")
    area = next(row for row in content["areas"] if row["id"] == umea["area_id"])

    assert umea["identifiers"] == [{"identifier": "2480", "scheme": "SCB"}]
    assert umea["other_names"] == [{"name": "Umeå kommun"}]
    assert (area["name"], area["identifier"], area["classification"]) == ("Umeå", "2480", "municipality_area")


def test_another_day_tells_who_sat_then(county: Collaboration):
    then = document(county, datum="2022-01-01")
    assert (then["as_of"], then["persons"], then["posts"]) == ("2022-01-01", [], [])


def test_who_came_back_takes_part_on_the_days_of_both_times(county: Collaboration):
    umea = Participation.objects.filter(organisation__scb_code="2480")
    umea.update(joined_on=date(2023, 1, 1), left_on=date(2024, 12, 31))
    county.participations.create(organisation=umea.get().organisation, joined_on=date(2026, 1, 1))

    def times_on(day):
        memberships = document(county, datum=day)["memberships"]
        return [
            (one["start_date"], one.get("end_date"))
            for one in memberships
            if one["role"] == "participant" and one.get("start_date")
        ]

    assert [times_on(day) for day in ("2023-06-01", "2025-06-01", "2026-06-01")] == [
        [("2023-01-01", "2024-12-31")],
        [],
        [("2026-01-01", None)],
    ]


def test_people_are_there_by_their_seats_and_by_nothing_else(county: Collaboration):
    make_person(collaboration=county, given_name="Ingen", family_name="Plats")
    coordinator = give_role(make_user(name="Samordnaren", email="hemlig@example.se"), county)
    anna = Person.objects.get(given_name="Anna")
    make_contact_point(person=anna, value="hemligt@example.se")
    make_contact_point(person=anna, value="anna.strom@example.se", is_public=True)
    client = Client()
    client.force_login(coordinator)

    for reader in (Client(), client):
        content = document(county, reader)
        text = json.dumps(content, ensure_ascii=False)
        assert [person["name"] for person in content["persons"]] == ["Anna Ström", "Örjan Berg"]
        assert content["persons"][0]["contact_details"] == [{"type": "email", "value": "anna.strom@example.se"}]
        assert [word for word in ("Ingen", "Samordnaren", "hemligt@", "hemlig@") if word in text] == []


def test_somebody_erased_leaves_neither_name_nor_membership(county: Collaboration):
    Person.objects.filter(given_name="Anna").update(erased_at="2024-01-01T00:00:00Z")
    content = document(county)
    assert [person["name"] for person in content["persons"]] == ["Örjan Berg"]
    assert len([row for row in content["memberships"] if "person_id" in row]) == 1


def test_everything_published_lies_in_one_document_and_nothing_else(county: Collaboration):
    hidden = make_collaboration(name="Hemlighetsmyren")
    make_appointment(make_seat(make_forum(hidden, name="Hemliga forumet")))
    other = make_collaboration(name="Samverkan i Värmland", is_public=True)
    make_appointment(make_seat(make_forum(other)))

    text = b"".join(Client().get("/export/popolo.json", ON).streaming_content).decode()
    found = json.loads(text)

    assert Draft202012Validator(SCHEMA).is_valid(found)
    assert len(rows(graph_of(found), "?where a org:OrganizationalCollaboration")) == 2
    assert len(found["persons"]) == 3
    assert "Hemlig" not in text


def test_an_unpublished_collaboration_is_for_those_with_access():
    hidden = make_collaboration(slug="hemlig")
    client = Client()
    client.force_login(give_role(make_user(), hidden, "reader"))

    answers = [reader.get("/samverkan/hemlig/export/popolo.json") for reader in (Client(), client)]

    assert [answer.status_code for answer in answers] == [404, 200]
    assert answers[1].headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answers[1].headers


def test_what_is_known_already_is_not_sent_again(county: Collaboration):
    client, address = Client(), "/samverkan/vasterbotten/export/popolo.json"
    first = client.get(address, ON)
    again = client.get(address, ON, headers={"If-None-Match": first.headers["ETag"]})
    Person.objects.filter(given_name="Anna").update(family_name="Å")
    changed = client.get(address, ON, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert client.head(address, ON).headers["ETag"] == changed.headers["ETag"]
    assert client.post(address).status_code == 405


def test_three_forums_cost_no_more_questions_than_one(county: Collaboration, django_assert_num_queries):
    with django_assert_num_queries(14):
        Client().get("/samverkan/vasterbotten/export/popolo.json", ON)
    for number in range(3):
        organisation = make_organisation(collaboration=county, takes_part=True, display_name=f"Förening {number}")
        forum = make_forum(county, name=f"Nätverk {number}", owner=organisation)
        make_appointment(make_seat(forum, organisation=organisation))
    with django_assert_num_queries(14):
        Client().get("/samverkan/vasterbotten/export/popolo.json", ON)


def test_the_schema_itself_may_be_fetched():
    answer = Client().get("/export/popolo.schema.json")
    assert json.loads(answer.content) == SCHEMA


@pytest.mark.parametrize("kind", ["forum", "personer", "platser", "uppdrag", "presidium", "deltaganden"])
def test_a_lasting_address_leads_to_the_page_of_the_thing(county: Collaboration, kind: str):
    content = document(county)
    named = [row["id"] for rows in content.values() if isinstance(rows, list) for row in rows]
    address = next(name for name in named if f"/id/{kind}/" in name).removeprefix(SITE)

    found = Client().get(address)
    assert found.status_code == 303
    assert Client().get(found.headers["Location"]).status_code == 200

    county.is_public = False
    county.save()
    assert Client().get(address).status_code == 404
    assert Client().get(f"/id/{kind}/999999999999999999999/").status_code == 404


def test_an_organisation_leads_to_a_collaboration_that_one_may_see(county: Collaboration):
    umea = make_municipality("Umeå", "2480")
    make_municipality("Umeå", "2480", collaboration=make_collaboration(name="Dold"))
    alone = make_municipality("Borås", "1490")

    assert Client().get(f"/id/organisationer/{umea.pk}/").headers["Location"] == (
        f"/samverkan/vasterbotten/organisationer/{umea.pk}/"
    )
    assert Client().get(f"/id/organisationer/{alone.pk}/").status_code == 404
