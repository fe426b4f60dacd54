"""Where people and parties sit, tables to take away, and that nothing leaks through any of them."""

import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from samhandling.core.tables import read_table
from samhandling.forums.enums import AccessMode, Office
from samhandling.forums.models import PresidiumTerm
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_agreement_in_force
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

DAY = {"datum": "2026-06-01"}


@pytest.fixture
def collaboration(db):
    return make_collaboration(slug="vasterbotten", is_public=True)


@pytest.fixture
def umea(collaboration):
    return make_municipality("Umeå", "2480", collaboration=collaboration)


@pytest.fixture
def anna(collaboration, umea):
    return make_person(
        collaboration=collaboration,
        given_name="Anna",
        family_name="Berg",
        title="Kommunalråd",
        organisation=umea,
        email="anna.berg@umea.se",
    )


@pytest.fixture
def forum(collaboration, umea, anna):
    """Anna chairs for Umeå; its second seat is vacant."""
    forum = make_forum(collaboration, abbreviation="PKD")
    make_appointment(make_seat(forum, organisation=umea), anna, decided_by="Kommunfullmäktige")
    make_seat(forum, organisation=umea)
    PresidiumTerm.objects.create(
        forum=forum, person=anna, office=Office.CHAIR, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31)
    )
    return forum


def to(name, **more):
    return reverse(f"forums:{name}", kwargs={"collaboration": "vasterbotten"} | more)


def rows_of(answer):
    return [row.cells for row in read_table(answer.content, "tabell.csv").rows]


# --- Tables ------------------------------------------------------------------------------------------


def test_the_members_of_a_forum_are_a_public_table_without_ways_to_reach_them(client, forum):
    answer = client.get(to("forum_members", pk=forum.pk, kind="csv"), DAY)
    place = ["Primärkommunala delegationen", "PKD", "ledamot"]
    assert rows_of(answer) == [
        [
            *place,
            *("1", "Umeå", "Anna", "Berg", "Kommunalråd", "Umeå", "ordförande"),
            *("2023-01-01", "2026-12-31", "Kommunfullmäktige", "", ""),
        ],
        [*place, *("2", "Umeå", "", "vakant", "", "", "", "2023-01-01", "", "", "", "")],
    ]
    assert b"anna.berg" not in answer.content


def test_members_of_the_collaboration_also_get_the_addresses(client, forum, collaboration):
    client.force_login(give_role(make_user(), collaboration, Role.READER))
    answer = client.get(to("members", kind="csv"), DAY)
    assert rows_of(answer)[0][-2:] == ["anna.berg@umea.se", ""]


def test_somebody_logged_in_elsewhere_does_not_get_the_addresses(client, forum):
    client.force_login(make_coordinator(make_collaboration()))
    assert b"anna.berg" not in client.get(to("members", kind="csv"), DAY).content


def test_a_table_follows_the_day(client, forum):
    assert rows_of(client.get(to("members", kind="csv"), {"datum": "2027-06-01"}))[0][5:7] == ["", "vakant"]


def test_tables_come_for_excel_too(client, forum):
    book = load_workbook(io.BytesIO(client.get(to("members", kind="xlsx"), DAY).content))
    assert [cell.value for cell in book.active[2]][:7] == [
        "Primärkommunala delegationen",
        "PKD",
        "ledamot",
        1,
        "Umeå",
        "Anna",
        "Berg",
    ]


def test_the_vacancies_and_the_ending_terms_are_tables(client, forum):
    day = {"datum": "2026-11-22"}
    assert rows_of(client.get(to("vacancies", kind="csv"), day)) == [
        ["Primärkommunala delegationen", "PKD", "ledamot", "2", "Umeå", "2023-01-01", ""]
    ]
    assert rows_of(client.get(to("endings", kind="csv"), day)) == [
        ["Primärkommunala delegationen", "PKD", "ledamot", "1", "Umeå", "Anna", "Berg", "2026-12-31", "nej"]
    ]


def test_a_name_that_looks_like_a_formula_is_made_harmless(client, forum, collaboration):
    make_appointment(make_seat(forum), make_person(collaboration=collaboration, given_name="=1+1", family_name="Ek"))
    assert b"'=1+1" in client.get(to("members", kind="csv"), DAY).content


@pytest.mark.parametrize("name", ["members", "vacancies", "endings"])
def test_a_table_in_another_format_is_not_found(client, forum, name):
    assert client.get(to(name, kind="pdf")).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("members", 5), ("vacancies", 3), ("endings", 4)])
def test_a_table_costs_the_same_for_one_row_and_for_three(client, forum, django_assert_num_queries, name, queries):
    with django_assert_num_queries(queries):
        client.get(to(name, kind="csv"), {"datum": "2026-11-22"})
    for _ in range(2):
        make_appointment(make_seat(forum))
        make_seat(forum)
    with django_assert_num_queries(queries):
        client.get(to(name, kind="csv"), {"datum": "2026-11-22"})


# --- Pages -------------------------------------------------------------------------------------------


def test_a_citizen_sees_where_a_person_sits_and_nothing_more(client, forum, anna):
    page = client.get(to("person", pk=anna.pk), DAY).content.decode()
    assert "Primärkommunala delegationen" in page
    assert "ordförande" in page
    assert "anna.berg" not in page
    assert "Överlämningsblad" not in page


def test_somebody_who_holds_no_seat_is_not_public(client, collaboration, anna):
    other = make_person(collaboration=collaboration)
    assert client.get(to("person", pk=other.pk)).status_code == 404
    client.force_login(give_role(make_user(), collaboration, Role.READER))
    assert client.get(to("person", pk=other.pk)).status_code == 200


