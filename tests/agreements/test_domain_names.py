"""A name written in two ways."""

import pytest

from samhandling.agreements.domain import TwoNames, names_in_two_ways

KNOWN = [
    "PKD", "PKD-AU", "DSH", "DU", "BSR", "RUN", "SRU", "KCN", "SKN",
    "Primärkommunala delegationen", "Kommunchefsnätverket", "Skolchefsnätverket", "Socialchefsnätverket",
    "Norsjö", "Norsjö kommun", "Malå", "Bjurholm",
]  # fmt: skip


def two_names(text):
    return [(found.found, found.known) for found in names_in_two_ways({"1": text}, KNOWN)]


def test_an_abbreviation_one_letter_off_is_found_with_its_clause():
    assert names_in_two_ways({"3.1": "PKD möts.", "3.2": "Ärenden till PKB bereds."}, KNOWN) == [
        TwoNames("3.2", "PKB", "PKD")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kommunchefnätverket leder.", [("Kommunchefnätverket", "Kommunchefsnätverket")]),
        ("Primärkomunala delegationen möts.", [("Primärkomunala delegationen", "Primärkommunala delegationen")]),
        ("Primärkomunala delegationens möte.", [("Primärkomunala delegationens", "Primärkommunala delegationen")]),
        ("Nordsjö deltar.", [("Nordsjö", "Norsjö")]),
        ("Nordsjö kommun.", [("Nordsjö kommun", "Norsjö kommun")]),
        ("PKD-AI bereder.", [("PKD-AI", "PKD-AU")]),
    ],
)
def test_names_that_are_a_slip_away(text, expected):
    assert two_names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PKD, DSH, DU och SRU.",
        "Primärkommunala delegationens möte och primärkommunala delegationen.",
        "Skolchefsnätverket och socialchefsnätverket.",
        "Ett kommunchefsnätverk för alla.",
        "Enligt SKR och RUS.",
        "Bjurholms kommun.",
        "Norsjö kommer att delta, och Norsjö i sin tur.",
        "Primärkommunala frågor och primärkommunala uppdrag.",
        "En ny samling (PKN) för näringslivet. PKN möts.",
        "Vid malt och malm.",
    ],
)
def test_names_that_are_no_slip(text):
    assert two_names(text) == []


def test_nothing_is_found_without_known_names():
    assert names_in_two_ways({"1": "PKB möts."}, []) == []


def test_a_name_without_letters_is_nobodys_misspelling():
    assert names_in_two_ways({"1": "Under 2023-2026."}, ["2023-2027"]) == []
