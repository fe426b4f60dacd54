"""What the rules find in an agreement."""

from datetime import date

import pytest

from samhandling.agreements.domain.gap_rules import (
    AgreementFacts,
    AreaFact,
    ClauseFact,
    DutyFact,
    PartyFact,
    ReviewFact,
    gaps_of,
)
from samhandling.agreements.domain.gaps import Gap, in_order_of_severity
from samhandling.agreements.enums import GAP_ADVICE, GapKind, PartyRole, Severity

LAST_YEAR = ReviewFact(date(2026, 1, 1), date(2026, 12, 31), None)


def facts(**known):
    """An agreement without gaps, but for what the test adds."""
    return AgreementFacts(
        **{"pk": 7, "today": date(2026, 11, 22), "ends_on": date(2026, 12, 31), "reviews": [LAST_YEAR], **known}
    )


def clause(text, pk=1, number="1", heading="Rubrik", **more):
    return ClauseFact(pk, number, heading, text, **more)


def found(**known):
    return [(gap.code, gap.about, gap.clause_number) for gap in gaps_of(facts(**known))]


def test_an_agreement_in_order_has_no_gaps():
    assert found(clauses=[clause("Parterna samverkar.")], areas=[AreaFact(1, "Skola", True)]) == []


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Delegationen har X ledamöter.", "X ledamöter"),
        ("Delegationen har XX ersättare.", "XX ersättare"),
        ("Avgiften är ___ kronor.", "___"),
        ("Gäller från ÅÅÅÅ-MM-DD.", "ÅÅÅÅ-MM-DD"),
        ("Ordförande är NN.", "NN"),
        ("Avgiften är [...] per år.", "[...]"),
    ],
)
def test_what_is_left_to_fill_in(text, about):
    assert found(clauses=[clause(text)]) == [("placeholder", about, "1")]


@pytest.mark.parametrize("text", ["Enligt kapitel X i lagen.", "Karl X Gustav.", "Region [Västerbotten] deltar."])
def test_what_only_looks_like_a_placeholder(text):
    assert found(clauses=[clause(text)]) == []


def test_an_annex_that_will_be_numbered_later():
    text = "Avgiften framgår av bilagan. Bilagan kommer att numreras."
    assert found(clauses=[clause(text)]) == [("annex_not_numbered", "Bilagan kommer att numreras", "1")]


def test_the_second_figure_with_the_same_number_is_the_gap():
    clauses = [
        clause("Figur 1. Parter\nFigur 2. Forum"),
        clause("Se figur 2. Figur 2 visar nätverken.\n\nFigur 2. Nätverk", pk=2, number="2"),
    ]
    assert found(clauses=clauses) == [("same_number_twice", "Figur 2", "2")]


def test_a_reference_to_an_annex_that_does_not_exist_is_told_once():
    clauses = [clause("Se bilaga 1 och bilaga 2. I bilaga 2 står mer."), clause("Text", 2, "2", "Bilaga 1. Parter")]
    assert found(clauses=clauses) == [("annex_not_found", "bilaga 2", "1")]


def test_a_clause_without_text_is_a_gap_unless_it_has_sub_clauses():
    clauses = [clause(" ", heading="Tom"), clause("", 2, "2", has_children=True)]
    assert found(clauses=clauses) == [("clause_without_text", "Tom", "1")]


def test_a_name_in_two_ways():
    assert found(clauses=[clause("PKB bereder.")], known_names=["PKD"]) == [("named_in_two_ways", "PKB – PKD", "1")]


def test_an_area_without_topics():
    areas = [AreaFact(1, "Skola", True), AreaFact(2, "Vård", False)]
    assert found(areas=areas) == [("area_without_topics", "Vård", "")]


def test_duties_without_owner_date_or_section():
    duties = [
        DutyFact(1, "Ägarlös", has_owner=False, has_date=True, clause_number="2"),
        DutyFact(2, "Datumlös", has_owner=True, has_date=False),
        DutyFact(3, "Lag", has_owner=True, has_date=True, law="2010:630"),
        DutyFact(4, "Hel", has_owner=True, has_date=True, law="2010:630", law_section="5 §"),
    ]
    assert found(duties=duties) == [
        ("duty_without_owner", "Ägarlös", "2"),
        ("law_without_section", "Lag", ""),
        ("duty_without_date", "Datumlös", ""),
    ]


def test_municipalities_without_individual_agreement_or_confirmed_annex():
    parties = [
        PartyFact(1, "Regionen", PartyRole.REGION),
        PartyFact(2, "Malå", PartyRole.MUNICIPALITY),
        PartyFact(3, "Umeå", PartyRole.MUNICIPALITY, has_individual_agreement=True),
        PartyFact(4, "Åsele", PartyRole.MUNICIPALITY, has_individual_agreement=True, is_annex_confirmed=True),
    ]
    assert found(parties=parties, has_individual_agreements=True) == [
        ("annex_not_confirmed", "Umeå", ""),
        ("individual_agreement_missing", "Malå", ""),
    ]
    assert found(parties=parties) == []


def test_a_review_that_is_overdue_and_none_in_the_last_year():
    late = ReviewFact(date(2024, 1, 1), date(2024, 12, 31), None, "aktualitetsprövning")
    assert found(reviews=[late]) == [("review_overdue", "aktualitetsprövning", ""), ("no_last_review", "", "")]


def test_a_gap_leads_to_the_page_where_it_is_mended():
    [gap] = gaps_of(facts(clauses=[clause("Delegationen har X ledamöter.", pk=12)]))
    assert (gap.url_name, gap.url_args, gap.severity) == (
        "agreements:clause",
        {"pk": 7, "clause": 12},
        Severity.SERIOUS,
    )


def test_the_serious_come_first_and_then_the_order_of_the_text():
    def gap(severity, number):
        return Gap("x", "", "", severity, clause_number=number)

    gaps = [gap(Severity.MINOR, "1"), gap(Severity.SERIOUS, "10"), gap(Severity.SERIOUS, "9")]
    assert [found.clause_number for found in in_order_of_severity(gaps)] == ["9", "10", "1"]


def test_every_kind_of_gap_has_its_advice():
    assert set(GAP_ADVICE) == set(GapKind)
