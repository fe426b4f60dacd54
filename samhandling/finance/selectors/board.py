"""What the board asks first: the total, in which form, for what, by whom, and where it is heading."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samhandling.core.numbers import kr
from samhandling.finance.enums import Means
from samhandling.finance.selectors.entries import Entry, entries_of
from samhandling.finance.selectors.ledger import by_area, by_form, by_organisation, unfinished_years
from samhandling.organisations.models import Organisation
from samhandling.ui.charts import Bar, BarChart

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class Payer:
    """What an organisation bears, in cash and in kind together; `in_kind_ore` is the part of it that is not money."""

    organisation: Organisation
    ore: int
    former_ore: int
    in_kind_ore: int

    @property
    def change_ore(self) -> int:
        return self.ore - self.former_ore


@dataclass(frozen=True, slots=True)
class Board:
    """One year seen whole. `has_examples` when made-up amounts are among them, which the page must say.

    `is_unfinished` when more may be decided for the year, so that it cannot be compared with the year before.
    """

    year: int
    years: list[int]
    entries: list[Entry]
    total_ore: int
    former_ore: int
    by_form: BarChart
    by_area: BarChart
    trend: BarChart
    payers: list[Payer]
    has_examples: bool
    is_unfinished: bool


def board_of(viewer: "Viewer", collaboration: "Collaboration", *, year: int, today: date) -> Board:
    """The year, beside the year before. Only what is adopted or budgeted counts."""
    everything = entries_of(viewer, collaboration)
    this_year = [entry for entry in everything if entry.year == year]
    last_year = [entry for entry in everything if entry.year == year - 1]
    unfinished = unfinished_years(everything, today)
    years = sorted({entry.year for entry in everything} | {year}, reverse=True)
    return Board(
        year=year,
        years=years,
        entries=this_year,
        total_ore=sum(entry.ore for entry in this_year),
        former_ore=sum(entry.ore for entry in last_year),
        by_form=_bars(
            _("Kronor in %(year)s, by form") % {"year": year}, [(part.heading, part.ore) for part in by_form(this_year)]
        ),
        by_area=_bars(
            _("Kronor in %(year)s, by area") % {"year": year},
            [(part.heading or _("the collaboration as a whole"), part.ore) for part in by_area(this_year)],
        ),
        trend=_trend(everything, unfinished),
        payers=_payers(this_year, last_year),
        has_examples=any(entry.is_example for entry in this_year),
        is_unfinished=year in unfinished,
    )


def _bars(title: str, parts: list[tuple[str, int]]) -> BarChart:
    ordered = sorted(parts, key=lambda part: -part[1])
    bars = [Bar(capfirst(label), ore / 100, kr(ore)) for label, ore in ordered]
    return BarChart(title, _("Kronor in the year, largest first."), bars)


def _trend(entries: list[Entry], unfinished: set[int]) -> BarChart:
    """A bar a year. One that is not complete says so: a lower bar would look like a fall."""
    sums: dict[int, int] = defaultdict(int)
    for entry in entries:
        sums[entry.year] += entry.ore
    bars = [
        Bar(
            _("%(year)s, so far") % {"year": year} if year in unfinished else str(year),
            ore / 100,
            kr(ore),
            url=f"?ar={year}",
            is_partial=year in unfinished,
        )
        for year, ore in sorted(sums.items())
    ]
    return BarChart(_("Kronor per year"), _("The total for each year, adopted or budgeted."), bars)


def _payers(this_year: list[Entry], last_year: list[Entry]) -> list[Payer]:
    now, before = by_organisation(this_year), by_organisation(last_year)
    in_kind = by_organisation(entry for entry in this_year if entry.means == Means.IN_KIND)
    found = Organisation.objects.filter(pk__in={*now, *before}).order_by("sort_key")
    return [Payer(one, now.get(one.pk, 0), before.get(one.pk, 0), in_kind.get(one.pk, 0)) for one in found]


def cost_of_year(viewer: "Viewer", collaboration: "Collaboration", year: int) -> int:
    """What all bear together in the year, in öre: the same sum as the board's, without drawing it."""
    return sum(entry.ore for entry in entries_of(viewer, collaboration, year))
