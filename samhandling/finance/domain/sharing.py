"""A cost key applied: who pays how much of a cost, and how each share came about.

The order is always the same: the region's share first, then the fixed part of each party, then the rest by
weight; lowest and highest share hold for the whole of what a party pays. Amounts are öre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from samhandling.finance.domain.apportioning import CannotDivideError, Claim, Limit, Quota, apportion
from samhandling.finance.enums import Basis, Refusal
from samhandling.lib.errors import RuleBroken
from samhandling.lib.money import format_kronor

PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class CostKey:
    """How a cost is divided. `unit` is what shares are whole in: 100 for kronor, 1 for öre.

    The region takes `region_ore`, or `region_per_mille` of the whole; it pays nothing more by the key.
    `caps` and `floors` are öre for one party, by its code, and come before the common `cap` and `floor`.
    """

    basis: Basis
    region_ore: int = 0
    region_per_mille: int = 0
    fixed_part: int = 0
    cap: int | None = None
    floor: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)
    unit: int = 100
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sharer:
    """One party. `weight` is inhabitants, a part set by hand, or the fixed amount in öre; None when not known."""

    code: str
    name: str
    weight: int | None


class Share(NamedTuple):
    """What one party pays and why. Before it was made whole it was `numerator / denominator` öre by the key."""

    code: str
    ore: int
    weight: int
    fixed_part: int
    numerator: int
    denominator: int
    held_at: Limit | None = None

    @property
    def exact(self) -> Fraction:
        """The share before it was made whole, in öre."""
        return Fraction(self.numerator, self.denominator) + self.fixed_part

    @property
    def rounding(self) -> Fraction:
        """What making it whole added or took away."""
        return self.ore - self.exact


@dataclass(frozen=True, slots=True)
class Sharing:
    total: int
    region: int
    shares: list[Share]

    @property
    def shared(self) -> int:
        """What the parties pay together."""
        return sum(share.ore for share in self.shares)

    @property
    def weights(self) -> int:
        return sum(share.weight for share in self.shares)

    def of(self, code: str) -> int:
        return next((share.ore for share in self.shares if share.code == code), 0)


def share_costs(total: int, key: CostKey, sharers: Sequence[Sharer]) -> Sharing:
    """Divide `total` öre. The shares and the region's part always add up to it.

    The order in which the parties are given does not matter; equal remainders go to the lower code first.
    Raises RuleBroken with a Refusal of finance and what it is about.
    """
    why_not = why_not_share(total, key, sharers)
    if why_not:
        raise RuleBroken(*why_not)
    region = region_part(total, key)
    ordered = sorted(sharers, key=lambda sharer: sharer.code)
    shares = _as_stated(ordered) if key.basis == Basis.FIXED else _divided(total - region, key, ordered)
    by_code = {share.code: share for share in shares}
    return Sharing(total, region, [by_code[sharer.code] for sharer in sharers])


def region_part(total: int, key: CostKey) -> int:
    """The region's share in öre. A part of a unit stays with the parties, so that their sum is whole."""
    if key.region_ore:
        return key.region_ore
    exact = total * key.region_per_mille
    return exact // (PER_MILLE * key.unit) * key.unit


def why_not_share(total: int, key: CostKey, sharers: Sequence[Sharer]) -> tuple[Refusal, str] | None:
    """The first thing that stands in the way, and what it is about; None when the cost can be shared."""
    rest = total - region_part(total, key)
    if not sharers:
        return Refusal.NO_PARTIES, ""
    if _is_negative(total, key, sharers):
        return Refusal.NEGATIVE, ""
    unknown = [sharer.name for sharer in sharers if sharer.weight is None]
    if unknown:
        return Refusal.NO_POPULATION, ", ".join(unknown)
    if rest < 0:
        return Refusal.REGION_TAKES_TOO_MUCH, format_kronor(-rest)
    if key.basis == Basis.MANUAL and not key.reason.strip():
        return Refusal.REASON_MISSING, ""
    return _fixed_amounts_differ(rest, sharers) if key.basis == Basis.FIXED else _parts_misfit(rest, key, sharers)


