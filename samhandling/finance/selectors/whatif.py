"""What if: the same cost by another key, year, party set, limit or total, beside what it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.agreements.models import Agreement, Party
from samhandling.finance.domain.sharing import CostKey, Sharing, share_costs
from samhandling.finance.enums import Basis
from samhandling.finance.models import CostSplit
from samhandling.finance.permissions import fee_lists_visible_to, splits_visible_to
from samhandling.finance.selectors.fees import fee_lists_of
from samhandling.finance.selectors.splits import code_of, inhabitants_of_parties, sharers_of, splits_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

NAMED = 4  # so many names stand in the sentence about who pays more


@dataclass(frozen=True, slots=True)
class Before:
    """What the trial is compared with: öre by party, and its name."""

    title: str
    by_party: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One party before and after. Per inhabitant is öre, None where no population is known."""

    party: Party
    before: int
    after: int
    inhabitants: int | None
    is_held: bool
    longest: int

    @property
    def before_percent(self) -> str:
        """How long the bar is beside the longest one."""
        return _percent_of(self.before, self.longest)

    @property
    def after_percent(self) -> str:
        return _percent_of(self.after, self.longest)

    @property
    def change(self) -> int:
        return self.after - self.before

    @property
    def before_each(self) -> int | None:
        return round(self.before / self.inhabitants) if self.inhabitants else None

    @property
    def after_each(self) -> int | None:
        return round(self.after / self.inhabitants) if self.inhabitants else None


@dataclass(frozen=True, slots=True)
class WhatIf:
    rows: list[Row]
    sharing: Sharing
    before: Before
    population_on: date | None

    @property
    def before_total(self) -> int:
        return sum(row.before for row in self.rows)

    @property
    def payers_of_more(self) -> list[Row]:
        return [row for row in self.rows if row.change > 0]

    @property
    def payers_of_less(self) -> list[Row]:
        return [row for row in self.rows if row.change < 0]

    @property
    def more_named(self) -> str:
        return _named(self.payers_of_more)

    @property
    def less_named(self) -> str:
        return _named(self.payers_of_less)


def what_if(
    *,
    parties: list[Party],
    chosen: list[Party],
    total: int,
    key: CostKey,
    on: date | None,
    table: str,
    weights: Mapping[int, int],
    before: Before | None,
    floors: Mapping[int, int] | None = None,
    caps: Mapping[int, int] | None = None,
) -> WhatIf:
    """Share the cost by the key, and put what it is compared with beside it. Raises RuleBroken when it cannot.

    `weights`, `floors` and `caps` are what single parties have of their own, by party.
    """
    key = replace(key, floors=_by_code(chosen, floors or {}), caps=_by_code(chosen, caps or {}))
    inhabitants = inhabitants_of_parties(parties, on, table)
    sharing = share_costs(total, key, sharers_of(chosen, key.basis, inhabitants=inhabitants, weights=weights))
    compared = before or _by_population(parties, total, inhabitants, key.unit)
    longest = max([*compared.by_party.values(), *(share.ore for share in sharing.shares)], default=0)
    held = {share.code for share in sharing.shares if share.held_at}
    rows = [
        Row(
            party,
            compared.by_party.get(party.pk, 0),
            sharing.of(code_of(party)),
            inhabitants.get(party.pk),
            code_of(party) in held,
            longest,
        )
        for party in parties
    ]
    return WhatIf(rows, sharing, compared, on)


def _named(rows: list[Row]) -> str:
    """Those whose amounts change most, by name; how many more there are is said after them."""
    ordered = sorted(rows, key=lambda row: -abs(row.change))
    names = ", ".join(str(row.party) for row in ordered[:NAMED])
    others = len(ordered) - NAMED
    return names if others <= 0 else _("%(names)s and %(number)s more") % {"names": names, "number": others}


def _by_code(parties: list[Party], amounts: Mapping[int, int]) -> dict[str, int]:
    return {code_of(party): amounts[party.pk] for party in parties if party.pk in amounts}


def _percent_of(ore: int, longest: int) -> str:
    return f"{100 * ore / longest:.1f}" if longest else "0"


def comparisons(viewer: "Viewer", agreement: Agreement) -> list[tuple[str, str]]:
    """What a trial may be compared with: stored costs, and the years' fees."""
    splits = splits_visible_to(viewer).filter(agreement=agreement).values_list("pk", "title", "year")
    fees = fee_lists_visible_to(viewer).filter(agreement=agreement).order_by("-year").values_list("year", flat=True)
    return [
        *((f"cost-{pk}", f"{title} {year}") for pk, title, year in splits),
        *((f"fees-{year}", _("Fees %(year)s") % {"year": year}) for year in fees),
    ]


def before_of(viewer: "Viewer", agreement: Agreement, wanted: str) -> Before | None:
    """What was chosen among `comparisons`, or None for the plain key."""
    kind, _dash, number = wanted.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    if kind == "cost":
        return _of_split(splits_of(viewer, agreement).filter(pk=number).first())
    fees = fee_lists_of(viewer, agreement).filter(year=number).first()
    if kind != "fees" or fees is None:
        return None
    amounts = dict(fees.fees.values_list("party", "amount_ore"))
    return Before(_("Fees %(year)s") % {"year": fees.year}, amounts)


def _of_split(split: CostSplit | None) -> Before | None:
    if split is None:
        return None
    return Before(f"{split.title} {split.year}", {share.party_id: share.amount_ore for share in split.shares.all()})


def _by_population(parties: list[Party], total: int, inhabitants: Mapping[int, int], unit: int) -> Before:
    """All parties by population, or in equal parts where no population has been chosen or is known."""
    is_known = all(party.pk in inhabitants for party in parties)
    plain = CostKey(Basis.POPULATION if is_known else Basis.EQUAL, unit=unit)
    sharing = share_costs(total, plain, sharers_of(parties, plain.basis, inhabitants=inhabitants, weights={}))
    title = _("By population") if plain.basis == Basis.POPULATION else _("In equal parts")
    return Before(title, {party.pk: sharing.of(code_of(party)) for party in parties})
