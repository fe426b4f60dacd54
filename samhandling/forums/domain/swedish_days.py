"""Days as people in Sweden write them. Strict: what could mean two days means none."""

import re
from datetime import date

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
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")  # a spreadsheet's day may carry midnight
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})[ -]+(\d{4})")
_NAMED = re.compile(r"(?:den )?(\d{1,2}) ([a-zåäö]+)\.? (\d{4})")


def read_day(text: str) -> date | None:
    """2027-01-01, 1/1 2027, 1 januari 2027 or 1 jan 2027; None when it is no such day."""
    written = " ".join(text.split()).casefold()
    if found := _ISO.fullmatch(written):
        return _day(*found.groups())
    if found := _SLASH.fullmatch(written):
        day, month, year = found.groups()
        return _day(year, month, day)
    if (found := _NAMED.fullmatch(written)) and found[2] in _MONTH_OF_NAME:
        return _day(found[3], str(_MONTH_OF_NAME[found[2]]), found[1])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
