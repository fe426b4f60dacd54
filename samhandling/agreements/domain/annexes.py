"""The individual agreement with a municipality, and when its special agreements must be spoken about."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samhandling.agreements.enums import AnnexState

WARNING = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a special agreement runs, and how long before its end it must be given notice."""

    ends_on: date | None
    notice_months: int | None


def months_before(day: date, months: int) -> date:
    """The same day of the month, that many months earlier; the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def notice_day(term: Term) -> date | None:
    """The last day to give notice, or None when the agreement has no end or no term of notice."""
    if term.ends_on is None or not term.notice_months:
        return None
    return months_before(term.ends_on, term.notice_months)


def is_notice_near(term: Term, today: date) -> bool:
    """True when the day of notice comes within sixty days. Once it has passed nothing can be done about it."""
    day = notice_day(term)
    return day is not None and today <= day <= today + WARNING


def annex_state(
    *, exists: bool, signed_on: date | None, confirmed_on: date | None, terms: Sequence[Term], today: date
) -> AnnexState:
    """What is missing stands before what is done."""
    if not exists:
        return AnnexState.MISSING
    if signed_on is None:
        return AnnexState.NOT_SIGNED
    if confirmed_on is None:
        return AnnexState.NOT_CONFIRMED
    if any(is_notice_near(term, today) for term in terms):
        return AnnexState.NOTICE_NEAR
    return AnnexState.CONFIRMED
