"""Dividing a whole number of units by weight, with a lowest and a highest share each, so that the sum is exact.

The exact quotas solve `sum(clamp(t · weight, low, high)) = total` for one common t: whoever is held at a limit
stays there, and the others keep their proportions. They are made whole by the method of the largest remainder
(Hare–Niemeyer), which never gives a greater weight the smaller share. All in integers, so nothing is lost on the way.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple


class Limit(Enum):
    LOW = "low"
    HIGH = "high"


class Claim(NamedTuple):
    """One party's part in the division. Limits are whole units; `high` is None where there is no ceiling."""

    weight: int
    low: int = 0
    high: int | None = None


class Quota(NamedTuple):
    """What came out: the exact share is `numerator / denominator` units, and `units` is what it was made."""

    units: int
    numerator: int
    denominator: int
    held_at: Limit | None = None


class CannotDivideError(ValueError):
    """No division meets the conditions. `lows_exceed`, `highs_fall_short` and `no_weight` say which one fails."""

    def __init__(self, why: str, missing: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.missing = missing


def apportion(total: int, claims: Sequence[Claim]) -> list[Quota]:
    """Divide `total` units. Equal remainders are settled by the order of the claims, so let it be a fixed one."""
    _require_possible(total, claims)
    held: dict[int, Limit] = {}
    if all(claim.low == 0 and claim.high is None for claim in claims):
        return _whole(total, sum(claim.weight for claim in claims), claims, held)
    while True:
        rest, weights = _what_is_free(total, claims, held)
        below, above, balance = _offenders(rest, weights, claims, held)
        if not below and not above:
            return _whole(rest, weights, claims, held)
        if balance >= 0:
            held |= dict.fromkeys(below, Limit.LOW)
        if balance <= 0:
            held |= dict.fromkeys(above, Limit.HIGH)


def _require_possible(total: int, claims: Sequence[Claim]) -> None:
    lows = sum(claim.low for claim in claims)
    if lows > total:
        raise CannotDivideError("lows_exceed", lows - total)
    if lows < total and not any(claim.weight for claim in claims):
        raise CannotDivideError("no_weight")
    if all(claim.high is not None for claim in claims if claim.weight):
        highest = sum(_limit(claim, Limit.HIGH) if claim.weight else claim.low for claim in claims)
        if highest < total:
            raise CannotDivideError("highs_fall_short", total - highest)


def _limit(claim: Claim, held_at: Limit) -> int:
    return claim.low if held_at is Limit.LOW or claim.high is None else claim.high


def _what_is_free(total: int, claims: Sequence[Claim], held: dict[int, Limit]) -> tuple[int, int]:
    """The units left for those not held, and the sum of their weights."""
    rest = total - sum(_limit(claims[index], at) for index, at in held.items())
    weights = sum(claim.weight for index, claim in enumerate(claims) if index not in held)
    return rest, weights


def _offenders(
    rest: int, weights: int, claims: Sequence[Claim], held: dict[int, Limit]
) -> tuple[list[int], list[int], int]:
    """Who would fall below or rise above their limits, and by how much more the first than the second (× weights)."""
    below, above, balance = [], [], 0
    for index, claim in enumerate(claims):
        if index in held:
            continue
        share = rest * claim.weight
        if share < claim.low * weights or (weights == 0 and claim.low > 0):
            below.append(index)
            balance += claim.low * weights - share
        elif claim.high is not None and share > claim.high * weights:
            above.append(index)
            balance -= share - claim.high * weights
    return below, above, balance


def _whole(rest: int, weights: int, claims: Sequence[Claim], held: dict[int, Limit]) -> list[Quota]:
    """Round down, then one unit more to each of the largest remainders until the sum is right."""
    free = [index for index in range(len(claims)) if index not in held]
    exact = {index: rest * claims[index].weight for index in free}
    floors = {index: divmod(exact[index], weights) if weights else (0, 0) for index in free}
    left = rest - sum(whole for whole, _remainder in floors.values())
    by_remainder = sorted(free, key=lambda index: floors[index][1], reverse=True)  # equal ones stay in their order
    raised = set(by_remainder[:left])
    return [
        Quota(_limit(claim, held[index]), _limit(claim, held[index]), 1, held[index])
        if index in held
        else Quota(floors[index][0] + (index in raised), exact[index], weights or 1)
        for index, claim in enumerate(claims)
    ]
