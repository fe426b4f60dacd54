"""How long documents are kept: pure rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.documents.domain.retention import (
    Candidate,
    Kept,
    Proposed,
    due_on,
    keeping_of,
    last_start_due,
    why_not_carry_out,
    why_not_dispose,
    why_not_keep,
    why_not_propose,
    why_not_remove_class,
    why_not_withdraw,
)
from samhandling.documents.enums import DisposalRefusal, DisposalState, Keeping, NotDue, Openness, RetentionRefusal

TODAY = date(2026, 11, 22)
DUE = Kept(1, 5, date(2020, 3, 1))


@pytest.mark.parametrize(
    ("retained_from", "years", "due"),
    [
        (date(2020, 3, 1), 5, date(2025, 3, 1)),
        (date(2020, 12, 31), 0, date(2020, 12, 31)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2020, 3, 1), None, None),
        (None, 5, None),
    ],
)
def test_the_first_day_after_the_years_and_never_a_day_too_early(retained_from, years, due):
    assert due_on(retained_from, years) == due


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 60), st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_the_database_is_asked_the_same_question_as_the_rule(retained_from, years, today):
    assert (retained_from <= last_start_due(years, today)) == (due_on(retained_from, years) <= today)


@pytest.mark.parametrize(
    ("kept", "keeping"),
    [
        (Kept(), Keeping.UNDECIDED),
        (Kept(None, None, date(2000, 1, 1)), Keeping.UNDECIDED),
        (Kept(1, None, date(1900, 1, 1)), Keeping.FOR_EVER),
        (Kept(1, 5), Keeping.NOT_STARTED),
        (Kept(1, 5, date(2021, 11, 23)), Keeping.RUNNING),
        (Kept(1, 5, date(2021, 11, 22)), Keeping.DUE),
    ],
)
def test_how_it_stands_with_the_time(kept, keeping):
    assert keeping_of(kept, TODAY) is keeping


@pytest.mark.parametrize(
    ("kept", "more", "reason"),
    [
        (DUE, {}, None),
        (DUE, {"is_marked": True}, None),
        (DUE, {"is_disposed": True}, NotDue.GONE),
        (DUE, {"openness": Openness.DRAFT}, NotDue.DRAFT),
        (DUE, {"is_proposed_elsewhere": True}, NotDue.PROPOSED_ELSEWHERE),
        (Kept(), {}, NotDue.NO_CLASS),
        (Kept(1, None, date(1990, 1, 1)), {}, NotDue.FOR_EVER),
        (Kept(1, 5), {}, NotDue.NO_START),
        (Kept(1, 5, date(2021, 11, 23)), {}, NotDue.TOO_EARLY),
    ],
)
def test_what_may_be_proposed(kept, more, reason):
    assert why_not_dispose(Candidate(kept, **{"openness": Openness.SHARED} | more), TODAY) is reason


@pytest.mark.parametrize(
    ("kept", "is_marked", "proposed", "reason"),
    [
        (DUE, False, Proposed(DUE), None),
        (DUE, True, Proposed(DUE, was_marked=True), None),
        (DUE, False, Proposed(DUE, was_marked=True), None),
        (DUE, True, Proposed(DUE), NotDue.MARKED),
        (Kept(2, 5, DUE.retained_from), False, Proposed(DUE), NotDue.CHANGED),
        (Kept(1, 4, DUE.retained_from), False, Proposed(DUE), NotDue.CHANGED),
        (Kept(1, 5, date(2020, 3, 2)), False, Proposed(DUE), NotDue.CHANGED),
    ],
)
def test_what_a_proposal_rests_on_must_still_stand(kept, is_marked, proposed, reason):
    assert why_not_dispose(Candidate(kept, Openness.SHARED, is_marked=is_marked), TODAY, proposed) is reason


def test_a_proposal_names_documents_and_a_decision_that_has_been_taken():
    assert why_not_propose(0, TODAY, TODAY) is DisposalRefusal.NOTHING_CHOSEN
    assert why_not_propose(1, date(2026, 11, 23), TODAY) is DisposalRefusal.DECIDED_AHEAD
    assert why_not_propose(1, TODAY, TODAY) is None


@pytest.mark.parametrize(
    ("state", "approved_by", "reason"),
    [
        (DisposalState.PROPOSED, 2, None),
        (DisposalState.PROPOSED, 1, DisposalRefusal.SAME_PERSON),
        (DisposalState.CARRIED_OUT, 2, DisposalRefusal.CARRIED_OUT),
        (DisposalState.WITHDRAWN, 2, DisposalRefusal.WITHDRAWN),
    ],
)
def test_it_takes_two_and_is_done_once(state, approved_by, reason):
    assert why_not_carry_out(state, 1, approved_by) is reason
    assert why_not_withdraw(state) is (None if state is DisposalState.PROPOSED else reason)


def test_a_class_that_anything_was_kept_by_stays():
    assert why_not_remove_class(0, 0) is None
    assert why_not_remove_class(1, 0) is RetentionRefusal.CLASS_IN_USE
    assert why_not_remove_class(0, 1) is RetentionRefusal.CLASS_IN_USE


@pytest.mark.parametrize(
    ("start", "facts", "reason"),
    [
        (None, {}, None),
        (TODAY, {}, None),
        (None, {"has_class": False}, None),
        (TODAY, {"has_class": False}, RetentionRefusal.START_WITHOUT_CLASS),
        (TODAY, {"classes_elsewhere": True}, RetentionRefusal.CLASS_ELSEWHERE),
        (TODAY, {"disposed": [7]}, RetentionRefusal.GONE),
    ],
)
def test_when_it_may_be_decided_how_long_something_is_kept(start, facts, reason):
    assert why_not_keep(start, **{"has_class": True, "classes_elsewhere": False, "disposed": []} | facts) is reason
