"""The life of an agreement, and what stops each step."""

from datetime import date

import pytest

from samhandling.agreements.domain.status import (
    Missing,
    Vote,
    missing_ratifications,
    why_not_edit,
    why_not_end,
    why_not_enter_on,
    why_not_enter_yet,
    why_not_follow_up,
    why_not_propose,
    why_not_ratify,
    why_not_reopen,
    why_not_terms,
    why_not_withdraw,
)
from samhandling.agreements.enums import EntryRule, PartyRole, RatificationResult, Refusal, Status

FIRST, LAST = date(2027, 1, 1), date(2030, 12, 31)
REGION, M, OTHER = PartyRole.REGION, PartyRole.MUNICIPALITY, PartyRole.OTHER
YES, NOTE, NO = RatificationResult.RATIFIED, RatificationResult.RATIFIED_WITH_NOTE, RatificationResult.DECLINED


@pytest.mark.parametrize(
    ("rule", "number", "votes", "expected"),
    [
        (EntryRule.ALL, None, [Vote(REGION, YES), Vote(M, YES)], Missing()),
        (EntryRule.ALL, None, [Vote(REGION, YES), Vote(M, NOTE)], Missing()),
        (EntryRule.ALL, None, [Vote(REGION, YES), Vote(M), Vote(M)], Missing(2)),
        (EntryRule.ALL, None, [Vote(REGION, YES), Vote(M, NO)], Missing(1, declined=True)),
        (EntryRule.NUMBER, 2, [Vote(REGION), Vote(M, YES), Vote(M, YES)], Missing()),
        (EntryRule.NUMBER, 2, [Vote(REGION, YES), Vote(M, NO), Vote(M)], Missing(1)),
        (EntryRule.NUMBER, 2, [Vote(REGION, NO), Vote(M, YES), Vote(OTHER, YES)], Missing()),
        (EntryRule.REGION_AND_NUMBER, 2, [Vote(REGION, YES), Vote(M, YES), Vote(M, YES)], Missing()),
        (EntryRule.REGION_AND_NUMBER, 2, [Vote(REGION, YES), Vote(M, YES), Vote(M)], Missing(1)),
        (EntryRule.REGION_AND_NUMBER, 2, [Vote(REGION), Vote(M, YES), Vote(M, YES)], Missing(0, region=True)),
        (EntryRule.REGION_AND_NUMBER, 1, [Vote(REGION, NO), Vote(M)], Missing(1, region=True)),
    ],
)
def test_what_the_entry_rule_still_waits_for(rule, number, votes, expected):
    assert missing_ratifications(rule, number, votes) == expected


def test_nothing_missing_is_false():
    assert not Missing()
    assert Missing(1)
    assert Missing(region=True)
    assert Missing(declined=True)


@pytest.mark.parametrize(
    ("status", "missing", "expected"),
    [
        (Status.PROPOSED, Missing(), None),
        (Status.PROPOSED, Missing(3), Refusal.RATIFICATIONS_MISSING),
        (Status.PROPOSED, Missing(1, region=True), Refusal.REGION_HAS_NOT_RATIFIED),
        (Status.PROPOSED, Missing(1, declined=True), Refusal.DECLINED),
        (Status.DRAFT, Missing(), Refusal.NOT_PROPOSED),
        (Status.IN_FORCE, Missing(), Refusal.NOT_PROPOSED),
        (Status.WITHDRAWN, Missing(), Refusal.NOT_PROPOSED),
    ],
)
def test_when_an_agreement_may_enter_into_force(status, missing, expected):
    assert why_not_enter_yet(status, missing) == expected


@pytest.mark.parametrize(
    ("entered_on", "today", "predecessor_ends_on", "expected"),
    [
        (FIRST, FIRST, None, None),
        (FIRST, FIRST, date(2026, 12, 31), None),
        (FIRST, date(2027, 3, 1), None, None),
        (date(2026, 12, 31), FIRST, None, Refusal.TOO_EARLY),
        (FIRST, date(2026, 12, 1), None, Refusal.IN_THE_FUTURE),
        (FIRST, FIRST, FIRST, Refusal.PREDECESSOR_RUNS),
        (date(2027, 2, 1), date(2027, 2, 1), date(2027, 6, 30), Refusal.PREDECESSOR_RUNS),
    ],
)
def test_on_which_day_it_may_enter(entered_on, today, predecessor_ends_on, expected):
    assert why_not_enter_on(entered_on, FIRST, today, predecessor_ends_on) == expected


