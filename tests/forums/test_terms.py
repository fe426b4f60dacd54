"""Vacancies, the end-of-term list, and what waits for somebody because of them."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from samhandling.core.navigation import Waiting
from samhandling.forums.domain.terms import Ending, endings_by_day, is_pressing
from samhandling.forums.selectors.terms import TermQuery, terms_of
from samhandling.forums.selectors.waiting import waiting
from tests.factories.accounts import make_user
from tests.factories.forums import make_appointment, make_forum, make_seat, make_secretary
from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
)

TODAY = date(2026, 11, 22)
NEW_YEARS_EVE = date(2026, 12, 31)


def test_endings_are_counted_by_collaboration_and_day_with_the_nearest_first():
    endings = [
        Ending(1, date(2027, 3, 31)),
        Ending(1, NEW_YEARS_EVE),
        Ending(2, NEW_YEARS_EVE),
        Ending(1, NEW_YEARS_EVE),
    ]
    assert list(endings_by_day(endings).items()) == [
        ((1, NEW_YEARS_EVE), 2),
        ((2, NEW_YEARS_EVE), 1),
        ((1, date(2027, 3, 31)), 1),
    ]


@pytest.mark.parametrize(("last_day", "pressing"), [(date(2026, 12, 22), True), (date(2026, 12, 23), False)])
def test_a_month_before_it_presses(last_day, pressing):
    assert is_pressing(last_day, TODAY) is pressing


@pytest.fixture
def collaboration(db):
    return make_collaboration(is_public=True, slug="vasterbotten")


@pytest.fixture
def forum(collaboration):
    """Umeå's seat ends at new year, Vindeln's in a year, and Bjurholm's is vacant."""
    forum = make_forum(collaboration, abbreviation="PKD")
    municipalities = [make_municipality("Umeå", "2480"), make_municipality("Vindeln", "2404")]
    make_appointment(make_seat(forum, organisation=municipalities[0]))
    make_appointment(make_seat(forum, organisation=municipalities[1]), ends_on=date(2027, 12, 31))
    make_seat(forum, organisation=make_municipality("Bjurholm", "2403"))
    return forum


def listed(terms):
    return [str(one.seat.organisation) for one in terms.vacant], [
        str(one.appointment.seat.organisation) for one in terms.ending
    ]


@pytest.mark.parametrize(("days", "ending"), [(30, []), (90, ["Umeå"]), (365, ["Umeå"])])
def test_the_list_tells_what_is_vacant_and_what_ends(forum, days, ending):
    terms = terms_of(AnonymousUser(), forum.collaboration, TermQuery(TODAY, days))
    assert listed(terms) == (["Bjurholm"], ending)


def test_the_list_follows_the_day(forum):
    assert listed(terms_of(AnonymousUser(), forum.collaboration, TermQuery(date(2027, 6, 1)))) == (
        ["Umeå", "Bjurholm"],
        [],
    )
    assert listed(terms_of(AnonymousUser(), forum.collaboration, TermQuery(date(2022, 6, 1)))) == ([], [])


def test_the_list_can_be_narrowed_to_a_forum_or_a_party(forum):
    other = make_forum(forum.collaboration, name="Annat", seats=1)
    viewer = AnonymousUser()
    assert listed(terms_of(viewer, forum.collaboration, TermQuery(TODAY, forum=other.pk))) == (["None"], [])
    umea = forum.seats.get(number=1).organisation_id
    assert listed(terms_of(viewer, forum.collaboration, TermQuery(TODAY, party=umea))) == ([], ["Umeå"])


