"""When somebody may sit in a seat. One seat holds one person at a time, and every appointment has an end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samhandling.forums.enums import Refusal
from samhandling.lib.periods import Period, ends_before_start

ELECTION_CYCLE = 4
LAST_TERM_YEAR = 2026  # any year in which a term of office ends; the others lie four years apart


@dataclass(frozen=True, slots=True)
class Taken:
    """Days that are already spoken for: by whom, and when."""

    who: str
    term: Period


def end_of_term(day: date) -> date:
    """The last day of the term of office that `day` lies in. A committee's term is four calendar years."""
    years_left = (LAST_TERM_YEAR - day.year) % ELECTION_CYCLE
    return date(day.year + years_left, 12, 31)


def default_end(first: date, *lives: Period) -> date:
    """The end to propose: that of the term of office, or sooner when the seat or the forum ends sooner."""
    return min([end_of_term(first), *(life.last for life in lives if life.last is not None and life.last >= first)])


def lies_within(term: Period, life: Period) -> bool:
    """True when every day of the term is a day of the life. A term without an end needs a life without one."""
    ends_in_time = life.last is None or (term.last is not None and term.last <= life.last)
    return life.first <= term.first and ends_in_time


def why_not_term(term: Period, *, seat: Period, forum: Period) -> Refusal | None:
    """A term runs forwards, and lies within the life of the seat and of the forum."""
    if ends_before_start(term.first, term.last):
        return Refusal.END_BEFORE_START
    if not lies_within(term, forum):
        return Refusal.OUTSIDE_FORUM
    if not lies_within(term, seat):
        return Refusal.OUTSIDE_SEAT
    return None


def first_clash(term: Period, taken: Iterable[Taken]) -> Taken | None:
    """The earliest of those that share at least one day with the term."""
    clashing = (one for one in taken if one.term.overlaps(term))
    return min(clashing, key=lambda one: one.term.first, default=None)


def why_not_replace(sitting: Period, from_day: date) -> Refusal | None:
    """The one who is replaced keeps at least the day before."""
    return Refusal.REPLACED_ON_FIRST_DAY if sitting.first >= from_day else None


def why_not_end(term: Period, last: date) -> Refusal | None:
    """Ending early means on or after the first day, and before the day that was stated."""
    if last < term.first:
        return Refusal.END_BEFORE_START
    if term.last is not None and last >= term.last:
        return Refusal.NOT_EARLIER
    return None


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def less(period: Period, others: Iterable[Period]) -> list[Period]:
    """The days of the period that are no days of the others, as unbroken stretches in order."""
    left, first = [], period.first
    for one in sorted(others, key=lambda one: one.first):
        if not one.overlaps(Period(first, period.last)):
            continue
        if one.first > first:
            left.append(Period(first, day_before(one.first)))
        if one.last is None or (period.last is not None and one.last >= period.last):
            return left
        first = day_after(one.last)
    return [*left, Period(first, period.last)]


def covers(sits: Iterable[Period], period: Period) -> bool:
    """True when every day of the period is a day of one of the sits: two terms in a row are as good as one."""
    return not less(period, sits)


def left_of_office(office: Period, before: Sequence[Period], after: Sequence[Period]) -> Period | None:
    """What is left of an office when its holder sits on other days than before.

    It loses the days on which they sat and no longer sit, and no others: which appointment a day lay in is
    nothing to the office. It ends before the first day that is lost, or begins later when that is its first.
    """
    lost = [stretch for sit in before for stretch in less(sit, after)]
    return next(iter(less(office, lost)), None)
