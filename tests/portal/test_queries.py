"""Every page that gathers from all rooms asks the database equally often, however much there is."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement_in_force, make_area, make_review
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

CODES = ("2480", "2481", "2482")


def fill_with(collaboration, rows):
    """Parties, areas, reviews, forums, seats, sitting people: so many of each."""
    agreement = make_agreement_in_force(collaboration, title="Umeå avtal", starts_on=date(2023, 1, 1))
    for code in CODES[:rows]:
        party = make_municipality(f"Umeå {code}", code, collaboration=collaboration)
        make_area(agreement, name=f"Umeå {code}")
        make_review(agreement)
        forum = make_forum(collaboration, name=f"Umeå {code}", agreement=agreement)
        make_seat(forum)
        person = make_person(collaboration=collaboration, family_name=f"Umeå{code}", organisation=party)
        make_appointment(make_seat(forum, organisation=party), person)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("home", 41), ("search", 22), ("collaboration", 41), ("contact", 7)])
def test_a_page_costs_the_same_for_one_and_three(client, django_assert_num_queries, name, queries, rows):
    collaboration = make_collaboration(is_public=True)
    fill_with(collaboration, rows)
    client.force_login(make_coordinator(collaboration))
    where = {"collaboration": collaboration.slug} if name in {"collaboration", "contact"} else {}
    address = reverse(f"portal:{name}", kwargs=where)
    client.get(address, {"q": "umeå"})
    with django_assert_num_queries(queries):
        assert client.get(address, {"q": "umeå"}).status_code == 200


@pytest.mark.parametrize("rows", [2, 3])
@pytest.mark.parametrize(("name", "queries"), [("home", 26), ("start", 2)])
def test_so_it_does_for_two_collaborations_and_three(client, django_assert_num_queries, name, queries, rows):
    """The coordinator's own page, and the one that visitors meet."""
    coordinator = make_user()
    for _ in range(rows):
        collaboration = make_collaboration(is_public=True)
        fill_with(collaboration, 1)
        give_role(coordinator, collaboration)
    if name == "home":
        client.force_login(coordinator)
    address = reverse(f"portal:{name}")
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("part", "queries"), [("elected", 29), ("director", 50), ("organisation", 36)])
def test_home_of_a_member_costs_the_same_for_one_forum_and_three(
    client, django_assert_num_queries, part, queries, rows
):
    """Those who sit in so many forums, and those who answer for an organisation with so many seats."""
    collaboration = make_collaboration(is_public=True)
    fill_with(collaboration, rows)
    user = make_user()
    party = make_municipality("Vindeln", "2404", collaboration=collaboration)
    person = make_person(collaboration=collaboration, organisation=party, user=user)
    for _ in range(rows):
        make_appointment(make_seat(make_forum(collaboration), organisation=party), person)
    if part != "elected":
        give_party(user, collaboration, party)
    client.force_login(user)
    address = reverse("portal:our_organisation", args=[collaboration.slug]) if part == "organisation" else "/hem/"
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
