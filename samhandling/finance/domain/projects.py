"""Co-financing of a joint project: what each funder bears of the whole, and how far it may go. Amounts are öre."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from samhandling.finance.enums import FunderKind, Means

PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class Funding:
    """One funder's part. `limit` is the largest share of the whole it may bear, in per mille; None when unlimited."""

    funder: int
    kind: FunderKind
    cash: int
    in_kind: int
    limit: int | None = None

    @property
    def total(self) -> int:
        return self.cash + self.in_kind


@dataclass(frozen=True, slots=True)
class Excess:
    """A funder that bears more than it may: by how many öre of the whole."""

    funder: int
    share: Fraction
    limit: int
    ore: int


def whole_of(fundings: Sequence[Funding]) -> int:
    return sum(funding.total for funding in fundings)


def share_of(part: int, whole: int) -> Fraction:
    """A part of the whole between 0 and 1; of nothing, nothing."""
    return Fraction(part, whole) if whole else Fraction(0)


def co_financing(fundings: Sequence[Funding]) -> Fraction:
    """How much of the whole the parties themselves bear, in cash and in kind."""
    own = sum(funding.total for funding in fundings if funding.kind == FunderKind.PARTY)
    return share_of(own, whole_of(fundings))


def excesses(fundings: Sequence[Funding]) -> list[Excess]:
    """The funders above their limits. A share exactly at the limit is within it."""
    whole = whole_of(fundings)
    return [
        Excess(
            funding.funder,
            share_of(funding.total, whole),
            funding.limit,
            -(-(funding.total * PER_MILLE - whole * funding.limit) // PER_MILLE),
        )
        for funding in fundings
        if funding.limit is not None and funding.total * PER_MILLE > whole * funding.limit
    ]


def totals_by_means(lines: Sequence[tuple[Means, int]]) -> dict[Means, int]:
    """What is put in altogether, in cash and in kind."""
    return {means: sum(ore for found, ore in lines if found == means) for means in Means}
