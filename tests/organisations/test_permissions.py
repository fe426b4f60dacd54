"""Who may open and do what: every page and every act, as everybody who might try."""

from datetime import date

import pytest
from django.urls import reverse

from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, ImportRun, Organisation, Person
from samhandling.organisations.permissions import organisations_visible_to, people_visible_to
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
    take_part,
)

pytestmark = pytest.mark.django_db

ROLES = ["coordinator", "finance", "evaluator", "reader", "party"]
OUTSIDERS = ["stranger", "elsewhere", "anonymous"]
# What a member without the right, and what an outsider, is answered. None: sent to log in.
FOR_ALL = ["list", "export_csv", "export_xlsx", "detail"]
FOR_MEMBERS = ["people", "people_csv", "people_xlsx", "person"]
FOR_CONCERNED = ["granted", "granted_csv", "granted_xlsx"]
FOR_COORDINATORS = [
    "create",
    "edit",
    "merge",
    "contact_add",
    "contact_edit",
    "participants",
    "participation_end",
    "person_create",
    "person_edit",
    "person_merge",
    "person_link",
    "person_contact_add",
    "extract",
    "extract_csv",
    "extract_json",
    "erase",
    "retention",
    "imports",
    "import",
    "import_columns",
    "settings",
    "found",
    "access",
    "invite",
]
ACTS = [
    "contact_remove",
    "participants_of_county",
    "participation_remove",
    "former_remove",
    "person_unlink",
    "import_undo",
    "publish",
    "unpublish",
    "role_take",
    "party_take",
]


@pytest.fixture
def house():
    """A published collaboration with one of everything, and everybody who might come by."""
    collaboration = make_collaboration(is_public=True, county_code="24")
    umea = make_municipality(collaboration=collaboration)
    own = make_organisation(collaboration=collaboration, display_name="Norrfrakt")
    person = make_person(collaboration=collaboration, organisation=umea, email="hemlig@umea.se")
    users = {role.value: give_role(make_user(), collaboration, role) for role in Role}
    users["party"] = give_party(make_user(), collaboration, umea)
    users["stranger"] = make_user()
    users["elsewhere"] = make_coordinator(make_collaboration())
    run = ImportRun.objects.create(
        collaboration=collaboration,
        kind="people",
        file_name="folk.csv",
        headers=["Namn"],
        rows=[[2, ["Hemlig Person"]]],
        mapping={"full_name": "Namn"},
        started_by=users["coordinator"],
    )
    keys = {
        "detail": own.pk,
        "edit": own.pk,
        "merge": own.pk,
        "contact_add": own.pk,
        "contact_edit": person.contact_points.get().pk,
        "contact_remove": person.contact_points.get().pk,
        "participation_end": collaboration.participations.get().pk,
        "participation_remove": collaboration.participations.get().pk,
        "role_take": collaboration.access.get(role=Role.READER).pk,
        "party_take": collaboration.organisation_access.get().pk,
        "import": run.pk,
        "import_columns": run.pk,
        "import_undo": run.pk,
        "former_remove": [person.pk, person.former.create(until_on=date(2024, 12, 31), given_name="Hemlig").pk],
        **dict.fromkeys(["person", "person_edit", "person_merge", "person_link", "person_unlink"], person.pk),
        **dict.fromkeys(["person_contact_add", "extract", "extract_csv", "extract_json", "erase"], person.pk),
    }
    return {"collaboration": collaboration, "users": users, "keys": keys}


def address(house, name: str, collaboration: Collaboration | None = None) -> str:
    slug = (collaboration or house["collaboration"]).slug
    key = house["keys"].get(name, [])
    more = key if isinstance(key, list) else [key]
    return reverse(f"organisations:{name}", args=[slug, *more])


def enter(client, house, who: str) -> None:
    client.logout()
    if who != "anonymous":
        client.force_login(house["users"][who])


@pytest.mark.parametrize("who", [*ROLES, *OUTSIDERS])
def test_what_is_public_is_open_to_all(client, house, who):
    enter(client, house, who)
    assert {name: client.get(address(house, name)).status_code for name in FOR_ALL} == dict.fromkeys(FOR_ALL, 200)


@pytest.mark.parametrize(
    ("who", "status"), [*((role, 200) for role in ROLES), ("stranger", 404), ("elsewhere", 404), ("anonymous", 302)]
)
def test_people_are_for_members(client, house, who, status):
    enter(client, house, who)
    found = {name: client.get(address(house, name)).status_code for name in FOR_MEMBERS}
    assert found == dict.fromkeys(FOR_MEMBERS, status)


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("party", 200), ("reader", 403), ("stranger", 404), ("elsewhere", 404), ("anonymous", 302)],
)
def test_given_access_is_shown_to_those_whom_it_concerns(client, house, who, status):
    enter(client, house, who)
    found = {name: client.get(address(house, name)).status_code for name in FOR_CONCERNED}
    assert found == dict.fromkeys(FOR_CONCERNED, status)


EXPECTED = {"coordinator": 200, "stranger": 404, "elsewhere": 404, "anonymous": 302}


