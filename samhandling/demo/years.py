"""The story is told as of 2026, and played in the year of the day it is loaded: whole years on, all of it.

So the agreements are always in their last year, and the next ones on their way. In 2026 the years are the real ones.
"""

import re
from datetime import date

TOLD_IN = 2026
_YEAR = re.compile(r"\b20\d\d\b(?!:)")  # a colon follows the year of a law, which stays what it is


def years_on(today: date) -> int:
    return today.year - TOLD_IN


def moved(day: date, today: date) -> date:
    """The day in the story, as it is played today."""
    return day.replace(year=day.year + years_on(today))


def moved_text(text: str, today: date) -> str:
    """The text with its years as they are played today."""
    return _YEAR.sub(lambda year: str(int(year[0]) + years_on(today)), text)
