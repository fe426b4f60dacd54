"""Amounts and shares as the reader's language writes them: "1 234,50 kr" and "3,4 %", in English "3.4%".

Thousands are parted by a space in both, as in all our tables.
"""

from django.utils.translation import get_language

from samhandling.lib.money import format_kronor, format_percent

_SPACE = "\N{NO-BREAK SPACE}"


def decimal_mark() -> str:
    return "." if get_language() == "en" else ","


def kronor(ore: int) -> str:
    """123450 öre as "1 234,50", without the unit: for a column that names it."""
    return format_kronor(ore).replace(",", decimal_mark())


def kr(ore: int) -> str:
    """123450 öre as "1 234,50 kr"."""
    return f"{kronor(ore)}{_SPACE}kr"


def percent(thousandths: int) -> str:
    """3400 thousandths as "3,4 %", and in English "3.4%"."""
    space = "" if get_language() == "en" else _SPACE
    return f"{format_percent(thousandths).replace(',', decimal_mark())}{space}%"
