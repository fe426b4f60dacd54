"""The base fee of a year: the base year's fee times each year's index since, made whole by a stated rule.

Indexation follows the agreement: each year by SKR's forecast of municipal cost growth in its May report.
Percent is kept in thousandths (3.4 % is 3400), amounts in öre, and nothing is a floating number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samhandling.finance.enums import RoundingMoment
from samhandling.lib.money import divide_half_up

WHOLE = 100_000  # thousandths of a percent in one


@dataclass(frozen=True, slots=True)
class IndexStep:
    """One year's index: `percent` in thousandths of a percent, as it was known on the day of calculating."""

    year: int
    percent: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rounding:
    """To whole multiples of `unit` öre, a half upwards; each year or once at the end."""

    unit: int = 100
    moment: RoundingMoment = RoundingMoment.EACH_YEAR


class FeeYear(NamedTuple):
    """One row of a derivation: the exact fee is `numerator / denominator` öre, `ore` what it was made."""

    year: int
    percent: int
    numerator: int
    denominator: int
    ore: int
    is_rounded: bool

    @property
    def exact_ore(self) -> int:
        """The fee before it was rounded to the list's unit, in whole öre."""
        return divide_half_up(self.numerator, self.denominator)


def index_factor(steps: Sequence[IndexStep]) -> tuple[int, int]:
    """Numerator and denominator of all the steps together."""
    numerator = 1
    for step in steps:
        numerator *= WHOLE + step.percent
    return numerator, WHOLE ** len(steps)


def round_to(numerator: int, denominator: int, unit: int) -> int:
    """The multiple of `unit` nearest to numerator / denominator, a half upwards."""
    return divide_half_up(numerator, denominator * unit) * unit


def derive_fee(base_ore: int, steps: Sequence[IndexStep], rounding: Rounding) -> list[FeeYear]:
    """Every year from the base year's successor to the last, each with its exact and its rounded fee."""
    years, exact = [], (base_ore, 1)
    for position, step in enumerate(steps, start=1):
        exact = exact[0] * (WHOLE + step.percent), exact[1] * WHOLE
        is_rounded = rounding.moment == RoundingMoment.EACH_YEAR or position == len(steps)
        rounded = round_to(*exact, rounding.unit)
        years.append(FeeYear(step.year, step.percent, *exact, rounded, is_rounded))
        if rounding.moment == RoundingMoment.EACH_YEAR:
            exact = rounded, 1
    return years


def fee_of(base_ore: int, steps: Sequence[IndexStep], rounding: Rounding) -> int:
    """The fee of the last year, in öre. Equal to the last row of `derive_fee`, without the rows."""
    if rounding.moment == RoundingMoment.AT_THE_END:
        numerator, denominator = index_factor(steps)
        return round_to(base_ore * numerator, denominator, rounding.unit)
    fee = base_ore
    for step in steps:
        fee = round_to(fee * (WHOLE + step.percent), WHOLE, rounding.unit)
    return fee


def missing_years(base_year: int, year: int, known: Sequence[int]) -> list[int]:
    """The years whose index is wanted and not there: all after the base year, up to the year itself."""
    return [wanted for wanted in range(base_year + 1, year + 1) if wanted not in set(known)]
