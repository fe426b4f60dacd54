"""The address book for programs: read as one may see it, changed as one may change it."""

from datetime import date

import pytest
from django.test import Client

from samhandling.core.models import Event
from samhandling.organisations.api.organisations import OwnKind
from samhandling.organisations.enums import Role
from samhandling.organisations.forms.organisations import OWN_KINDS
from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Participation, Person
from tests.factories.accounts import by_token, make_user
from tests.factories.organisations import (
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/collaborations"
HERE = f"{API}/vasterbotten"
BOTH = ("organisations:read", "organisations:write")


@pytest.fixture
def collaboration() -> Collaboration:
    return make_collaboration(slug="vasterbotten", name="Samverkan i Västerbotten", is_public=True)


@pytest.fixture
def coordinator(collaboration: Collaboration) -> dict[str, str]:
    return by_token(make_coordinator(collaboration), *BOTH) | {"Accept-Language": "en"}


@pytest.fixture
def reader(collaboration: Collaboration) -> dict[str, str]:
    return by_token(give_role(make_user(), collaboration, Role.READER), *BOTH) | {"Accept-Language": "en"}


def send(method: str, address: str, headers: dict[str, str], body: dict[str, object] | None = None):
    more = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(Client(), method)(address, headers=headers, **more)


# --- Read ------------------------------------------------------------------------------------------


def test_a_visitor_reads_of_published_collaborations_only(client: Client, collaboration: Collaboration):
    make_collaboration(slug="dold")
    payload = client.get(API).json()
    assert payload == {
        "items": [
            {
                "slug": "vasterbotten",
                "name": "Samverkan i Västerbotten",
                "introduction": "",
                "county_code": "",
                "contact_name": "",
                "contact_email": "",
                "contact_phone": "",
                "is_public": True,
                "is_example": False,
            }
        ],
        "next": None,
    }
    assert client.get(f"{API}/dold").status_code == 404


def test_an_organisation_is_told_with_its_population_and_from_when_it_takes_part(
    client: Client, collaboration: Collaboration
):
    umea = make_municipality(inhabitants=134_091, collaboration=collaboration)
    participation = umea.participations.get()
    assert client.get(f"{HERE}/organisations/{umea.pk}").json() == {
        "id": umea.pk,
        "display_name": "Umeå",
        "formal_name": "Umeå kommun",
        "kind": "municipality",
        "sector": "public",
        "scb_code": "2480",
        "organisation_number": "",
        "parent_id": None,
        "is_national": True,
        "population": {
            "inhabitants": 134_091,
            "reference_on": "2025-12-31",
            "table": "TAB5557",
            "source": "SCB",
            "fetched_on": "2026-09-13",
        },
        "participation": {
            "id": participation.pk,
            "organisation": {"id": umea.pk, "name": "Umeå"},
            "joined_on": None,
            "left_on": None,
        },
        "participations": [
            {
                "id": participation.pk,
                "organisation": {"id": umea.pk, "name": "Umeå"},
                "joined_on": None,
                "left_on": None,
            }
        ],
        "contact_points": [],
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Norrlandsrådet", "Umeå"]),
        ("?q=norr", ["Norrlandsrådet"]),
        ("?kind=municipality", ["Umeå"]),
        ("?sector=civil", ["Norrlandsrådet"]),
        ("?within=national", ["Norrlandsrådet", "Umeå", "Vännäs"]),
    ],
)
def test_the_list_is_filtered_as_on_its_page(
    client: Client, collaboration: Collaboration, query: str, names: list[str]
):
    make_municipality(collaboration=collaboration)
    make_municipality("Vännäs", "2460")
    make_organisation(collaboration=collaboration, display_name="Norrlandsrådet", sector="civil")
    items = client.get(f"{HERE}/organisations{query}").json()["items"]
    assert [row["display_name"] for row in items] == names


def test_people_are_for_members(client: Client, collaboration: Collaboration, reader: dict[str, str]):
    person = make_person(collaboration=collaboration, email="anna@example.se", keep_until=date(2027, 1, 1))
    for headers in ({}, by_token(make_user(), *BOTH)):
        for address in (f"{HERE}/people", f"{HERE}/people/{person.pk}"):
            assert client.get(address, headers=headers).status_code == 404
    payload = client.get(f"{HERE}/people/{person.pk}", headers=reader).json()
    assert (payload["family_name"], payload["keep_until"]) == (person.family_name, None)
    assert [point["value"] for point in payload["contact_points"]] == ["anna@example.se"]


