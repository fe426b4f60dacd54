"""Rules of the front pages."""

from datetime import date

YEAR_IN_DAYS = 365
SOON_IN_DAYS = 30


def statement_is_stale(updated_on: date, today: date) -> bool:
    """An accessibility statement is to be looked over every year (EU decision 2018/1523)."""
    return (today - updated_on).days > YEAR_IN_DAYS


def part_of_day(hour: int) -> str:
    """ "morning" until ten, "day" until six, then "evening"; the night belongs to the evening."""
    if 5 <= hour < 10:
        return "morning"
    return "day" if 10 <= hour < 18 else "evening"


def waiting_order(due_on: date | None, *, is_urgent: bool) -> tuple[bool, date]:
    """Urgent first, then by day; what has no day comes last."""
    return (not is_urgent, due_on or date.max)
