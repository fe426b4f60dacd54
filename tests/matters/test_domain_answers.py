"""What a party may answer, and what the answers come to."""

from datetime import date

import pytest

from samhandling.matters.domain.answers import (
    Given,
    Tally,
    is_late,
    tally,
    why_not_give,
    why_not_issue,
    why_not_remind,
    why_not_take,
)
from samhandling.matters.enums import Refusal, Route, Stance

ISSUED, TODAY = date(2026, 3, 2), date(2026, 9, 1)
KF = {"body": "Kommunfullmäktige", "decided_on": date(2026, 5, 4)}


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (Given(Stance.ADOPTED, **KF), None),
        (Given(Stance.NOTED), None),
        (Given(Stance.NO_STANDPOINT), None),
        (Given(Stance.NOT_YET, **KF), Refusal.ANSWER_MISSING),
        (Given(Stance.ADOPTED), Refusal.BODY_MISSING),
        (Given(Stance.ADOPTED, " ", date(2026, 5, 4)), Refusal.BODY_MISSING),
        (Given(Stance.DECLINED, "KF"), Refusal.BODY_MISSING),
        (Given(Stance.ADOPTED, "KF", date(2026, 9, 2)), Refusal.IN_THE_FUTURE),
        (Given(Stance.ADOPTED, "KF", date(2026, 3, 1)), Refusal.BEFORE_ISSUED),
        (Given(Stance.ADOPTED, "KF", ISSUED), None),
        (Given(Stance.ADOPTED_WITH_CHANGE, **KF), Refusal.CHANGE_MISSING),
        (Given(Stance.ADOPTED_WITH_CHANGE, **KF, reasons="Från 2027"), None),
        (Given(Stance.DECLINED, **KF), Refusal.WHY_MISSING),
        (Given(Stance.DECLINED, **KF, reasons="För dyrt"), None),
    ],
)
def test_an_answer_says_what_its_kind_demands(given, refused):
    assert why_not_give(given, issued_on=ISSUED, is_withdrawn=False, today=TODAY) is refused
    assert why_not_give(given, issued_on=ISSUED, is_withdrawn=True, today=TODAY) is Refusal.WITHDRAWN


@pytest.mark.parametrize(
    ("state", "route", "is_correction", "reason", "has_paper", "refused"),
    [
        (Stance.NOT_YET, Route.OWN, False, "", False, None),
        (Stance.NOT_YET, Route.OWN, True, "Fel", False, Refusal.NOT_ANSWERED),
        (Stance.ADOPTED, Route.OWN, False, "", False, Refusal.ALREADY_ANSWERED),
        (Stance.ADOPTED, Route.OWN, True, " ", False, Refusal.REASON_MISSING),
        (Stance.ADOPTED, Route.OWN, True, "Fel paragraf", False, None),
        (Stance.NOT_YET, Route.PAPER, False, "", False, Refusal.PAPER_MISSING),
        (Stance.NOT_YET, Route.PAPER, False, "", True, None),
    ],
)
def test_an_answer_is_given_once_and_then_corrected_with_a_reason(
    state, route, is_correction, reason, has_paper, refused
):
    told = why_not_take(state, route, is_correction=is_correction, reason=reason, has_paper=has_paper)
    assert told is refused


def test_a_recommendation_needs_parties_and_time():
    assert why_not_issue(parties=0, answer_by=TODAY, today=TODAY) is Refusal.NO_PARTIES
    assert why_not_issue(parties=16, answer_by=date(2026, 8, 31), today=TODAY) is Refusal.DAY_PASSED
    assert why_not_issue(parties=16, answer_by=TODAY, today=TODAY) is None


def test_the_silent_are_reminded_at_most_once_a_day():
    facts = {"left": 3, "reminded_on": date(2026, 8, 31), "is_withdrawn": False, "today": TODAY}
    assert why_not_remind(**facts) is None
    assert why_not_remind(**facts | {"reminded_on": TODAY}) is Refusal.REMINDED_TODAY
    assert why_not_remind(**facts | {"left": 0}) is Refusal.ALL_ANSWERED
    assert why_not_remind(**facts | {"is_withdrawn": True}) is Refusal.WITHDRAWN


def test_the_median_is_of_those_that_have_answered():
    rows = [(ISSUED, None), (ISSUED, date(2026, 3, 12)), (ISSUED, date(2026, 3, 22)), (ISSUED, date(2026, 5, 16))]
    assert tally(rows) == Tally(4, 3, 20)
    assert tally(rows[:3]).days == 15
    assert tally([(ISSUED, None)]) == Tally(1, 0, None)
    assert tally([]) == Tally(0, 0, None)


def test_an_answer_is_late_when_it_came_or_has_not_come_after_the_day():
    due = date(2026, 8, 31)
    assert [is_late(due, day, TODAY) for day in (due, TODAY, None)] == [False, True, True]
    assert not is_late(TODAY, None, TODAY)
