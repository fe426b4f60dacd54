"""Rules of the front pages."""

from datetime import date

from samhandling.portal.enums import How

YEAR_IN_DAYS = 365
WEEK_IN_DAYS = 7


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


def how_near(due_on: date | None, today: date) -> How:
    """Late when the day has been; this week for the next seven days; what has no day is for later."""
    if due_on is not None and due_on < today:
        return How.LATE
    return How.THIS_WEEK if due_on is not None and (due_on - today).days <= WEEK_IN_DAYS else How.LATER