@pytest.mark.parametrize("who", [*ROLES, *OUTSIDERS])
def test_what_keeps_the_address_book_is_for_the_coordinator(client, house, who):
    enter(client, house, who)
    found = {name: client.get(address(house, name)).status_code for name in FOR_COORDINATORS}
    expected = dict.fromkeys(FOR_COORDINATORS, EXPECTED.get(who, 403))
    if who == "party":  # it takes somebody else to say whose one's log-in is, and those of one's organisation may
        expected["person_link"] = 200
    # An organisation is public, and so a stranger may know it: they are told that they may not change it.
    assert found == expected


@pytest.mark.parametrize("who", ["finance", "evaluator", "reader", "party", *OUTSIDERS])
def test_acts_are_for_the_coordinator(client, house, who):
    enter(client, house, who)
    found = {name: client.post(address(house, name)).status_code for name in ACTS}
    expected = dict.fromkeys(ACTS, EXPECTED.get(who, 403))
    if who == "party":
        expected["person_unlink"] = 302
    assert found == expected
    assert Person.objects.get().contact_points.count() == 1


@pytest.mark.parametrize("who", ["finance", "evaluator", "reader", "party", "stranger", "elsewhere", "anonymous"])
def test_a_form_that_is_sent_without_the_right_changes_nothing(client, house, who):
    enter(client, house, who)
    rows = Organisation.objects.count(), Person.objects.count()
    client.post(address(house, "create"), {"display_name": "X", "formal_name": "X", "kind": "other", "sector": "civil"})
    client.post(address(house, "person_create"), {"given_name": "X", "family_name": "Y"})
    client.post(address(house, "settings"), {"name": "Kapad", "accent": "#000000", "support": "#1F5D50"})
    client.post(address(house, "erase"), {"is_sure": "on"})
    assert (Organisation.objects.count(), Person.objects.count()) == rows
    assert Collaboration.objects.filter(name="Kapad").count() == 0
    assert Person.objects.get().erased_at is None


def test_acts_are_never_done_by_following_a_link(client, house):
    enter(client, house, "coordinator")
    assert {client.get(address(house, name)).status_code for name in ACTS} == {405}


def test_nothing_of_an_unpublished_collaboration_is_known_to_strangers(client, house):
    house["collaboration"].is_public = False
    house["collaboration"].save()
    for who in OUTSIDERS:
        enter(client, house, who)
        assert {client.get(address(house, name)).status_code for name in FOR_ALL} == {404}


def test_a_number_of_another_collaboration_is_not_found_anywhere(client, house):
    """The coordinator of one collaboration tries every number of another under their own address."""
    enter(client, house, "elsewhere")
    own = Collaboration.objects.exclude(pk=house["collaboration"].pk).get()
    pages = {name: client.get(address(house, name, own)).status_code for name in house["keys"] if name not in ACTS}
    assert pages == dict.fromkeys(pages, 404)
    acts = {name: client.post(address(house, name, own)).status_code for name in ACTS if name in house["keys"]}
    assert acts == dict.fromkeys(acts, 404)


def test_ways_of_contact_that_are_not_public_are_shown_to_members_only(client, house):
    own = Organisation.objects.get(display_name="Norrfrakt")
    for value, is_public in (("inne@norrfrakt.se", False), ("ute@norrfrakt.se", True)):
        make_contact_point(organisation=own, collaboration=house["collaboration"], value=value, is_public=is_public)
    seen = {}
    for who in ("reader", "stranger", "anonymous"):
        enter(client, house, who)
        page = client.get(address(house, "detail")).content.decode()
        seen[who] = ("inne@norrfrakt.se" in page, "ute@norrfrakt.se" in page)
    assert seen == {"reader": (True, True), "stranger": (False, True), "anonymous": (False, True)}


def test_contact_points_of_a_municipality_stay_in_their_collaboration(client, house):
    elsewhere = Collaboration.objects.exclude(pk=house["collaboration"].pk).get()
    umea = Organisation.objects.get(scb_code="2480")
    take_part(umea, elsewhere)
    make_contact_point(organisation=umea, collaboration=house["collaboration"], value="inne@umea.se", is_public=True)
    enter(client, house, "elsewhere")
    page = client.get(reverse("organisations:detail", args=[elsewhere.slug, umea.pk])).content.decode()
    assert "inne@umea.se" not in page
    assert str(Person.objects.get()) not in page


@pytest.mark.parametrize("who", [*OUTSIDERS])
def test_the_names_of_people_are_on_no_page_an_outsider_sees(client, house, who):
    enter(client, house, who)
    person = Person.objects.get()
    pages = [client.get(address(house, name)).content.decode(errors="ignore") for name in ("list", "detail")]
    pages.append(client.get(reverse("portal:search"), {"q": person.family_name, "var": "alla"}).content.decode())
    links = [reverse("organisations:person", args=[house["collaboration"].slug, person.pk]), "hemlig@umea.se"]
    assert [link for link in links for page in pages if link in page] == []


def test_the_sets_begin_in_what_one_may_see(house):
    stranger, reader = house["users"]["stranger"], house["users"]["reader"]
    assert (people_visible_to(stranger).count(), people_visible_to(reader).count()) == (0, 1)
    hidden = make_organisation(collaboration=make_collaboration())
    assert hidden not in organisations_visible_to(reader)