@pytest.mark.parametrize(
    ("status", "parties", "clauses", "rule", "number", "expected"),
    [
        (Status.DRAFT, [REGION, M], 1, EntryRule.ALL, None, None),
        (Status.PROPOSED, [REGION, M], 1, EntryRule.ALL, None, Refusal.NOT_DRAFT),
        (Status.DRAFT, [REGION], 1, EntryRule.ALL, None, Refusal.TOO_FEW_PARTIES),
        (Status.DRAFT, [], 1, EntryRule.ALL, None, Refusal.TOO_FEW_PARTIES),
        (Status.DRAFT, [REGION, M], 0, EntryRule.ALL, None, Refusal.NO_CLAUSES),
        (Status.DRAFT, [M, M], 1, EntryRule.REGION_AND_NUMBER, 1, Refusal.NO_REGION),
        (Status.DRAFT, [REGION, M], 1, EntryRule.REGION_AND_NUMBER, 2, Refusal.UNREACHABLE_NUMBER),
        (Status.DRAFT, [REGION, M], 1, EntryRule.NUMBER, 2, None),
        (Status.DRAFT, [REGION, M], 1, EntryRule.NUMBER, 3, Refusal.UNREACHABLE_NUMBER),
    ],
)
def test_when_a_draft_may_be_sent_for_ratification(status, parties, clauses, rule, number, expected):
    assert why_not_propose(status, parties, clauses, rule, number) == expected


@pytest.mark.parametrize(
    ("first", "last", "rule", "number", "expected"),
    [
        (FIRST, LAST, EntryRule.ALL, None, None),
        (FIRST, FIRST, EntryRule.ALL, None, None),
        (LAST, FIRST, EntryRule.ALL, None, Refusal.ENDS_BEFORE_START),
        (FIRST, LAST, EntryRule.NUMBER, None, Refusal.NUMBER_MISSING),
        (FIRST, LAST, EntryRule.REGION_AND_NUMBER, 0, Refusal.NUMBER_MISSING),
        (FIRST, LAST, EntryRule.NUMBER, 3, None),
    ],
)
def test_which_terms_an_agreement_may_have(first, last, rule, number, expected):
    assert why_not_terms(first, last, rule, number) == expected


def test_only_a_draft_is_edited():
    assert [status for status in Status if why_not_edit(status) is None] == [Status.DRAFT]


def test_what_is_over_is_not_followed_up():
    assert [status for status in Status if why_not_follow_up(status)] == [Status.ENDED, Status.WITHDRAWN]


@pytest.mark.parametrize(
    ("status", "decided", "expected"),
    [
        (Status.PROPOSED, 0, None),
        (Status.PROPOSED, 1, Refusal.ALREADY_RATIFIED),
        (Status.DRAFT, 0, Refusal.NOT_PROPOSED),
        (Status.IN_FORCE, 0, Refusal.NOT_PROPOSED),
    ],
)
def test_when_the_text_may_be_opened_again(status, decided, expected):
    assert why_not_reopen(status, decided) == expected


@pytest.mark.parametrize(
    ("status", "decided_on", "expected"),
    [
        (Status.PROPOSED, date(2026, 11, 1), None),
        (Status.IN_FORCE, date(2026, 11, 1), None),
        (Status.PROPOSED, date(2026, 11, 3), Refusal.IN_THE_FUTURE),
        (Status.DRAFT, date(2026, 11, 1), Refusal.NOT_PROPOSED),
        (Status.ENDED, date(2026, 11, 1), Refusal.AGREEMENT_OVER),
        (Status.WITHDRAWN, date(2026, 11, 1), Refusal.AGREEMENT_OVER),
    ],
)
def test_when_a_decision_may_be_recorded(status, decided_on, expected):
    assert why_not_ratify(status, decided_on, date(2026, 11, 2)) == expected


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        (Status.IN_FORCE, date(2031, 1, 1), None),
        (Status.IN_FORCE, LAST, Refusal.LAST_DAY_AHEAD),
        (Status.PROPOSED, date(2031, 1, 1), Refusal.NOT_RUNNING),
        (Status.ENDED, date(2031, 1, 1), Refusal.NOT_RUNNING),
    ],
)
def test_an_agreement_ends_by_its_last_day(status, today, expected):
    assert why_not_end(status, LAST, today) == expected


@pytest.mark.parametrize(
    ("status", "reason", "expected"),
    [
        (Status.DRAFT, "Ingen vill", None),
        (Status.PROPOSED, "Ingen vill", None),
        (Status.DRAFT, "  ", Refusal.REASON_MISSING),
        (Status.IN_FORCE, "Ingen vill", Refusal.ALREADY_CLOSED),
        (Status.WITHDRAWN, "Ingen vill", Refusal.ALREADY_CLOSED),
    ],
)
def test_when_an_agreement_may_be_withdrawn(status, reason, expected):
    assert why_not_withdraw(status, reason) == expected
