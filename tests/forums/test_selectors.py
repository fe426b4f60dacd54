"""What is read, on which day, and with how many queries."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from samhandling.core.search import SearchWish
from samhandling.forums.enums import AccessMode, RuleKind, SeatKind
from samhandling.forums.models import CompositionRule
from samhandling.forums.selectors.candidates import people_for, proposed_end
from samhandling.forums.selectors.forums import Filled, ForumFilter, forum_page, forum_rows
from samhandling.forums.selectors.in_words import seats_in_words
from samhandling.forums.selectors.papers import papers_of
from samhandling.forums.selectors.search import search
from samhandling.forums.selectors.seats import seats_on
from tests.factories.forums import (
    FIRST_DAY,
    LAST_DAY,
    make_appointment,
    make_forum,
    make_forum_type,
    make_paper,
    make_seat,
    make_secretary,
)
from tests.factories.organisations import make_collaboration, make_municipality, make_person

pytestmark = pytest.mark.django_db

ON = date(2025, 6, 30)
ANYBODY = AnonymousUser()


@pytest.fixture
def county():
    return make_collaboration(is_public=True)


def test_a_seat_is_there_also_when_nobody_sits_in_it(county):
    forum = make_forum(county, seats=1)
    seat = forum.seats.get()
    appointment = make_appointment(seat, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    make_appointment(seat, starts_on=date(2026, 1, 1), ends_on=LAST_DAY)

    def on(day):
        (found,) = seats_on(forum, day)
        return found.appointment, found.vacant_since, found.next_starts_on

    assert on(date(2023, 5, 5)) == (None, FIRST_DAY, date(2024, 1, 1))
    assert on(date(2024, 1, 1)) == (appointment, None, date(2026, 1, 1))
    assert on(date(2024, 12, 31)) == (appointment, None, date(2026, 1, 1))
    assert on(date(2025, 1, 1)) == (None, date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2022, 12, 31), 0),
        (date(2023, 1, 1), 1),
        (date(2024, 1, 1), 2),
        (date(2025, 6, 30), 2),
        (date(2025, 7, 1), 1),
        (date(2027, 1, 1), 0),
    ],
)
def test_seats_come_and_go_with_their_own_days_and_the_forums(county, day, count):
    forum = make_forum(county, seats=1, ends_on=LAST_DAY)
    make_seat(forum, starts_on=date(2024, 1, 1), ends_on=date(2025, 6, 30))

    assert len(seats_on(forum, day)) == count


@pytest.mark.parametrize("seats", [1, 3])
def test_seats_take_as_many_queries_however_many_they_are(county, seats, django_assert_num_queries):
    forum = make_forum(county, seats=seats, organisations=[make_municipality()])
    for seat in forum.seats.all():
        make_appointment(seat)

    with django_assert_num_queries(3):
        shown = [(one.title, str(one.appointment.person), one.seat.forum.type.key) for one in seats_on(forum, ON)]

    assert len(shown) == seats


@pytest.mark.parametrize("forums", [1, 3])
def test_the_list_takes_as_many_queries_however_long_it_is(county, forums, django_assert_num_queries):
    for number in range(forums):
        forum = make_forum(county, seats=2, name=f"Forum {number}", owner=make_municipality())
        make_appointment(forum.seats.first())

    with django_assert_num_queries(2):
        rows = forum_rows(ANYBODY, county, ON)
        shown = [(str(row.forum.type), str(row.forum.owner), row.members, row.is_undecided) for row in rows]

    assert [row[2] for row in shown] == [Filled(2, 1)] * forums


@pytest.mark.parametrize("seats", [1, 3])
def test_a_forums_page_takes_as_many_queries_however_large_it_is(county, seats, django_assert_num_queries):
    forum = make_forum(county, seats=seats, organisations=[make_municipality()])
    CompositionRule.objects.create(forum=forum, kind=RuleKind.FREE, count=seats)
    for seat in forum.seats.all():
        make_appointment(seat)
    make_forum(county, name="Nedanför", parent=forum)

    with django_assert_num_queries(9):
        page = forum_page(ANYBODY, forum, ON)
        shown = [(one.title, one.sitter.name) for one in page.members]

    assert len(shown) == seats
    assert page.composition.findings == []


def test_the_list_is_a_tree_of_what_runs_on_the_day(county):
    top = make_forum(county, name="Toppen")
    make_forum(county, name="Åberg", parent=top)
    low = make_forum(county, name="Zorn", parent=top)
    make_forum(county, name="Underst", parent=low)
    ended = make_forum(county, name="Slutade", ends_on=date(2024, 1, 1))
    make_forum(county, name="Efterlevande", parent=ended)
    make_forum(make_collaboration(is_public=True), name="Grannens")

    assert [(row.forum.name, row.depth) for row in forum_rows(ANYBODY, county, ON)] == [
        ("Efterlevande", 0),
        ("Toppen", 0),
        ("Zorn", 1),
        ("Underst", 2),
        ("Åberg", 1),
    ]


def test_the_list_is_narrowed_by_level_openness_and_name(county):
    officers = make_forum_type("network", level="officers")
    make_forum(county, name="Kommunchefsnätverket", type=officers, access=AccessMode.CLOSED)
    make_forum(county, name="Delegationen")

    def names(**wanted):
        return [row.forum.name for row in forum_rows(ANYBODY, county, ON, ForumFilter(**wanted))]

    assert names(level="officers") == ["Kommunchefsnätverket"]
    assert names(access="transparent") == ["Delegationen"]
    assert names(text="nätverk") == ["Kommunchefsnätverket"]
    assert names(level="mixed") == []


@pytest.mark.parametrize(
    ("filled", "total", "sentence"),
    [
        (28, 30, "28 av 30 platser är fyllda. Två är vakanta."),
        (29, 30, "29 av 30 platser är fyllda. En är vakant."),
        (0, 30, "0 av 30 platser är fyllda. 30 är vakanta."),
        (30, 30, "Alla 30 platser är fyllda."),
        (1, 1, "Den enda platsen är fylld."),
        (0, 0, "Inga platser är inrättade."),
    ],
)
def test_how_a_forum_is_filled_is_a_sentence(filled, total, sentence):
    assert seats_in_words(filled, total) == sentence


def test_an_undecided_number_is_the_state_of_the_forum(county):
    forum = make_forum(county)
    CompositionRule.objects.create(forum=forum, kind=RuleKind.UNDECIDED)

    assert forum_page(ANYBODY, forum, ON).state == "Antalet platser är inte beslutat."


def test_those_who_may_be_appointed_are_the_partys_own_first_and_never_erased(county):
    umea, vannas = make_municipality(), make_municipality("Vännäs", "2460")
    seat = make_seat(make_forum(county), organisation=vannas)
    first = make_person(collaboration=county, family_name="Öberg", organisation=vannas)
    second = make_person(collaboration=county, family_name="Ek", organisation=umea)
    make_person(collaboration=county, erased_at="2025-01-01T00:00:00Z")
    make_person()

    assert list(people_for(seat, ON)) == [first, second]


def test_where_members_are_chosen_among_a_forum_only_they_may_be_appointed(county):
    source = make_forum(county, seats=1)
    member = make_appointment(source.seats.get()).person
    make_appointment(make_seat(source, kind=SeatKind.DEPUTY))
    committee = make_forum(county, name="Utskottet")
    rule = CompositionRule.objects.create(forum=committee, kind=RuleKind.FROM_FORUM, count=1, source_forum=source)
    seat = make_seat(committee, rule=rule)

    assert list(people_for(seat, ON)) == [member]
    assert list(people_for(seat, date(2027, 1, 1))) == []


def test_the_end_of_the_term_is_proposed(county):
    assert proposed_end(make_seat(make_forum(county)), ON) == LAST_DAY
    assert proposed_end(make_seat(make_forum(county, ends_on=date(2026, 1, 31))), ON) == date(2026, 1, 31)


def test_the_search_finds_forums_and_those_who_sit_there_and_no_papers(county):
    forum = make_forum(county, name="Kommunchefsnätverket", abbreviation="KCN", access=AccessMode.CLOSED)
    person = make_person(collaboration=county, given_name="Åsa", family_name="Öhman")
    make_appointment(make_seat(forum), person)
    make_paper(forum, "Hemligt PM")
    hidden = make_forum(make_collaboration(), name="Grannens kommunchefsnätverk")
    make_appointment(make_seat(hidden), make_person(collaboration=hidden.collaboration, family_name="Öhman"))

    def found(query):
        return [(hit.text, hit.detail) for hit in search(ANYBODY, SearchWish(tuple(query.split())))]

    assert found("kommunchefsnätverk") == [("Kommunchefsnätverket", str(county))]
    assert found("kcn") == [("Kommunchefsnätverket", str(county))]
    assert found("öhman") == [("Åsa Öhman", "Kommunchefsnätverket, 1 januari 2023–31 december 2026")]
    assert found("hemligt") == []
    assert found("") == []


@pytest.mark.parametrize("papers", [1, 3])
def test_papers_take_as_many_queries_however_many_they_are(county, papers, django_assert_num_queries):
    forum = make_forum(county, access=AccessMode.OPEN)
    for number in range(papers):
        make_paper(forum, f"PM {number}")

    with django_assert_num_queries(1):
        found = papers_of(ANYBODY, forum, on=ON, today=ON)
        shown = [(one.document.title, one.document.file.name, one.document.owner.pk, one.is_marked) for one in found]

    assert len(shown) == papers


def test_papers_of_a_later_day_are_not_told_of_before_it(county):
    forum = make_forum(county)
    secretary = make_secretary(forum)
    make_paper(forum, dated_on=date(2025, 7, 1))

    assert papers_of(secretary, forum, on=date(2025, 6, 30), today=ON).count() == 0
    assert papers_of(secretary, forum, on=date(2025, 7, 1), today=ON).count() == 1