def test_visitors_see_only_the_ways_of_contact_that_are_public(
    client: Client, collaboration: Collaboration, reader: dict[str, str]
):
    organisation = make_organisation(collaboration=collaboration)
    for value, is_public in (("info@example.se", True), ("chef@example.se", False)):
        make_contact_point(organisation=organisation, collaboration=collaboration, value=value, is_public=is_public)
    address = f"{HERE}/organisations/{organisation.pk}"
    seen = [
        [point["value"] for point in client.get(address, headers=headers).json()["contact_points"]]
        for headers in ({}, reader)
    ]
    assert seen == [["info@example.se"], ["info@example.se", "chef@example.se"]]


def test_rows_of_another_collaboration_are_not_found_here(client: Client, coordinator: dict[str, str]):
    other = make_collaboration(slug="orebro", is_public=True)
    organisation = make_organisation(collaboration=other, takes_part=True)
    person = make_person(collaboration=other)
    point = make_contact_point(person=person)
    addresses = [
        f"{HERE}/organisations/{organisation.pk}",
        f"{HERE}/organisations/{organisation.pk}/populations",
        f"{HERE}/participations/{organisation.participations.get().pk}",
        f"{HERE}/people/{person.pk}",
        f"{HERE}/contact-points/{point.pk}",
    ]
    assert [client.get(address, headers=coordinator).status_code for address in addresses] == [404] * 5
    assert send("patch", f"{HERE}/people/{person.pk}", coordinator, {"title": "x"}).status_code == 404
    assert send("delete", f"{HERE}/contact-points/{point.pk}", coordinator).status_code == 404
    refused = send("post", f"{HERE}/people", coordinator, PERSON | {"organisation_id": organisation.pk})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/organisation_id")


def test_each_time_that_an_organisation_takes_part_is_told(client: Client, collaboration: Collaboration):
    umea = make_municipality()
    times = [(date(2023, 1, 1), date(2024, 12, 31)), (date(2026, 1, 1), None)]
    for joined_on, left_on in times:
        Participation.objects.create(
            collaboration=collaboration, organisation=umea, joined_on=joined_on, left_on=left_on
        )
    listed = client.get(f"{HERE}/participations").json()["items"]
    assert [(one["joined_on"], one["left_on"]) for one in listed] == [
        ("2023-01-01", "2024-12-31"),
        ("2026-01-01", None),
    ]
    assert client.get(f"{HERE}/organisations/{umea.pk}").json()["participations"] == listed


# --- Written ---------------------------------------------------------------------------------------

PERSON = {"given_name": "Anna", "family_name": "Berg"}
ORGANISATION = {"display_name": "Rådet", "formal_name": "Rådet", "kind": "other", "sector": "public"}


def test_a_member_without_the_right_is_forbidden_and_a_stranger_finds_nothing(
    collaboration: Collaboration, reader: dict[str, str]
):
    organisation = make_organisation(collaboration=collaboration, takes_part=True)
    person = make_person(collaboration=collaboration)
    point = make_contact_point(person=person)
    acts = [
        ("post", "organisations", ORGANISATION),
        ("patch", f"organisations/{organisation.pk}", {"display_name": "x"}),
        ("post", f"organisations/{organisation.pk}/contact-points", {"kind": "phone", "value": "1"}),
        ("post", "people", PERSON),
        ("patch", f"people/{person.pk}", {"title": "x"}),
        ("post", f"people/{person.pk}/contact-points", {"kind": "phone", "value": "1"}),
        ("patch", f"contact-points/{point.pk}", {"value": "1@example.se"}),
        ("delete", f"contact-points/{point.pk}", None),
    ]
    before = Event.objects.count()
    stranger = by_token(make_user(), *BOTH)
    assert [send(method, f"{HERE}/{where}", reader, body).status_code for method, where, body in acts] == [403] * 8
    assert {send(method, f"{HERE}/{where}", stranger, body).status_code for method, where, body in acts} == {404}
    assert {send(method, f"{HERE}/{where}", {}, body).status_code for method, where, body in acts} == {401}
    assert Event.objects.count() == before


