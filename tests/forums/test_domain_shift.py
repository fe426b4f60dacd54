"""Which day the shift is, what a seat needs, who is one person and when a party is done."""

from datetime import date

import pytest

from samhandling.forums.domain.shift import (
    Newcomer,
    Wish,
    is_shift_near,
    is_to_be_reminded,
    newcomers_of,
    proposed_term,
    shift_day,
    state_of,
    why_not_done,
)
from samhandling.forums.enums import NextHolder, ShiftRefusal, ShiftState
from samhandling.lib.periods import Period
from samhandling.organisations.domain.doubles import likely_doubles, of_email
from samhandling.organisations.domain.people_file import KnownPerson

SHIFT, LAST, BEFORE = date(2027, 1, 1), date(2030, 12, 31), date(2026, 12, 31)
OPEN = Period(date(2020, 1, 1))


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 9, 14), SHIFT),
        (BEFORE, SHIFT),
        (SHIFT, SHIFT),
        (date(2027, 6, 29), SHIFT),
        (date(2027, 7, 1), date(2031, 1, 1)),
    ],
)
def test_the_shift_is_the_next_term_until_half_a_year_into_it(today, day):
    assert shift_day(today) == day


@pytest.mark.parametrize(
    ("today", "is_near"),
    [
        (date(2025, 12, 30), False),
        (date(2025, 12, 31), True),
        (date(2026, 12, 1), True),
        (date(2027, 6, 29), True),
        (date(2027, 6, 30), False),
    ],
)
def test_the_shift_is_near_from_a_year_before_until_half_a_year_into_the_term(today, is_near):
    assert is_shift_near(today) is is_near


@pytest.mark.parametrize(
    ("held_until", "is_left", "state"),
    [
        (None, False, ShiftState.LEFT),
        (BEFORE, False, ShiftState.LEFT),
        (BEFORE, True, ShiftState.LEFT_VACANT),
        (SHIFT, False, ShiftState.FILLED),
        (LAST, True, ShiftState.FILLED),
    ],
)
def test_how_far_a_seat_has_come(held_until, is_left, state):
    assert state_of(held_until, SHIFT, is_left_vacant=is_left) is state


@pytest.mark.parametrize(
    ("held_until", "today", "life", "term"),
    [
        (BEFORE, date(2026, 11, 1), OPEN, Period(SHIFT, LAST)),
        # Leaves sooner: the next one begins the day after, and sits the whole new term.
        (date(2026, 10, 31), date(2026, 9, 20), OPEN, Period(date(2026, 11, 1), LAST)),
        # Has left: nobody is appointed backwards.
        (date(2026, 6, 30), date(2026, 11, 1), OPEN, Period(SHIFT, LAST)),
        (None, date(2026, 11, 1), OPEN, Period(SHIFT, LAST)),
        # A pilot forum ends before the term does, a new seat begins after it.
        (BEFORE, date(2026, 11, 1), Period(SHIFT, date(2028, 6, 30)), Period(SHIFT, date(2028, 6, 30))),
        (None, date(2026, 11, 1), Period(date(2027, 3, 1)), Period(date(2027, 3, 1), LAST)),
    ],
)
def test_the_term_that_is_proposed(held_until, today, life, term):
    assert proposed_term(held_until, SHIFT, today, life, OPEN) == term


def wish(seat, given="Anna", family="Berg", title="", email="", **kw):
    return Wish(seat, "", NextHolder.NEW, Period(SHIFT, LAST), newcomer=Newcomer(given, family, title, email), **kw)


def test_a_new_name_in_two_rows_is_one_person_who_has_what_either_row_tells():
    people, refused = newcomers_of([wish(1, title="(S)"), wish(2, "anna", "BERG", email="anna@mala.se"), wish(3, "Bo")])

    assert [(one.facts, one.seats) for one in people] == [
        (Newcomer("Anna", "Berg", "(S)", "anna@mala.se"), (1, 2)),
        (Newcomer("Bo", "Berg"), (3,)),
    ]
    assert refused == {}


def test_one_name_with_two_addresses_is_asked_about():
    _people, refused = newcomers_of([wish(1, email="a@mala.se"), wish(2, email="b@mala.se")])
    assert refused == {2: ShiftRefusal.TWO_EMAILS}


@pytest.mark.parametrize(
    ("left", "is_done", "reason"),
    [(0, False, None), (2, False, ShiftRefusal.SEATS_LEFT), (0, True, ShiftRefusal.ALREADY_DONE)],
)
def test_a_party_is_done_when_nothing_is_left(left, is_done, reason):
    assert why_not_done(left, is_done=is_done) is reason


@pytest.mark.parametrize(
    ("seats", "is_done", "reminded_on", "is_reminded"),
    [
        (3, False, None, True),
        (3, False, date(2026, 11, 1), True),
        (3, False, SHIFT, False),
        (3, True, None, False),
        (0, False, None, False),
    ],
)
def test_who_is_reminded(seats, is_done, reminded_on, is_reminded):
    assert is_to_be_reminded(seats, is_done=is_done, reminded_on=reminded_on, today=SHIFT) is is_reminded


KNOWN = [
    KnownPerson(1, "Anna", "Berg", email="Anna.Berg@mala.se"),
    KnownPerson(2, "Anders", "Berg"),
    KnownPerson(3, "Åsa", "Lindström", other_emails=("asa@mala.se",)),
]


@pytest.mark.parametrize(
    ("given", "family", "found"),
    [
        ("Anna", "Berg", [1]),
        ("anna", "BERG", [1]),
        ("Anna", "Bergh", [1]),
        ("Åsa", "Lindstrom", [3]),
        ("Anne-Marie", "Berg", []),
        ("Bo", "Ek", []),
    ],
)
def test_who_may_be_the_same(given, family, found):
    assert [one.pk for one in likely_doubles(given, family, KNOWN)] == found


@pytest.mark.parametrize(
    ("email", "pk"), [("anna.berg@MALA.se", 1), ("asa@mala.se", 3), ("ny@mala.se", None), ("", None)]
)
def test_an_address_is_one_persons(email, pk):
    found = of_email(email, KNOWN)
    assert (found.pk if found else None) == pk
