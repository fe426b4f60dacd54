"""What a party pays, for what, and what everybody pays together: only what has been adopted or budgeted counts."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samhandling.finance.domain.years import is_unfinished
from samhandling.finance.enums import Form, Means
from samhandling.finance.selectors.entries import Entry, entries_of
from samhandling.organisations.models import Organisation, Population

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """A party's year: its entries, their sum in cash and in kind, and what the cash is for each inhabitant."""

    year: int
    entries: list[Entry]
    inhabitants: int | None
    is_unfinished: bool = False

    @property
    def cash_ore(self) -> int:
        return sum(entry.ore for entry in self.entries if entry.means == Means.CASH)

    @property
    def in_kind_ore(self) -> int:
        return sum(entry.ore for entry in self.entries if entry.means == Means.IN_KIND)

    @property
    def total_ore(self) -> int:
        """What the overview says of the party: money and what is given in kind."""
        return self.cash_ore + self.in_kind_ore

    @property
    def per_inhabitant_ore(self) -> int | None:
        return round(self.cash_ore / self.inhabitants) if self.inhabitants else None


@dataclass(frozen=True, slots=True)
class Slice:
    """One year's sum under one heading."""

    year: int
    heading: str
    ore: int


def ledger_of(
    viewer: "Viewer", collaboration: "Collaboration", organisation: Organisation, today: date
) -> list[LedgerYear]:
    """What the organisation bears year by year, the newest first."""
    everything = entries_of(viewer, collaboration)
    unfinished = unfinished_years(everything, today)
    mine: dict[int, list[Entry]] = defaultdict(list)
    for entry in everything:
        if entry.organisation_id == organisation.pk:
            mine[entry.year].append(entry)
    counts = _newest_population(organisation)
    return [
        LedgerYear(year, mine[year], _population_before(counts, year), year in unfinished)
        for year in sorted(mine, reverse=True)
    ]


def unfinished_years(entries: Iterable[Entry], today: date) -> set[int]:
    """The years among these for which more may be decided."""
    forms: dict[int, set[Form]] = defaultdict(set)
    for entry in entries:
        forms[entry.year].add(entry.form)
    return {year for year in list(forms) if is_unfinished(year, forms[year], forms[year - 1], today.year)}


def invoice_rows(entries: list[Entry]) -> tuple[list[str], list[list[object]]]:
    """Headings and rows for those who invoice: one row an amount, kronor as a number, with its reference."""
    names = dict(
        Organisation.objects.filter(pk__in={entry.organisation_id for entry in entries}).values_list(
            "pk", "display_name"
        )
    )
    numbers = dict(Organisation.objects.filter(pk__in=names).values_list("pk", "organisation_number"))
    headers = [
        _("Year"),
        _("Party"),
        _("Organisation number"),
        _("Form"),
        _("What is paid for"),
        _("Area"),
        pgettext("of funding", "Means"),
        _("Amount in kronor"),
        _("Reference"),
        _("Example"),
    ]
    ordered = sorted(entries, key=lambda entry: (-entry.year, names.get(entry.organisation_id, ""), entry.form.value))
    return headers, [
        [
            entry.year,
            names.get(entry.organisation_id, ""),
            numbers.get(entry.organisation_id, ""),
            str(entry.form.label),
            entry.what,
            entry.area,
            str(entry.means.label),
            Decimal(entry.ore) / 100,
            entry.reference,
            entry.is_example,
        ]
        for entry in ordered
    ]


def by_form(entries: Iterable[Entry]) -> list[Slice]:
    """The sum of each year and form, the oldest year first."""
    return _sums(entries, lambda entry: str(entry.form.label))


def by_area(entries: Iterable[Entry]) -> list[Slice]:
    """The sum of each year and area of the agreement; what belongs to no area has an empty heading."""
    return _sums(entries, lambda entry: entry.area)


def by_organisation(entries: Iterable[Entry]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for entry in entries:
        sums[entry.organisation_id] += entry.ore
    return dict(sums)


def _sums(entries: Iterable[Entry], heading: Callable[[Entry], str]) -> list[Slice]:
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for entry in entries:
        sums[entry.year, heading(entry)] += entry.ore
    return [Slice(year, text, ore) for (year, text), ore in sorted(sums.items())]


def _newest_population(organisation: Organisation) -> list[Population]:
    return list(organisation.populations.order_by("-reference_on"))


def _population_before(counts: list[Population], year: int) -> int | None:
    """The newest figure from before the year, or the oldest there is when all are newer."""
    before = [count.inhabitants for count in counts if count.reference_on.year < year]
    if before:
        return before[0]
    return counts[-1].inhabitants if counts else None
