"""The renewal counted backwards, and what the text says about notice."""

from dataclasses import replace
from datetime import date

import pytest

from samhandling.agreements.domain.timeline import (
    Notice,
    Pace,
    RenewalFacts,
    latest_days,
    notice_in,
    timeline,
    turn_of,
    why_not_plan,
)
from samhandling.agreements.enums import Refusal, RenewalStep, Status, StepState
from samhandling.lib.drawing.timeline import time_line

LAST = date(2026, 12, 31)
FACTS = RenewalFacts(ends_on=LAST)
DRAFTED = replace(FACTS, successor=Status.DRAFT, has_silent_parties=True, has_undecided_parties=True)


def states(facts, today):
    return {one.step.value: one.state.value for one in timeline(facts, Pace(), today)}


def test_the_days_are_counted_from_the_day_after_the_last_and_stand_still_in_the_summer():
    assert latest_days(LAST, Pace()) == {
        RenewalStep.ENTER: date(2027, 1, 1),
        RenewalStep.SIGN: date(2026, 12, 18),
        RenewalStep.DECIDE: date(2026, 11, 20),
        RenewalStep.SEND: date(2026, 6, 12),  # fourteen weeks, and the nine of the summer
        RenewalStep.JOIN: date(2026, 5, 29),
        RenewalStep.COMMENTS: date(2026, 4, 17),
        RenewalStep.ASK: date(2026, 2, 6),
        RenewalStep.PROPOSE: date(2025, 12, 12),
        RenewalStep.EVALUATE: date(2025, 10, 31),
    }


def test_no_step_falls_on_a_weekend_but_the_first_day_itself():
    days = latest_days(date(2027, 7, 31), Pace())  # the new agreement begins on a Sunday
    assert days[RenewalStep.ENTER] == date(2027, 8, 1)
    assert {day.weekday() for step, day in days.items() if step is not RenewalStep.ENTER} == {4}


def test_before_anything_is_done_the_first_step_is_next():
    assert set(states(FACTS, date(2025, 9, 1)).values()) == {"next", "ahead"}
    assert turn_of(timeline(FACTS, Pace(), date(2025, 9, 1))).step is RenewalStep.EVALUATE


@pytest.mark.parametrize(
    ("facts", "today", "turn", "state"),
    [
        (FACTS, date(2026, 12, 1), RenewalStep.EVALUATE, StepState.LATE),
        (replace(FACTS, last_reviewed_on=date(2025, 10, 1)), date(2025, 11, 1), RenewalStep.PROPOSE, StepState.NEXT),
        (replace(FACTS, last_reviewed_on=date(2024, 10, 1)), date(2025, 10, 1), RenewalStep.EVALUATE, StepState.NEXT),
        (DRAFTED, date(2026, 1, 1), RenewalStep.ASK, StepState.NEXT),
        (replace(DRAFTED, comments_due_on=date(2026, 4, 30)), date(2026, 3, 1), RenewalStep.COMMENTS, StepState.NEXT),
        (replace(DRAFTED, comments_due_on=date(2026, 4, 30)), date(2026, 5, 1), RenewalStep.SEND, StepState.NEXT),
        (
            replace(DRAFTED, comments_due_on=date(2026, 4, 30), has_open_proposals=True),
            date(2026, 6, 1),
            RenewalStep.JOIN,
            StepState.LATE,
        ),
        (
            replace(DRAFTED, comments_due_on=date(2026, 4, 30), has_silent_parties=False),
            date(2026, 3, 1),
            RenewalStep.SEND,
            StepState.NEXT,
        ),
        (replace(DRAFTED, successor=Status.PROPOSED), date(2026, 9, 1), RenewalStep.DECIDE, StepState.NEXT),
        (
            replace(DRAFTED, successor=Status.PROPOSED, has_undecided_parties=False),
            date(2026, 11, 1),
            RenewalStep.SIGN,
            StepState.NEXT,
        ),
    ],
)
def test_whose_turn_it_is(facts, today, turn, state):
    found = turn_of(timeline(facts, Pace(), today))
    assert (found.step, found.state) == (turn, state)


def test_when_the_new_agreement_is_in_force_nothing_is_left_but_an_evaluation_passed_over():
    found = timeline(replace(DRAFTED, successor=Status.IN_FORCE), Pace(), date(2027, 1, 2))
    assert turn_of(found) is None
    assert {one.step for one in found if one.state is not StepState.DONE} == {RenewalStep.EVALUATE}


def test_a_day_set_for_the_comments_stands_in_place_of_the_counted_one():
    facts = replace(DRAFTED, comments_due_on=date(2026, 4, 30))
    (comments,) = [one for one in timeline(facts, Pace(), date(2026, 3, 1)) if one.step is RenewalStep.COMMENTS]
    assert comments.latest == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Parterna samverkar. Uppsägning ska ske senast tolv månader före avtalstidens utgång.", 12),
        ("Part kan säga upp överenskommelsen med 6 månaders varsel.", 6),
        ("Om ingen begär omförhandling sex månader innan förlängs den.", 6),
        ("Either party may give notice 18 months before the end.", 18),
        ("Mötet hålls var tredje månad. Uppsägning är skriftlig.", None),
        ("Avgiften betalas inom två månader.", None),
    ],
)
def test_what_the_text_says_about_notice(text, months):
    assert notice_in([(3, "6.1", text)]) == (Notice(months, "6.1", 3) if months else None)


def test_the_day_of_notice_stands_among_the_others_and_is_never_late():
    facts = replace(FACTS, notice=Notice(12, "6.1", 3))
    (ahead,) = [one for one in timeline(facts, Pace(), date(2025, 9, 1)) if one.step is RenewalStep.NOTICE]
    assert (ahead.latest, ahead.state) == (date(2025, 12, 31), StepState.AHEAD)
    assert states(facts, date(2026, 2, 1))["notice"] == "passed"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"weeks_decided": 0}, None),
        ({"weeks_decided": 105}, Refusal.WEEKS_OUT_OF_REACH),
        ({"break_from": 33, "break_to": 25}, Refusal.BREAK_OUT_OF_REACH),
        ({"break_from": 1, "break_to": 53}, Refusal.BREAK_OUT_OF_REACH),
        ({"break_to": 54}, Refusal.BREAK_OUT_OF_REACH),
    ],
)
def test_what_a_plan_may_be(changes, refusal):
    assert why_not_plan(replace(Pace(), **changes)) is refusal


def test_the_line_leaves_room_for_its_texts_and_for_today():
    days = [(date(2026, 1, 1), "Kort"), (date(2026, 1, 2), "Ett steg med ett namn som är så långt att det bryts"),
            (date(2026, 12, 1), "Sist")]  # fmt: skip
    line = time_line(days, date(2026, 1, 2))
    first, second, third = line.marks
    assert [len(mark.lines) for mark in line.marks] == [1, 2, 1]
    assert second.y - first.y == first.foot + 34
    assert third.y - second.y == 120
    assert second.y + second.foot < line.today < third.y - 20
    assert line.height > third.y + third.foot
    assert time_line(days, date(2027, 1, 1)).today is None