def _is_negative(total: int, key: CostKey, sharers: Sequence[Sharer]) -> bool:
    amounts = [total, key.region_ore, key.region_per_mille, key.fixed_part, key.floor, key.cap or 0]
    amounts += [*key.caps.values(), *key.floors.values(), *(sharer.weight or 0 for sharer in sharers)]
    return min(amounts) < 0


def _fixed_amounts_differ(rest: int, sharers: Sequence[Sharer]) -> tuple[Refusal, str] | None:
    difference = sum(sharer.weight or 0 for sharer in sharers) - rest
    return (Refusal.FIXED_AMOUNTS_DIFFER, format_kronor(difference)) if difference else None


def _parts_misfit(rest: int, key: CostKey, sharers: Sequence[Sharer]) -> tuple[Refusal, str] | None:
    if rest % key.unit or key.fixed_part % key.unit:
        return Refusal.NOT_WHOLE_UNITS, ""
    too_much = key.fixed_part * len(sharers) - rest
    if too_much > 0:
        return Refusal.FIXED_PARTS_TOO_LARGE, format_kronor(too_much)
    has_caps = key.cap is not None or key.caps
    crossed = [sharer.name for sharer in sharers if _is_crossed(key, sharer.code)] if has_caps else []
    return (Refusal.CAP_BELOW_FLOOR, ", ".join(crossed)) if crossed else None


def _is_crossed(key: CostKey, code: str) -> bool:
    cap = key.caps.get(code, key.cap)
    return cap is not None and cap // key.unit < -(-key.floors.get(code, key.floor) // key.unit)


def _as_stated(sharers: Sequence[Sharer]) -> list[Share]:
    return [Share(sharer.code, sharer.weight or 0, sharer.weight or 0, 0, sharer.weight or 0, 1) for sharer in sharers]


def _divided(rest: int, key: CostKey, sharers: Sequence[Sharer]) -> list[Share]:
    """Whole units by weight, above the fixed part that everybody pays, within floor and cap."""
    units = rest // key.unit - key.fixed_part // key.unit * len(sharers)
    weights = [1 if key.basis == Basis.EQUAL else sharer.weight or 0 for sharer in sharers]
    try:
        quotas = apportion(units, _claims(key, sharers, weights))
    except CannotDivideError as misfit:
        raise RuleBroken(
            _WHY[misfit.why], format_kronor(misfit.missing * key.unit) if misfit.missing else ""
        ) from misfit
    return _shares(key, sharers, weights, quotas)


_WHY = {
    "lows_exceed": Refusal.FLOORS_TOO_HIGH,
    "highs_fall_short": Refusal.CAPS_TOO_LOW,
    "no_weight": Refusal.NO_WEIGHT,
}


def _claims(key: CostKey, sharers: Sequence[Sharer], weights: Sequence[int]) -> list[Claim]:
    """Limits count the whole share, so what the fixed part already covers is taken off them."""
    if not (key.floor or key.floors or key.caps or key.cap is not None):
        return [Claim(weight) for weight in weights]
    fixed = key.fixed_part // key.unit
    claims = []
    for sharer, weight in zip(sharers, weights, strict=True):
        low = -(-key.floors.get(sharer.code, key.floor) // key.unit) - fixed
        cap = key.caps.get(sharer.code, key.cap)
        claims.append(Claim(weight, max(low, 0), None if cap is None else max(cap // key.unit - fixed, 0)))
    return claims


def _shares(key: CostKey, sharers: Sequence[Sharer], weights: Sequence[int], quotas: Sequence[Quota]) -> list[Share]:
    unit, fixed = key.unit, key.fixed_part
    return [
        Share(sharer.code, units * unit + fixed, weight, fixed, numerator * unit, denominator, held_at)
        for sharer, weight, (units, numerator, denominator, held_at) in zip(sharers, weights, quotas, strict=True)
    ]
