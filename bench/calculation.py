"""`python -m bench.calculation`: every municipality's fee and share for twenty years of fifty agreements, calculated.

Promised: less than a second of processor time for each of the two.
"""

import csv
import random
import time
from collections.abc import Callable
from importlib.resources import files

from samhandling.finance.domain.fees import IndexStep, Rounding, derive_fee
from samhandling.finance.domain.sharing import CostKey, Sharer, share_costs
from samhandling.finance.enums import Basis, RoundingMoment

YEARS, AGREEMENTS = 20, 50
FIRST = 2027
PROMISED = 1.0  # seconds of processor time


def main() -> None:
    sharers, chance = municipalities(), random.Random(20)
    costs = [[chance.randrange(10**6, 10**9) * 100 for _year in range(YEARS)] for _agreement in range(AGREEMENTS)]
    bases = [[chance.randrange(10**5, 10**7) * 100 for _one in sharers] for _agreement in range(AGREEMENTS)]
    steps = [IndexStep(FIRST + year, chance.randrange(1_000, 6_000)) for year in range(YEARS)]
    keys = [CostKey(Basis.POPULATION, region_per_mille=500 if number % 2 else 0) for number in range(AGREEMENTS)]
    calculations = {
        "shares by population": lambda: shares(costs, keys, sharers),
        "fees rounded each year": lambda: fees(bases, steps, Rounding(100, RoundingMoment.EACH_YEAR)),
        "fees rounded at the end": lambda: fees(bases, steps, Rounding(100, RoundingMoment.AT_THE_END)),
    }
    for what, calculate in calculations.items():
        seconds, amounts = measured(calculate)
        is_kept = "kept" if seconds < PROMISED else "NOT kept"
        print(f"{what}: {amounts} amounts in {seconds:.3f} s of processor time, {is_kept}")


def municipalities() -> list[Sharer]:
    text = files("samhandling.organisations").joinpath("facts", "municipalities.csv").read_text(encoding="utf-8")
    return [Sharer(row["code"], row["name"], int(row["population"])) for row in csv.DictReader(text.splitlines())]


def shares(costs: list[list[int]], keys: list[CostKey], sharers: list[Sharer]) -> int:
    """Every cost of every agreement and year, divided among all."""
    made = 0
    for key, totals in zip(keys, costs, strict=True):
        for total in totals:
            sharing = share_costs(total, key, sharers)
            assert sharing.region + sharing.shared == total
            made += len(sharing.shares)
    return made


def fees(bases: list[list[int]], steps: list[IndexStep], rounding: Rounding) -> int:
    """Every municipality's fee of every year, with the row that shows how it came about."""
    return sum(len(derive_fee(base, steps, rounding)) for agreement in bases for base in agreement)


def measured(calculate: Callable[[], int]) -> tuple[float, int]:
    """Processor time, which other work on the machine hardly disturbs: the best of three."""
    times = []
    for _round in range(3):
        started = time.process_time()
        made = calculate()
        times.append(time.process_time() - started)
    return min(times), made


if __name__ == "__main__":
    main()
