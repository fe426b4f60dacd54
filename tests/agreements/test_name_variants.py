"""A name written in two ways."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.agreements.domain import TwoNames, name_variants, names_in_two_ways
from samhandling.agreements.domain.name_variants import _is_near

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


@given(st.text("abå", max_size=9), st.text("abå", max_size=9), st.integers(1, 2))
def test_near_is_as_many_slips_as_that(one: str, other: str, most: int):
    def slips(one: str, other: str) -> int:
        row = list(range(len(other) + 1))
        for letter in one:
            before, row = row, [row[0] + 1]
            for place, against in enumerate(other):
                row.append(min(before[place + 1] + 1, row[place] + 1, before[place] + (letter != against)))
        return row[-1]

    assert _is_near(one, other, most) == (slips(one, other) <= most)


def test_a_text_made_to_be_hard_is_read_as_far_as_is_allowed(monkeypatch):
    """Counted: the letters that are held against a known name. 6,000 words that begin as 200 known ones do."""
    draw = random.Random(7)
    words = ["Primär" + "".join(draw.choices("abcdefgh", k=9)) for _number in range(6200)]
    counted, is_alike = 0, name_variants._is_alike

    def counting(one: str, other: str) -> bool:
        nonlocal counted
        counted += len(other)
        return is_alike(one, other)

    name_variants._near_long.cache_clear()
    monkeypatch.setattr(name_variants, "_is_alike", counting)
    names_in_two_ways({"1": " ".join(words[200:])}, [f"{word} nätverk" for word in words[:200]])
    assert counted <= name_variants.MOST_COMPARED + 200 * 15


def test_no_more_near_names_are_told_of_than_anybody_reads():
    slips = [f"Kommunchefsnätverk{one}{other}" for one in "bcdfghj" * 3 for other in "klmnopqr" * 3]
    abbreviations = ["".join(letters) for letters in product("ABCDEFGHIJ", "ABCDEFGHIJ", "D")]
    assert len(names_in_two_ways({"1": " ".join(slips)}, KNOWN)) <= name_variants.MOST_FOUND
    assert len(names_in_two_ways({"1": " ".join(abbreviations * 9)}, KNOWN)) <= name_variants.MOST_FOUND
