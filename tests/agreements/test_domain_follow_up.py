"""Reviews, duties and annexes: what is due, what is late, what stops an act."""

from dataclasses import dataclass
from datetime import date

import pytest

from samhandling.agreements.domain.annexes import Term, annex_state, is_notice_near, months_before, notice_day
from samhandling.agreements.domain.duties import duty_state, why_not_add, why_not_fulfil
from samhandling.agreements.domain.reviews import (
    in_order_of_urgency,
    is_reviewed_in_last_year,
    next_review,
    review_state,
    why_not_plan_review,
    why_not_record_review,
)
from samhandling.agreements.enums import AnnexState, DutyState, Refusal, ReviewState

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Review:
    opens_on: date
    due_on: date
    done_on: date | None = None


DONE = Review(date(2024, 1, 1), date(2024, 12, 31), date(2024, 11, 1))
LATE = Review(date(2025, 1, 1), date(2025, 12, 31))
NOW = Review(date(2026, 1, 1), date(2026, 12, 31))
AHEAD = Review(date(2027, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        (DONE, ReviewState.DONE),
        (LATE, ReviewState.OVERDUE),
        (NOW, ReviewState.GOING_ON),
        (AHEAD, ReviewState.AHEAD),
        (Review(TODAY, TODAY), ReviewState.GOING_ON),
    ],
)
def test_where_a_review_stands(review, expected):
    assert review_state(review, TODAY) == expected


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [([AHEAD, NOW, LATE, DONE], LATE), ([AHEAD, NOW, DONE], NOW), ([AHEAD, DONE], AHEAD), ([DONE], None), ([], None)],
)
def test_the_next_review_is_the_one_longest_overdue_or_due_first(reviews, expected):
    assert next_review(reviews, TODAY) == expected


def test_overdue_is_shown_first_and_done_last():
    assert in_order_of_urgency([DONE, AHEAD, NOW, LATE], TODAY) == [LATE, NOW, AHEAD, DONE]


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ([NOW], True),
        ([DONE], False),
        ([Review(date(2025, 6, 1), date(2025, 12, 31))], False),
        ([Review(date(2025, 6, 1), date(2026, 1, 1))], True),
        ([], False),
    ],
)
def test_whether_the_last_year_has_a_review(reviews, expected):
    assert is_reviewed_in_last_year(reviews, date(2026, 12, 31)) is expected


def test_a_review_cannot_be_due_before_it_begins():
    assert why_not_plan_review(date(2026, 2, 1), date(2026, 1, 1)) == Refusal.ENDS_BEFORE_START
    assert why_not_plan_review(date(2026, 1, 1), date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("review", "done_on", "conclusion", "expected"),
    [
        (NOW, TODAY, "Aktuell.", None),
        (DONE, TODAY, "Aktuell.", Refusal.REVIEW_DONE),
        (NOW, date(2026, 11, 23), "Aktuell.", Refusal.IN_THE_FUTURE),
        (NOW, date(2025, 12, 31), "Aktuell.", Refusal.BEFORE_REVIEW_OPENS),
        (NOW, TODAY, " ", Refusal.REASON_MISSING),
    ],
)
def test_when_a_review_may_be_recorded(review, done_on, conclusion, expected):
    assert why_not_record_review(review, done_on, conclusion, TODAY) == expected


@pytest.mark.parametrize(
    ("due_on", "fulfilled_on", "expected"),
    [
        (None, None, DutyState.OPEN),
        (date(2026, 11, 21), None, DutyState.OVERDUE),
        (TODAY, None, DutyState.SOON),
        (date(2026, 12, 22), None, DutyState.SOON),
        (date(2026, 12, 23), None, DutyState.OPEN),
        (date(2020, 1, 1), TODAY, DutyState.FULFILLED),
    ],
)
def test_where_a_duty_stands(due_on, fulfilled_on, expected):
    assert duty_state(due_on, fulfilled_on, TODAY) == expected


@pytest.mark.parametrize(
    ("law", "section", "expected"),
    [
        ("", "", None),
        ("2010:630", "5 §", None),
        ("2010:630", " ", Refusal.LAW_WITHOUT_SECTION),
        ("", "5 §", Refusal.LAW_WITHOUT_SECTION),
    ],
)
def test_a_legal_duty_has_law_and_section(law, section, expected):
    assert why_not_add(law, section) == expected


@pytest.mark.parametrize(
    ("fulfilled_on", "done_on", "evidence", "expected"),
    [
        (None, TODAY, "Årsredovisningen", None),
        (TODAY, TODAY, "Årsredovisningen", Refusal.ALREADY_FULFILLED),
        (None, date(2026, 11, 23), "Årsredovisningen", Refusal.IN_THE_FUTURE),
        (None, TODAY, "", Refusal.EVIDENCE_MISSING),
    ],
)
def test_when_a_duty_may_be_called_fulfilled(fulfilled_on, done_on, evidence, expected):
    assert why_not_fulfil(fulfilled_on, done_on, evidence, TODAY) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 1, 15), 13, date(2025, 12, 15)),
        (date(2027, 1, 15), 0, date(2027, 1, 15)),
    ],
)
def test_months_are_counted_backwards(day, months, expected):
    assert months_before(day, months) == expected


@pytest.mark.parametrize(("ends_on", "months"), [(None, 6), (date(2027, 6, 30), None), (date(2027, 6, 30), 0)])
def test_without_end_or_notice_there_is_no_day_of_notice(ends_on, months):
    assert notice_day(Term(ends_on, months)) is None
    assert not is_notice_near(Term(ends_on, months), TODAY)


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (date(2027, 5, 22), True),  # notice on the day itself
        (date(2027, 5, 21), False),  # yesterday: too late
        (date(2027, 7, 21), True),  # in 60 days
        (date(2027, 7, 22), False),
    ],
)
def test_the_day_of_notice_is_near_within_sixty_days(ends_on, expected):
    assert is_notice_near(Term(ends_on, 6), TODAY) is expected


@pytest.mark.parametrize(
    ("exists", "signed_on", "confirmed_on", "terms", "expected"),
    [
        (False, None, None, [], AnnexState.MISSING),
        (True, None, TODAY, [], AnnexState.NOT_SIGNED),
        (True, TODAY, None, [], AnnexState.NOT_CONFIRMED),
        (True, TODAY, TODAY, [], AnnexState.CONFIRMED),
        (True, TODAY, TODAY, [Term(date(2027, 6, 30), 6)], AnnexState.NOTICE_NEAR),
        (True, TODAY, None, [Term(date(2027, 6, 30), 6)], AnnexState.NOT_CONFIRMED),
    ],
)
def test_how_far_an_individual_agreement_has_come(exists, signed_on, confirmed_on, terms, expected):
    state = annex_state(exists=exists, signed_on=signed_on, confirmed_on=confirmed_on, terms=terms, today=TODAY)
    assert state == expected
