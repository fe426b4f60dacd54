"""Days as people in Sweden write them. Strict: what could mean two days means none."""

import re
from datetime import date

from samhandling.lib.written import typed

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NAMES = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH_OF_NAME = {name: number for names in (_MONTHS, _NAMES) for number, name in enumerate(names, start=1)}
# A spreadsheet's day may carry midnight. The same sign stands twice, or none where all eight digits are written.
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[ t]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})[ -]+(\d{4})", re.ASCII)
_NAMED = re.compile(r"(?:den )?(\d{1,2})\.? ([a-zåäö]+)\.? (\d{4})", re.ASCII)
# What stands before the day in a column of periods.
_BEFORE = re.compile(r"^(?:fr\.? ?o\.? ?m\.?|t\.? ?o\.? ?m\.?|från och med|till och med|från|till) ?(?=\d)")
# Says that there is no last day, which is what an empty cell says.
_OPEN = frozenset({"tills vidare", "tv", "t.v.", "t v", "until further notice"})


def read_day(text: str) -> date | None:
    """2027-01-01, 2027-1-1, 20270101, 1/1 2027, 1 januari 2027 or 1 jan 2027; None when it is no such day."""
    written = _BEFORE.sub("", typed(text).casefold(), count=1)
    if found := _YEAR_FIRST.fullmatch(written):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(written):
        return _day(*found.groups())
    if found := _SLASH.fullmatch(written):
        day, month, year = found.groups()
        return _day(year, month, day)
    if (found := _NAMED.fullmatch(written)) and found[2] in _MONTH_OF_NAME:
        return _day(found[3], str(_MONTH_OF_NAME[found[2]]), found[1])
    return None


def is_open_end(text: str) -> bool:
    """ "Tills vidare", which sets no day."""
    return typed(text).casefold() in _OPEN


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
