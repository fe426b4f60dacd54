"""The one rule for text, tried on what people paste and on every character there is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.lib.text import clean_line, clean_text, plain, shortened

EVERY_SIGN = [chr(code) for code in range(0x110000)]
FAMILY = "👨\u200d👩\u200d👧"
# All kinds, the rare ones as often as the letters.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Co", "Cs", "Cn", "Mn", "Zl", "Zp", "Zs"]),
        st.sampled_from("a ö1#\n\r\t\v\u0301\u0308\u200d\u200c\ufe0f❤👨\u1e63\u0323"),
    ),
    max_size=30,
)

PASTED = [
    ("Bjo\u0308rn", "Björn"),
    ("rad\r\nrad\rrad\vrad\frad\x85rad\u2028rad\u2029rad", "rad\nrad\nrad\nrad\nrad\nrad\nrad\nrad"),
    ("\x1b[31mröd\x00\ufffe\U0001ffff", "[31mröd"),
    ("\uf0b7\tEtt\n\uf0a7\tTvå", "•\tEtt\n•\tTvå"),
    ("\uf0fc \uf02d \uf0e0 \ue123 \ud800", "✓ – → \ufffd \ufffd"),
    ("Väster\u00adbotten\u200b", "Västerbotten"),
    ("\u202egnp.exe\u202c \u2066a\u2069\u200f\ufeff", "gnp.exe a"),
    (FAMILY, FAMILY),
    ("❤\ufe0f 1\ufe0f\u20e3", "❤\ufe0f 1\ufe0f\u20e3"),
    ("B\u200djörn\ufe0f \u200d", "Björn"),
    ("漢字 עברית عربى", "漢字 עברית عربى"),
    ("a\u202f§\xa045", "a\u202f§\xa045"),
]


@pytest.mark.parametrize(("pasted", "kept"), PASTED)
def test_what_is_pasted_becomes_text(pasted: str, kept: str):
    assert clean_text(pasted) == kept


def test_a_line_has_no_ends_of_lines_and_no_tabs():
    assert clean_line(" Region\r\nNorr\t och\v\f Syd \u2028") == "Region Norr och Syd"


@pytest.mark.parametrize(
    "nothing", ["", " ", "\u200b", "\u200e\u202e\u2066", "\u200d\ufe0f", "\u3164\u2800", "\x07\t\n"]
)
def test_what_shows_nothing_is_empty(nothing: str):
    assert (clean_line(nothing), clean_text(nothing)) == ("", "")


def test_every_character_is_kept_as_something_that_can_be_stored_and_found():
    kept = {sign: clean_text(sign) for sign in EVERY_SIGN}
    assert [sign for sign, clean in kept.items() if clean_text(clean) != clean] == []
    assert [sign for sign, clean in kept.items() if not unicodedata.is_normalized("NFC", clean)] == []
    kinds = {unicodedata.category(sign) for sign in set("".join(kept.values()))}
    assert kinds.isdisjoint({"Cc", "Cs", "Co", "Zl", "Zp"})
    # The signs of this kind that show something: marks around Arabic, Syriac and Kaithi numbers, and hieroglyphs'.
    marks = {sign for clean in kept.values() for sign in clean if unicodedata.category(sign) == "Cf"}
    assert all(sign in "\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd" or _is_mark(sign) for sign in marks)
    # What has no letters to take away is what it was.
    assert "".join(kept[sign] for sign in "AÖé§€–…”漢😀") == "AÖé§€–…”漢😀"


def _is_mark(sign: str) -> bool:
    return "\u0600" <= sign <= "\u0605" or "\U00013430" <= sign <= "\U0001343f"


@given(ANY_TEXT)
def test_the_rule_is_stable(text: str):
    for rule in (plain, clean_text, clean_line):
        kept = rule(text)
        assert rule(kept) == kept
        assert unicodedata.is_normalized("NFC", kept)
    assert clean_line(clean_text(text)) == clean_line(text)
    assert "\n" not in clean_line(text)


@given(ANY_TEXT)
def test_the_two_ways_to_write_a_letter_are_one(text: str):
    assert clean_text(unicodedata.normalize("NFD", text)) == clean_text(text)


def test_what_is_shortened_shows_it():
    assert (shortened("Tolv tecken.", 12), shortened("Tretton tecken", 9)) == ("Tolv tecken.", "Tretton…")