def test_a_term_with_a_successor_says_so_and_waits_for_nobody(forum):
    seat = forum.seats.get(number=1)
    make_appointment(seat, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    (term,) = terms_of(AnonymousUser(), forum.collaboration, TermQuery(TODAY)).ending
    assert term.has_successor is True
    coordinator = make_coordinator(forum.collaboration)
    assert [item.text for item in waiting(coordinator, TODAY)] == [
        "Följ mandatskiftet 1 januari 2027: 3 av 3 parter är inte klara.",
        "En plats i Primärkommunala delegationen är vakant.",
    ]


def test_the_coordinator_and_the_secretary_are_told_in_whole_sentences(forum):
    make_seat(forum)
    url = reverse("forums:terms", args=["vasterbotten"])
    expected = [
        Waiting(
            "Två platser i Primärkommunala delegationen är vakanta.", f"{url}?forum={forum.pk}", forum.collaboration_id
        ),
        Waiting("Ett uppdrag går ut 31 december.", url, forum.collaboration_id, NEW_YEARS_EVE, is_urgent=False),
    ]
    shift, *seats = waiting(make_coordinator(forum.collaboration), TODAY)
    assert shift.text == "Följ mandatskiftet 1 januari 2027: 3 av 3 parter är inte klara."
    assert seats == expected
    assert waiting(make_secretary(forum), TODAY) == expected


def test_a_party_is_told_of_its_own_seats_only(forum):
    user = give_party(make_user(), forum.collaboration, make_municipality("Bjurholm", "2403"))
    assert [item.text for item in waiting(user, TODAY)] == [
        "Tillsätt platserna för Bjurholm från 1 januari 2027: 1 av 1 är kvar.",
        "En plats i Primärkommunala delegationen är vakant.",
    ]


def test_nothing_waits_for_a_stranger_or_a_coordinator_elsewhere(forum):
    assert waiting(make_user(), TODAY) == []
    assert waiting(AnonymousUser(), TODAY) == []
    assert waiting(make_coordinator(make_collaboration()), TODAY) == []


def test_waiting_costs_the_same_for_one_forum_and_for_three(forum, django_assert_num_queries):
    coordinator = make_coordinator(forum.collaboration)
    waiting(coordinator, TODAY)
    with django_assert_num_queries(3):
        waiting(coordinator, TODAY)
    for name in "AB":
        other = make_forum(forum.collaboration, name=name, seats=2)
        make_appointment(make_seat(other))
    with django_assert_num_queries(3):
        texts = [item.text for item in waiting(coordinator, TODAY)]
    assert texts[1:] == ["Fem platser i tre forum är vakanta.", "Tre uppdrag går ut 31 december."]


def test_the_page_shows_the_lists_to_everybody(client, forum):
    page = client.get(reverse("forums:terms", args=["vasterbotten"]), {"datum": "2026-11-22"}).content.decode()
    assert "En plats är vakant. Ett uppdrag går ut inom 90 dagar." in page
    assert "Utse från en fil" not in page


def test_the_coordinator_gets_a_tool(client, forum):
    client.force_login(make_coordinator(forum.collaboration))
    assert "Utse från en fil" in client.get(reverse("forums:terms", args=["vasterbotten"])).content.decode()


def test_a_filter_that_means_nothing_shows_all_and_does_not_break(client, forum):
    url = reverse("forums:terms", args=["vasterbotten"])
    assert client.get(url, {"forum": "999999", "dagar": "x", "part": "'"}).status_code == 200


def test_the_page_costs_the_same_for_one_row_and_for_three(client, forum, django_assert_num_queries):
    url = reverse("forums:terms", args=["vasterbotten"])
    with django_assert_num_queries(QUERIES):
        client.get(url, {"datum": "2026-11-22"})
    for name, code in (("Malå", "2418"), ("Norsjö", "2417")):
        make_seat(forum, organisation=make_municipality(name, code))
        make_appointment(make_seat(forum, organisation=make_municipality(name, code)))
    with django_assert_num_queries(QUERIES):
        client.get(url, {"datum": "2026-11-22"})


QUERIES = 7  # two of them ask whether the chosen day has anything at all


def test_two_long_lists_are_leafed_through_one_by_one(client, forum):
    """Umeå's term is the first of 46 that end, Bjurholm's seat the first of 46 that are vacant."""
    for _ in range(45):
        make_seat(forum)
        make_appointment(make_seat(forum), ends_on=NEW_YEARS_EVE)
    url = reverse("forums:terms", args=["vasterbotten"])
    first = client.get(url, {"datum": "2026-11-22"}).context["terms"]
    assert (first.vacant_count, first.ending_count) == (46, 46)
    assert (len(first.vacant), len(first.ending)) == (30, 30)
    second = client.get(url, {"datum": "2026-11-22", "sida": "2"})
    assert (len(second.context["terms"].vacant), len(second.context["terms"].ending)) == (16, 30)
    assert "?datum=2026-11-22&amp;sida=2&amp;sida-slut=2" in second.content.decode()
    third = client.get(url, {"datum": "2026-11-22", "sida": "2", "sida-slut": "2"})
    assert (len(third.context["terms"].vacant), len(third.context["terms"].ending)) == (16, 16)
    assert "?datum=2026-11-22&amp;sida" not in third.content.decode().partition("csv")[0].rpartition("href")[2]
    shown = [one.seat for page in (first, third.context["terms"]) for one in page.vacant]
    assert len(set(shown)) == 46


def test_another_collaborations_page_is_not_found(client, db):
    make_forum(make_collaboration(slug="sluten"), seats=1)
    assert client.get(reverse("forums:terms", args=["sluten"])).status_code == 404
