"""Where a matter may be dealt with, what may come of it, and how it then stands."""

from datetime import date

import pytest

from samhandling.forums.domain.standing import allowed_outcomes
from samhandling.forums.enums import Standing
from samhandling.lib.periods import Period
from samhandling.matters.domain.journey import Treated, condition_of, laps, next_of, why_not_plan, why_not_record
from samhandling.matters.enums import Condition, Refusal, Result

RAISED, TODAY = date(2026, 2, 2), date(2026, 9, 1)
FORUM = Period(date(2023, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("due_on", "forum", "refused"),
    [
        (None, FORUM, None),
        (date(2026, 2, 2), FORUM, None),
        (date(2026, 12, 31), FORUM, None),
        (date(2026, 2, 1), FORUM, (Refusal.BEFORE_RAISED, RAISED)),
        (date(2027, 1, 1), FORUM, (Refusal.AFTER_FORUM, date(2026, 12, 31))),
        (date(2027, 1, 1), Period(date(2023, 1, 1)), None),
        (date(2026, 5, 1), Period(date(2026, 6, 1)), (Refusal.BEFORE_FORUM, date(2026, 6, 1))),
        (date(2199, 12, 31), None, None),
    ],
)
def test_a_day_lies_after_the_matter_was_raised_and_while_the_forum_is_there(due_on, forum, refused):
    assert why_not_plan(due_on, RAISED, forum) == refused


# What each standing lets come of a matter, when the type withholds nothing; a party decides for itself.
MAY = {
    Standing.FORMAL: {"decision", "recommendation", "position", "consultation", "information"},
    Standing.APPOINTED: {"recommendation", "position", "consultation", "information"},
    Standing.CONSULTATION: {"consultation", "information"},
    Standing.OFFICERS: {"position", "consultation", "information"},
}
ALWAYS = {"prepared", "returned", "tabled"}


@pytest.mark.parametrize("standing", Standing)
def test_what_comes_of_it_follows_the_forums_standing(standing):
    allowed = allowed_outcomes(standing, decides=True, recommends=True)
    refused = {one.value for one in Result if why_not_record(one, allowed, TODAY, TODAY, "")}
    assert {one.value for one in Result} - refused == MAY[standing] | ALWAYS
    assert why_not_record(Result.DECISION, [], TODAY, TODAY, "") is Refusal.OUTSIDE_MANDATE


@pytest.mark.parametrize(
    ("result", "done_on", "assignment", "refused"),
    [
        (Result.DECISION, TODAY, "", None),
        (Result.RECOMMENDATION, TODAY, "", Refusal.PARTY_CANNOT_RECOMMEND),
        (Result.POSITION, TODAY, "", Refusal.PARTY_CANNOT_RECOMMEND),
        (Result.TABLED, date(2026, 9, 2), "", Refusal.IN_THE_FUTURE),
        (Result.RETURNED, TODAY, "Räkna på kostnaden", None),
        (Result.TABLED, TODAY, "Räkna på kostnaden", Refusal.ONLY_WHEN_RETURNED),
    ],
)
def test_a_party_decides_for_itself_and_only_what_is_returned_has_a_new_assignment(
    result, done_on, assignment, refused
):
    assert why_not_record(result, None, done_on, TODAY, assignment) is refused


DONE = Treated(date(2026, 3, 1), date(2026, 3, 1), Result.PREPARED)
AHEAD = Treated(date(2026, 10, 1))
BACK = Treated(date(2026, 8, 1), date(2026, 8, 1), Result.RETURNED)


@pytest.mark.parametrize(
    ("treatments", "has_owner", "answered_on", "condition"),
    [
        ([], True, None, Condition.LOST),
        ([AHEAD], False, None, Condition.LOST),
        ([Treated(None)], True, None, Condition.LOST),
        ([BACK, AHEAD], True, None, Condition.RUNNING),
        ([DONE, AHEAD], True, None, Condition.STOPPED),
        ([DONE, AHEAD], True, date(2026, 8, 30), Condition.RUNNING),
        ([AHEAD, Treated(date(2026, 8, 31))], True, None, Condition.LATE),
        ([Treated(date(2026, 8, 31))], False, None, Condition.LATE),
        ([BACK, Treated(date(2026, 9, 1))], True, None, Condition.RUNNING),
    ],
)
def test_how_a_matter_stands_is_told_the_worst_first(treatments, has_owner, answered_on, condition):
    facts = {"raised_on": RAISED, "has_owner": has_owner, "today": TODAY, "answered_on": answered_on}
    assert condition_of(treatments, is_closed=False, **facts) is condition
    assert condition_of(treatments, is_closed=True, **facts) is Condition.CLOSED


def test_what_comes_next_has_the_earliest_day_and_what_has_none_comes_last():
    assert next_of([Treated(None), AHEAD, DONE]) is AHEAD
    assert next_of([DONE]) is None
    assert next_of([Treated(None)]) == Treated(None)


def test_a_matter_circles_when_it_comes_back_with_nothing_else_to_do():
    asked = Treated(date(2026, 8, 1), date(2026, 8, 1), Result.RETURNED, has_assignment=True)
    assert laps([BACK, asked, BACK, DONE]) == 2
