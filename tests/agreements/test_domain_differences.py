"""The difference of two texts: readable where they are alike, and bounded whatever they are."""

import random
import resource
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.agreements.domain import differences
from samhandling.agreements.domain.differences import MOST_COMPARED, Matcher, words_changed

LONG = 100_000
SHUFFLED = random.Random(7).sample(range(20_000), 20_000)


def test_the_difference_is_told_word_by_word():
    assert words_changed("Delegationen har 30 ledamöter.", "Delegationen har 32 valda ledamöter.") == [
        ("same", "Delegationen har "),
        ("removed", "30 "),
        ("added", "32 valda "),
        ("same", "ledamöter."),
    ]


def test_lines_that_stayed_are_found_before_the_words_in_those_that_did_not():
    before = "Mål\n\nTrygg vård.\nBra vägar.\n"
    after = "Mål\n\nGod skola.\nTrygg vård.\nBra och hela vägar.\n"
    assert words_changed(before, after) == [
        ("same", "Mål\n\n"),
        ("added", "God skola.\n"),
        ("same", "Trygg vård.\nBra "),
        ("added", "och hela "),
        ("same", "vägar.\n"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "Ny text", [("added", "Ny text")]),
        ("Gammal text", "", [("removed", "Gammal text")]),
        ("Samma", "Samma", [("same", "Samma")]),
        ("Ett två", "Ett tre", [("same", "Ett "), ("removed", "två"), ("added", "tre")]),
        ("ja " * LONG, "ja " * LONG + "nej", [("same", "ja " * LONG), ("added", "nej")]),
    ],
)
def test_differences_at_the_edges(before: str, after: str, expected: list[tuple[str, str]]):
    assert words_changed(before, after) == expected


def whole_again(before: str, after: str) -> bool:
    parts = words_changed(before, after)
    kept = ("".join(text for kind, text in parts if kind != other) for other in ("added", "removed"))
    return list(kept) == [before, after]


@given(st.text(), st.text())
def test_the_parts_put_together_are_the_two_texts(before: str, after: str):
    assert whole_again(before, after)


HARD = {
    "one word, without lines": ("a " * 50_000, "b" + "a " * 49_000 + "b"),
    "two words that take turns": ("a b " * 25_000, "b b a " * 16_000),
    "all lines alike": ("a\n" * 50_000, "b\n" + "a\n" * 40_000 + "b\n"),
    "lines that take turns": ("a\nb\n" * 25_000, "b\nb\na\n" * 16_000),
    "all lines different": ("\n".join(map(str, range(16_000))), "\n".join(map(str, range(20_000, 36_000)))),
    "all lines moved": ("\n".join(map(str, range(16_000))), "\n".join(str(one) for one in SHUFFLED if one < 16_000)),
    "all words moved": (" ".join(map(str, range(16_000))), " ".join(str(one) for one in SHUFFLED if one < 16_000)),
    "signs alone": (".," * 50_000, ",,." * 33_000),
}


@pytest.mark.parametrize("name", HARD)
def test_no_two_texts_are_compared_longer_than_is_allowed(name: str, monkeypatch: pytest.MonkeyPatch):
    """Counted: each element that a search goes through, and each like it that it is held against."""
    counted = 0

    class Counting(Matcher):
        def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
            nonlocal counted
            left = self.left
            found = super().find_longest_match(alo, ahi, blo, bhi)
            if left != self.left:
                rows = self.a[alo:ahi]
                counted += len(rows) + sum(len(self.b2j.get(row, ())) for row in rows)
            return found

    monkeypatch.setattr(differences, "Matcher", Counting)
    differences._compared.cache_clear()
    assert whole_again(*HARD[name])
    assert counted <= MOST_COMPARED
    differences._compared.cache_clear()


def test_the_hardest_texts_take_seconds_together_and_not_hours():
    """In a process of its own that the system ends: a hang is seen, however it comes about."""
    seconds = (
        "from tests.agreements.test_domain_differences import HARD, whole_again\n"
        "assert all(whole_again(*pair) and whole_again(*pair[::-1]) for pair in HARD.values())\n"
    )
    subprocess.run([sys.executable, "-c", seconds], check=True, preexec_fn=_a_minute_at_most)


def _a_minute_at_most() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def test_what_is_too_different_is_said_and_stands_whole():
    before, after = HARD["two words that take turns"]
    kinds = [kind for kind, _text in words_changed(before, after)]
    assert kinds[:3] == ["unlike", "removed", "added"] or kinds[:4] == ["same", "unlike", "removed", "added"]


def test_a_long_text_with_small_changes_is_told_in_detail():
    lines = [
        f"Punkt {number}: parterna samverkar om trygghet, skola, vård under år {number}." for number in range(1300)
    ]
    before = "\n".join(lines)
    lines[3] = lines[3].replace("skola", "skolan")
    lines[1200] += " Så länge det behövs."
    after = "\n".join(lines)
    assert len(before) > 90_000
    assert [part for part in words_changed(before, after) if part[0] != "same"] == [
        ("removed", "skola"),
        ("added", "skolan"),
        ("added", ". Så länge det behövs"),
    ]


def test_two_versions_are_compared_once():
    differences._compared.cache_clear()
    for _time in range(3):
        words_changed("Ett två tre", "Ett fyra tre")
    assert (differences._compared.cache_info().misses, differences._compared.cache_info().hits) == (1, 2)