def test_where_a_person_sits_follows_the_day(client, forum, anna):
    page = client.get(to("person", pk=anna.pk), {"datum": "2027-06-01"})
    assert (len(page.context["places"].running), len(page.context["places"].ended)) == (0, 1)


def test_where_a_party_sits_tells_vacancies_and_those_chosen_to_other_forums(client, forum, umea, anna):
    committee = make_forum(forum.collaboration, name="Arbetsutskottet", parent=forum)
    make_appointment(make_seat(committee), anna)
    places = client.get(to("party", pk=umea.pk), DAY).context["places"]
    assert [(one.seat.number, one.is_vacant) for one in places.seats] == [(1, False), (2, True)]
    assert [str(place.appointment.seat.forum) for place in places.chosen] == ["Arbetsutskottet"]


def test_who_answers_for_a_party_is_for_members_only(client, forum, umea, collaboration):
    answering = give_party(make_user(name="Karin Ström"), collaboration, umea)
    assert "Karin Ström" not in client.get(to("party", pk=umea.pk)).content.decode()
    client.force_login(give_role(make_user(), collaboration, Role.READER))
    assert client.get(to("party", pk=umea.pk)).context["places"].answering == (str(answering),)


def test_an_organisation_that_takes_no_part_is_not_found(client, forum):
    assert client.get(to("party", pk=make_municipality("Kiruna", "2584").pk)).status_code == 404


@pytest.mark.parametrize("name", ["person", "person_panel"])
def test_the_person_page_costs_the_same_for_one_seat_and_for_three(
    client, forum, anna, django_assert_num_queries, name
):
    with django_assert_num_queries(PERSON_QUERIES):
        client.get(to(name, pk=anna.pk), DAY)
    for other in "AB":
        make_appointment(make_seat(make_forum(forum.collaboration, name=other)), anna)
    with django_assert_num_queries(PERSON_QUERIES):
        client.get(to(name, pk=anna.pk), DAY)


PERSON_QUERIES = 7


@pytest.mark.parametrize("name", ["party", "organisation_panel"])
def test_the_party_page_costs_the_same_for_one_seat_and_for_three(client, forum, umea, django_assert_num_queries, name):
    with django_assert_num_queries(PARTY_QUERIES):
        client.get(to(name, pk=umea.pk), DAY)
    for other in "AB":
        make_appointment(make_seat(make_forum(forum.collaboration, name=other), organisation=umea))
    with django_assert_num_queries(PARTY_QUERIES):
        client.get(to(name, pk=umea.pk), DAY)


PARTY_QUERIES = 10


def test_the_agreements_panel_lists_the_forums_it_sets_up(client, collaboration):
    agreement = make_agreement_in_force(collaboration)
    make_forum(collaboration, agreement=agreement, name="PKD")
    make_forum(collaboration, name="Annat")
    listed = client.get(to("agreement_panel", pk=agreement.pk), DAY).context["forums"]
    assert [str(one.forum) for one in listed] == ["PKD"]


def test_a_panel_is_a_page_of_its_own_for_those_without_javascript(client, collaboration):
    agreement = make_agreement_in_force(collaboration, title="Överenskommelsen")
    make_forum(collaboration, agreement=agreement, name="PKD")
    address = to("agreement_panel", pk=agreement.pk)

    page, fragment = client.get(address).text, client.get(address, headers={"HX-Request": "true"}).text

    assert [("<h1" in text, "PKD" in text) for text in (page, fragment)] == [(True, True), (False, True)]


# --- Leaks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["person", "person_panel", "party", "organisation_panel", "agreement_panel"])
def test_ids_of_another_collaboration_are_not_found(client, forum, name):
    hidden = make_collaboration(slug="hemlig")
    theirs = make_forum(hidden, agreement=make_agreement(hidden, parties=1))
    party = theirs.agreement.parties.get().organisation
    held = make_appointment(make_seat(theirs, organisation=party))
    pk = {"person": held.person_id, "party": party.pk, "organisation": party.pk, "agreement": theirs.agreement_id}[
        name.removesuffix("_panel")
    ]
    client.force_login(make_coordinator(forum.collaboration))
    assert client.get(to(name, pk=pk)).status_code == 404
    assert client.get(reverse(f"forums:{name}", kwargs={"collaboration": "hemlig", "pk": pk})).status_code == 404


def test_a_forum_of_another_collaboration_is_in_no_table(client, forum):
    theirs = make_forum(make_collaboration(slug="hemlig"), name="Hemligt forum", seats=1)
    client.force_login(make_coordinator(forum.collaboration))
    assert client.get(to("forum_members", pk=theirs.pk, kind="csv")).status_code == 404
    for name in ("members", "vacancies", "endings"):
        answer = client.get(to(name, kind="csv"), {"forum": theirs.pk})
        assert "Hemligt forum" not in answer.content.decode()


def test_the_members_of_a_closed_forum_are_public_as_of_any_other(client, forum):
    forum.access = AccessMode.CLOSED
    forum.save()
    assert "Berg" in client.get(to("members", kind="csv"), DAY).content.decode()


def test_a_person_who_has_been_erased_is_called_so_and_leads_nowhere(client, forum, umea, anna):
    anna.given_name = anna.family_name = anna.title = ""
    anna.erased_at = datetime(2026, 1, 1, tzinfo=UTC)
    anna.save()
    page = client.get(to("party", pk=umea.pk), DAY).content.decode()
    assert "en person som har raderats" in page
    assert to("person", pk=anna.pk) not in page
    assert client.get(to("person", pk=anna.pk)).status_code == 404
    assert rows_of(client.get(to("members", kind="csv"), DAY))[0][5:7] == ["", "en person som har raderats"]
