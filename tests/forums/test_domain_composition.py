"""How forums are put together: the county's own examples, and what cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.forums.domain.composition import (
    MOST_SEATS,
    Finding,
    Holder,
    PartyFact,
    Rule,
    SeatFact,
    check,
    circle,
    missing_seats,
    overdrawn_source,
    seats_required,
    why_not_rule,
)
from samhandling.forums.enums import FindingKind, Refusal, RuleKind, SeatKind

REGION = PartyFact(1, "Region Västerbotten", "region")
MUNICIPALITIES = [PartyFact(number, f"Kommun {number}", "municipality") for number in range(2, 17)]
PARTIES = [REGION, *MUNICIPALITIES]

TWO_FROM_EACH = Rule(10, RuleKind.PER_PARTY, 2, party_role="municipality")
AMONG_PKD = Rule(20, RuleKind.FROM_FORUM, 7, deputies=7, source_forum=1, source_name="PKD")
FROM_BSR = Rule(30, RuleKind.FROM_FORUM, 7, source_forum=2, source_name="BSR")
FROM_RUN = Rule(31, RuleKind.FROM_FORUM, 6, source_forum=3, source_name="RUN")
UNDECIDED = Rule(40, RuleKind.UNDECIDED)


@pytest.mark.parametrize(
    ("rules", "members", "deputies", "is_decided"),
    [
        pytest.param([TWO_FROM_EACH], 30, 0, True, id="PKD: 2 from each of 15 municipalities"),
        pytest.param([AMONG_PKD], 7, 7, True, id="PKD-AU: 7 and 7 substitutes chosen among PKD"),
        pytest.param([FROM_BSR, FROM_RUN], 13, 0, True, id="SRU: 7 from BSR and 6 from RUN"),
        pytest.param([UNDECIDED], 0, 0, False, id="DSH: number not decided"),
        pytest.param([Rule(1, RuleKind.PER_PARTY, 1, party_role="municipality")], 15, 0, True, id="KCN"),
        pytest.param([Rule(1, RuleKind.PER_PARTY, 1)], 16, 0, True, id="every party, the region too"),
        pytest.param([Rule(1, RuleKind.FROM_ORGANISATION, 7, source_organisation=1)], 7, 0, True, id="BSR"),
        pytest.param([Rule(1, RuleKind.PER_PARTY, 1), UNDECIDED], 16, 0, False, id="some decided, some not"),
        pytest.param([], 0, 0, False, id="no rule at all"),
    ],
)
def test_the_seats_that_the_rules_ask_for(rules, members, deputies, is_decided):
    required = seats_required(rules, PARTIES)

    assert (required.members, required.deputies, required.is_decided) == (members, deputies, is_decided)


def test_seats_per_party_stand_for_that_party_and_members_come_before_substitutes():
    rule = Rule(1, RuleKind.PER_PARTY, 1, deputies=1, party_role="municipality")

    required = seats_required([rule], [REGION, *MUNICIPALITIES[:2]])

    assert [(seat.kind, seat.organisation) for seat in required.seats] == [
        (SeatKind.ORDINARY, 2),
        (SeatKind.ORDINARY, 3),
        (SeatKind.DEPUTY, 2),
        (SeatKind.DEPUTY, 3),
    ]


def seats_for(rule, parties):
    return [
        SeatFact(index, spec.kind, spec.organisation, rule=spec.rule)
        for index, spec in enumerate(seats_required([rule], parties).seats)
    ]


def test_a_forum_as_its_rule_says_has_no_findings():
    assert check([TWO_FROM_EACH], PARTIES, seats_for(TWO_FROM_EACH, PARTIES)) == []


def test_seats_made_by_hand_count_towards_the_rule_that_asks_for_them():
    by_hand = [SeatFact(seat.key, seat.kind, seat.organisation) for seat in seats_for(TWO_FROM_EACH, PARTIES)]

    assert check([TWO_FROM_EACH], PARTIES, by_hand) == []
    assert missing_seats([TWO_FROM_EACH], PARTIES, by_hand) == []


def test_thirteen_seats_made_by_hand_fill_both_rules_of_the_consultation():
    by_hand = [SeatFact(number, SeatKind.ORDINARY) for number in range(13)]

    assert check([FROM_BSR, FROM_RUN], PARTIES, by_hand) == []


def test_what_differs_is_said_for_each_party():
    parties = [REGION, *MUNICIPALITIES[:4]]
    seats = [
        SeatFact(1, SeatKind.ORDINARY, 2),
        SeatFact(2, SeatKind.ORDINARY, 3),
        SeatFact(3, SeatKind.ORDINARY, 3),
        SeatFact(4, SeatKind.ORDINARY, 3),
        SeatFact(5, SeatKind.ORDINARY, 4),
        SeatFact(6, SeatKind.ORDINARY, 4),
        SeatFact(7, SeatKind.DEPUTY, 4),
        SeatFact(8, SeatKind.ORDINARY, 1, "Region Västerbotten"),
    ]

    assert check([TWO_FROM_EACH], parties, seats) == [
        Finding(FindingKind.TOO_FEW, "Kommun 2", 1, 2),
        Finding(FindingKind.TOO_MANY, "Kommun 3", 3, 2),
        Finding(FindingKind.TOO_MANY_DEPUTIES, "Kommun 4", 1, 0),
        Finding(FindingKind.PARTY_WITHOUT_SEATS, "Kommun 5", 0, 2),
        Finding(FindingKind.OUTSIDE_RULES, "Region Västerbotten"),
    ]


def test_a_seat_of_a_party_that_has_left_follows_from_no_rule():
    left = SeatFact(99, SeatKind.ORDINARY, 77, "Gamla kommunen", rule=TWO_FROM_EACH.key)

    found = check([TWO_FROM_EACH], PARTIES, [*seats_for(TWO_FROM_EACH, PARTIES), left])

    assert found == [Finding(FindingKind.OUTSIDE_RULES, "Gamla kommunen")]


def test_a_member_of_the_committee_must_be_a_member_of_the_delegation_on_the_day():
    seats = seats_for(AMONG_PKD, PARTIES)
    holders = [Holder(0, 501, "Anna Berg"), Holder(1, 502, "Bo Ek")]

    found = check([AMONG_PKD], PARTIES, seats, holders, {1: {501}})

    assert found == [Finding(FindingKind.NOT_CHOSEN_AMONG, "Bo Ek", source="PKD")]


def test_an_undecided_number_is_one_finding_and_takes_any_seats():
    assert check([UNDECIDED], PARTIES, [SeatFact(1, SeatKind.ORDINARY, 2), SeatFact(2, SeatKind.DEPUTY)]) == [
        Finding(FindingKind.UNDECIDED)
    ]


def test_a_forum_without_rules_says_so():
    assert check([], PARTIES, [SeatFact(1, SeatKind.ORDINARY)]) == [Finding(FindingKind.NO_RULE)]


def test_only_what_is_missing_is_created():
    seats = seats_for(TWO_FROM_EACH, PARTIES)[3:]

    missing = missing_seats([TWO_FROM_EACH], PARTIES, seats)

    assert [spec.organisation for spec in missing] == [2, 2, 3]


@given(st.integers(1, 6), st.integers(0, 3), st.integers(1, 20), st.data())
def test_creating_what_is_missing_always_meets_the_rule(count, deputies, number_of_parties, data):
    parties = [PartyFact(number, str(number), "municipality") for number in range(1, number_of_parties + 1)]
    rule = Rule(1, RuleKind.PER_PARTY, count, deputies)
    wanted = seats_for(rule, parties)
    there = [seat for seat in wanted if data.draw(st.booleans())]

    missing = missing_seats([rule], parties, there)

    added = [SeatFact(1000 + index, spec.kind, spec.organisation, rule=1) for index, spec in enumerate(missing)]
    assert len(there) + len(added) == len(wanted)
    assert check([rule], parties, [*there, *added]) == []


@pytest.mark.parametrize(
    ("rule", "parties", "reason"),
    [
        (TWO_FROM_EACH, PARTIES, None),
        (UNDECIDED, [], None),
        (TWO_FROM_EACH, [], Refusal.NO_PARTIES),
        (TWO_FROM_EACH, [REGION], Refusal.NO_PARTIES),
        (Rule(1, RuleKind.FREE), PARTIES, Refusal.COUNT_MISSING),
        (Rule(1, RuleKind.FREE, 0), PARTIES, Refusal.COUNT_MISSING),
        (Rule(1, RuleKind.FROM_FORUM, 7), PARTIES, Refusal.SOURCE_MISSING),
        (Rule(1, RuleKind.FROM_ORGANISATION, 7), PARTIES, Refusal.SOURCE_MISSING),
        (Rule(1, RuleKind.FREE, MOST_SEATS), PARTIES, None),
        (Rule(1, RuleKind.FREE, MOST_SEATS + 1), PARTIES, Refusal.COUNT_TOO_LARGE),
        (Rule(1, RuleKind.PER_PARTY, 30000, 30000), PARTIES, Refusal.COUNT_TOO_LARGE),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rule, parties, reason):
    assert why_not_rule(rule, parties) is reason


@pytest.mark.parametrize(
    ("rules", "sizes", "found"),
    [
        ([AMONG_PKD], {1: 30}, None),
        ([AMONG_PKD], {1: 14}, None),
        ([AMONG_PKD], {1: 13}, AMONG_PKD),
        ([Rule(1, RuleKind.FROM_FORUM, 7, source_forum=5)], {5: 5}, Rule(1, RuleKind.FROM_FORUM, 7, source_forum=5)),
        ([AMONG_PKD], {1: None}, None),
        ([FROM_BSR, FROM_RUN], {2: 7, 3: 5}, FROM_RUN),
        (
            [FROM_BSR, Rule(32, RuleKind.FROM_FORUM, 1, source_forum=2)],
            {2: 7},
            Rule(32, RuleKind.FROM_FORUM, 1, 0, "", 2),
        ),
    ],
)
def test_no_more_are_chosen_than_there_are_to_choose_among(rules, sizes, found):
    assert overdrawn_source(rules, sizes) == found


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        ({1: [2], 2: [3]}, []),
        ({1: [1]}, [1, 1]),
        ({1: [2], 2: [1]}, [1, 2, 1]),
        ({1: [2], 2: [3], 3: [1]}, [1, 2, 3, 1]),
        ({1: [2], 2: [3], 3: [2]}, []),
        ({}, []),
    ],
)
def test_forums_do_not_choose_from_each_other_in_a_circle(sources, found):
    assert circle(1, sources) == found


def test_a_finding_is_a_sentence():
    assert Finding(FindingKind.TOO_FEW, "Bjurholm", 1, 2).sentence == "Bjurholm har 1 av 2 platser."
    assert (
        Finding(FindingKind.NOT_CHOSEN_AMONG, "Bo Ek", source="PKD").sentence
        == "Bo Ek sitter här men är inte ledamot i PKD den dagen."
    )
