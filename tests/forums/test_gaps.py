"""What an agreement leaves open about its forums."""

from datetime import date

import pytest

from samhandling.agreements.domain.gaps import Mending
from samhandling.agreements.enums import Mender
from samhandling.forums.domain.composition import Rule
from samhandling.forums.domain.gaps import AreaFact, ClauseFact, ForumFact, gaps_in_forums, gaps_in_names
from samhandling.forums.enums import ForumGap, Level, MandateKind, MandateStatus, RuleKind, Standing
from samhandling.forums.models import Mandate
from samhandling.forums.selectors.agreement import gaps_of_agreement
from samhandling.forums.services.composition import create_seats, set_composition
from tests.factories.agreements import make_agreement, make_area, make_clause
from tests.factories.forums import make_forum, make_forum_type, make_seat
from tests.factories.organisations import make_coordinator


def a_forum(**facts):
    return ForumFact(**{"pk": 1, "name": "Primärkommunala delegationen", "abbreviation": "PKD"} | facts)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"is_undecided": True}, [ForumGap.SEATS_UNDECIDED]),
        ({"has_mandate": False}, [ForumGap.NO_MANDATE]),
        ({"differences": ("Umeå har ingen plats.",)}, [ForumGap.COMPOSITION_FAILS]),
        ({"is_officer_network": True, "has_leader": False}, [ForumGap.NO_LEADER]),
        ({"has_leader": False}, []),
        ({"is_mandatory": True, "is_running": False}, [ForumGap.MANDATORY_MISSING]),
        ({"is_running": False, "is_undecided": True}, []),
        ({"is_own_body": True, "is_undecided": True, "has_mandate": False}, []),
    ],
)
def test_each_rule_finds_its_own_gap(facts, found):
    assert [gap.code for gap in gaps_in_forums([a_forum(**facts)], [], 1)] == found


def test_an_area_without_a_forum_is_a_gap():
    gaps = gaps_in_forums([], [AreaFact(1, "Hälsofrämjande region", False), AreaFact(2, "Annat", True)], 7)
    assert [(gap.code, gap.about, gap.url_args) for gap in gaps] == [
        (ForumGap.AREA_WITHOUT_FORUM, "Hälsofrämjande region", {"pk": 7})
    ]


def test_a_forum_named_in_two_ways_is_told_with_the_clause():
    known = ClauseFact(4, "3.1", "PKD är en delegation.")
    (gap,) = gaps_in_names([ClauseFact(5, "3.2", "PKB antar sin uppdragsbeskrivning."), known], [a_forum()], 7)
    assert gap.mending == Mending("agreements:clause_edit", Mender.TEXT, {"pk": 7, "clause": 5})
    assert (gap.code, gap.about, gap.clause_number) == (ForumGap.NAMED_IN_TWO_WAYS, "PKB – PKD", "3.2")


@pytest.fixture
def agreement(db):
    return make_agreement(parties=3)


def codes(agreement):
    return sorted(gap.code for gap in gaps_of_agreement(agreement))


def test_a_whole_agreement_is_looked_through(agreement):
    make_clause(agreement, "PKB utser sitt arbetsutskott.")
    make_area(agreement)
    network = make_forum_type("officer_network", standing=Standing.OFFICERS, level=Level.OFFICERS)
    make_forum(agreement.collaboration, agreement=agreement, abbreviation="PKD")
    make_forum(agreement.collaboration, agreement=agreement, type=network, name="Skolchefsnätverket", seats=1)
    assert codes(agreement) == sorted(
        [
            ForumGap.AREA_WITHOUT_FORUM,
            ForumGap.NAMED_IN_TWO_WAYS,
            ForumGap.NO_LEADER,
            ForumGap.NO_MANDATE,
            ForumGap.NO_MANDATE,
            ForumGap.SEATS_UNDECIDED,
        ]
    )


def test_nothing_is_found_when_all_is_in_order(agreement):
    coordinator = make_coordinator(agreement.collaboration)
    forum = make_forum(agreement.collaboration, agreement=agreement)
    forum.areas.add(make_area(agreement))
    set_composition(actor=coordinator, forum=forum, rules=[Rule(1, RuleKind.PER_PARTY, 2)])
    create_seats(actor=coordinator, forum=forum, starts_on=forum.starts_on)
    Mandate.objects.create(
        forum=forum,
        kind=MandateKind.MISSION,
        version=1,
        status=MandateStatus.ADOPTED,
        text="Vi samverkar.",
        adopted_on=date(2023, 2, 1),
    )
    assert codes(agreement) == []


def test_seats_that_do_not_follow_the_rules_are_told_in_words(agreement):
    coordinator = make_coordinator(agreement.collaboration)
    forum = make_forum(agreement.collaboration, agreement=agreement)
    set_composition(actor=coordinator, forum=forum, rules=[Rule(1, RuleKind.FREE, 3)])
    make_seat(forum)
    gaps = {gap.code: gap.about for gap in gaps_of_agreement(agreement)}
    assert gaps[ForumGap.COMPOSITION_FAILS] == (
        "Primärkommunala delegationen: Primärkommunala delegationen har 1 av 3 platser."
    )


def test_gaps_cost_the_same_for_one_forum_and_for_three(agreement, django_assert_num_queries):
    make_forum(agreement.collaboration, agreement=agreement, name="A", seats=1)
    with django_assert_num_queries(6):
        gaps_of_agreement(agreement)
    for name in "BC":
        make_forum(agreement.collaboration, agreement=agreement, name=name, seats=2)
    with django_assert_num_queries(6):
        gaps_of_agreement(agreement)
