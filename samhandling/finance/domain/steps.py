"""What may be done with a year's list or a shared cost, and what stands in the way."""

from collections.abc import Sequence
from datetime import date

from samhandling.finance.domain.fees import missing_years
from samhandling.finance.enums import FeeState, Refusal, SplitState

LEAST_PERCENT, MOST_PERCENT = -20_000, 50_000  # thousandths of a percent
LARGEST_ORE = 10**14  # a thousand billion kronor


def why_not_index(percent: int) -> Refusal | None:
    return None if LEAST_PERCENT <= percent <= MOST_PERCENT else Refusal.INDEX_UNREASONABLE


def why_not_draft(base_year: int, year: int, known_years: Sequence[int]) -> tuple[Refusal, str] | None:
    """Why the year's list cannot be calculated; the years whose index is missing are named."""
    if year <= base_year:
        return Refusal.YEAR_BEFORE_BASE, ""
    missing = missing_years(base_year, year, known_years)
    return (Refusal.INDEX_MISSING, ", ".join(map(str, missing))) if missing else None


def why_not_redraft(state: FeeState) -> Refusal | None:
    """A list that was checked may be calculated again and is then a draft; an adopted one never."""
    return Refusal.YEAR_LOCKED if state == FeeState.ADOPTED else None


def why_not_check(state: FeeState) -> Refusal | None:
    return Refusal.YEAR_LOCKED if state == FeeState.ADOPTED else None


def why_not_adopt(state: FeeState, *, lacks_other_eyes: bool = False) -> Refusal | None:
    """`lacks_other_eyes`: the collaboration asks for four eyes, and whoever adopts the list calculated it too."""
    if state == FeeState.ADOPTED:
        return Refusal.YEAR_LOCKED
    if lacks_other_eyes:
        return Refusal.SAME_EYES
    return None if state == FeeState.CHECKED else Refusal.YEAR_NOT_CHECKED


def why_not_change_split(state: SplitState) -> Refusal | None:
    return Refusal.YEAR_LOCKED if state == SplitState.ADOPTED else None


def why_not_amount(ore: int) -> Refusal | None:
    if ore < 0:
        return Refusal.NEGATIVE
    return Refusal.OUT_OF_REACH if ore > LARGEST_ORE else None


def lies_outside(year: int, starts_on: date, ends_on: date) -> bool:
    """Whether a year lies wholly outside an agreement's term. It may still be calculated, and the page says so."""
    return not starts_on.year <= year <= ends_on.year