def test_an_organisation_is_added_and_changed_field_by_field(coordinator: dict[str, str]):
    above = make_municipality(collaboration=Collaboration.objects.get())
    body = ORGANISATION | {"parent_id": above.pk, "organisation_number": "2321000222"}
    made = send("post", f"{HERE}/organisations", coordinator, body)
    assert (made.status_code, made.headers["Location"]) == (201, f"{HERE}/organisations/{made.json()['id']}")
    changed = send("patch", made.headers["Location"], coordinator, {"display_name": " Norrlandsrådet "})
    assert changed.json() == made.json() | {"display_name": "Norrlandsrådet"}
    row = Organisation.objects.get(pk=made.json()["id"])
    assert (row.parent, row.organisation_number, row.display_name) == (above, "232100-0222", "Norrlandsrådet")
    loosened = send("patch", made.headers["Location"], coordinator, {"parent_id": None})
    assert loosened.json()["parent_id"] is None
    verbs = Event.objects.filter(object_id=row.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["organisation.created", "organisation.changed", "organisation.changed"]


def test_a_record_of_the_national_register_is_nobodys_to_change(coordinator: dict[str, str]):
    umea = make_municipality()
    refused = send("patch", f"{HERE}/organisations/{umea.pk}", coordinator, {"display_name": "Ume"})
    assert (refused.status_code, refused.json()["code"]) == (409, "national_record")


def test_what_was_not_declared_cannot_be_set(collaboration: Collaboration, coordinator: dict[str, str]):
    """Nobody moves a row to another collaboration, gives it a log-in or makes it national by asking for more."""
    person = make_person(collaboration=collaboration)
    for field in ("id", "collaboration_id", "user_id", "is_example", "erased_at", "sort_key"):
        refused = send("patch", f"{HERE}/people/{person.pk}", coordinator, {field: 1})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{field}")


def test_the_kinds_that_may_be_made_are_those_of_the_form():
    assert set(OwnKind.__args__) == {kind for kind, _label in OWN_KINDS}


def test_a_person_is_added_and_changed(collaboration: Collaboration, coordinator: dict[str, str]):
    organisation = make_organisation(collaboration=collaboration)
    made = send("post", f"{HERE}/people", coordinator, PERSON | {"organisation_id": organisation.pk})
    assert made.json()["organisation"] == {"id": organisation.pk, "name": organisation.display_name}
    send("patch", made.headers["Location"], coordinator, {"title": "Regiondirektör", "keep_until": "2027-01-31"})
    person = Person.objects.get()
    assert (str(person), person.title, person.keep_until) == ("Anna Berg", "Regiondirektör", date(2027, 1, 31))


@pytest.mark.parametrize("day", ["2027-02-30", "0001-01-01", "9999-12-31", "2027-01-31T00:00:00", 1_800_000_000, ""])
def test_a_day_that_nobody_can_mean_is_refused(coordinator: dict[str, str], day: object):
    refused = send("post", f"{HERE}/people", coordinator, PERSON | {"keep_until": day})
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["pointer"]) == (422, "/keep_until")
    assert error["detail"] == "Enter a date between 1 January 1900 and 31 December 2199, as 2027-01-31."


def test_a_way_of_contact_is_added_changed_and_removed(collaboration: Collaboration, coordinator: dict[str, str]):
    person = make_person(collaboration=collaboration)
    address = f"{HERE}/people/{person.pk}/contact-points"
    refused = send("post", address, coordinator, {"kind": "email", "value": "ingen adress"})
    assert refused.json()["errors"] == [
        {
            "detail": "This is not an email address. Write it as name@example.se.",
            "code": "form",
            "pointer": "/value",
        }
    ]
    made = send("post", address, coordinator, {"kind": "email", "value": "anna@example.se"})
    assert made.headers["Location"] == f"{HERE}/contact-points/{made.json()['id']}"
    changed = send("patch", made.headers["Location"], coordinator, {"is_public": True})
    assert changed.json() == made.json() | {"is_public": True}
    assert send("delete", made.headers["Location"], coordinator).status_code == 204
    assert ContactPoint.objects.count() == 0
