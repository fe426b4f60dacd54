"""Money is whole öre. People write kronor, in the ways people do; what could mean two things is refused."""

import re

from samhandling.lib.written import typed

ORE = 100  # to the krona
# Not the narrow one, which is not in the fonts we ship.
GROUP_SPACE = "\N{NO-BREAK SPACE}"
_SPACES = str.maketrans("", "", " '’")
_MINUS = "\N{MINUS SIGN}"
_PLAIN = re.compile(r"(-?)(\d+)(?:[,.](\d{1,2}))?(?::-|:)?", re.ASCII)
_POINTS = re.compile(r"(-?)(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?", re.ASCII)
_CURRENCY = re.compile(r"(kr|kronor|sek)\.?$", re.IGNORECASE)
_PERCENT = re.compile(r"(-?)(\d{1,6})(?:[,.](\d{1,3}))?%?", re.ASCII)
MOST_DIGITS = 15  # kronor: more than any budget, and less than any database's number


def parse_kronor(text: str) -> int | None:
    """The öre that the text means, or None when it cannot be told: "1 234,50 kr", "1.234,50" and "1234.5" can.

    A point before three digits at the end parts thousands, as people write it; a comma there ("1,234") may be
    thousands or a slip of the pen, so it is nobody's guess to make.
    """
    bare = _CURRENCY.sub("", typed(text)).translate(_SPACES)
    found = _POINTS.fullmatch(bare) or _PLAIN.fullmatch(bare)
    if found is None:
        return None
    sign, whole, part = found.groups()
    digits = whole.replace(".", "")
    if len(digits) > MOST_DIGITS:
        return None
    ore = int(digits) * ORE + int((part or "0").ljust(2, "0"))
    return -ore if sign else ore


def format_kronor(ore: int) -> str:
    """Swedish, without the unit: 123450 is "1 234,50", 123400 is "1 234", -500 is "−5"."""
    whole, part = divmod(abs(ore), ORE)
    text = f"{whole:,}".replace(",", GROUP_SPACE) + (f",{part:02d}" if part else "")
    return f"{_MINUS}{text}" if ore < 0 else text


def parse_percent(text: str) -> int | None:
    """The thousandths of a percent that the text means: "3,4 %" is 3400. None when it cannot be told."""
    found = _PERCENT.fullmatch(typed(text).translate(_SPACES))
    if found is None:
        return None
    sign, whole, part = found.groups()
    thousandths = int(whole) * 1000 + int((part or "0").ljust(3, "0"))
    return -thousandths if sign else thousandths


def format_percent(thousandths: int) -> str:
    """Swedish, without the sign of percent: 3400 is "3,4"."""
    whole, part = divmod(abs(thousandths), 1000)
    text = f"{whole},{part:03d}".rstrip("0").rstrip(",")
    return f"{_MINUS}{text}" if thousandths < 0 else text


def divide_half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to the quotient; a half goes away from zero. `denominator` is positive."""
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -magnitude if numerator < 0 else magnitude
