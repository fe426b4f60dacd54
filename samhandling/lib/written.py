"""Addresses, numbers and codes as people write and paste them, and as they are kept: one rule at every door.

A mail program gives "mailto:", a word processor gives hyphens that do not break, a register gives centuries. What could
mean two things is left as it is, for the door to refuse.
"""

import re

from samhandling.lib.text import clean_line

# What stands where a hyphen or a minus is meant: hyphens of all kinds, dashes, the minus sign.
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-"))
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]+)>[\s.,;]*")
_NUMBER = r"(\d{6})-?(\d{4})"
_ORGANISATION = re.compile(rf"(?:16)?{_NUMBER}", re.ASCII)
_VAT = re.compile(rf"SE{_NUMBER}01", re.ASCII | re.IGNORECASE)
_CODE = re.compile(r"(\d{1,4})(?:[\s,;:(-]+[^\W\d][^\d]*)?", re.ASCII)
# A cell that says in so many signs that it says nothing.
_NOTHING = frozenset({"-", "--", "---", "."})


def typed(text: str) -> str:
    """As it would be typed: one kind of space, one kind of hyphen, and nothing that cannot be seen."""
    return " ".join(clean_line(text).translate(_HYPHENS).split())


def is_nothing(text: str) -> bool:
    """True of an empty cell, and of a dash where something might have stood."""
    return not text or typed(text) in _NOTHING


def email_address(text: str) -> str:
    """The address alone, in small letters: "Eva M <mailto:Eva.M@example.se>;" is eva.m@example.se."""
    written = typed(text)
    if found := _IN_BRACKETS.fullmatch(written):
        written = found[1].strip()
    if written.lower().startswith("mailto:"):  # a link may bring a subject along
        written = written[len("mailto:") :].partition("?")[0]
    return written.lower().strip(" .,;")


def telephone_number(text: str) -> str:
    """As it is written, without what a link puts before it."""
    written = typed(text)
    return written[4:].strip() if written[:4].lower() == "tel:" else written


def web_address(text: str) -> str:
    """Without the brackets and spaces that come along when it is copied."""
    return "".join(clean_line(text).split()).strip("<>")


def organisation_digits(text: str) -> str:
    """The ten digits, without a century (16) and without what makes a VAT number of them; else as it was typed."""
    written = typed(text).replace(" ", "")
    found = _ORGANISATION.fullmatch(written) or _VAT.fullmatch(written)
    return found[1] + found[2] if found else written


def municipality_code(text: str) -> str:
    """Four digits, also where the name stands behind them: "2480 Umeå". A table of numbers has lost the first zero."""
    written = typed(text)
    found = _CODE.fullmatch(written)
    return found[1].zfill(4) if found else written
