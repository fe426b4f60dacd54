"""The base year, the index, and the fee lists: as they stand, and as they would come out."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samhandling.agreements.models import Agreement
from samhandling.finance.domain.fees import FeeYear, IndexStep, Rounding, derive_fee, fee_of
from samhandling.finance.enums import RoundingMoment
from samhandling.finance.models import BaseFee, Fee, FeeBase, FeeList, IndexFigure
from samhandling.finance.permissions import bases_visible_to, fee_lists_visible_to, index_visible_to
from samhandling.lib.money import divide_half_up

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def index_table(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[IndexFigure]:
    """Every figure ever noted, the newest year first and in each year the one in use before those it replaced."""
    return index_visible_to(viewer).filter(collaboration=collaboration).select_related("noted_by")


def index_figure_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> IndexFigure:
    return get_object_or_404(index_table(viewer, collaboration), pk=pk)


def steps_in_use(collaboration_id: int, base_year: int, year: int) -> list[IndexFigure]:
    """The figures of the years after the base year, up to the year itself, that are in use now."""
    figures = IndexFigure.objects.filter(collaboration=collaboration_id, replaced_at=None)
    return list(figures.filter(year__gt=base_year, year__lte=year).order_by("year"))


def fee_base_of(viewer: "Viewer", agreement: Agreement) -> FeeBase | None:
    """The base year's annex with every party's fee, or None when it has not been written in."""
    fees = BaseFee.objects.select_related("party__organisation")
    return bases_visible_to(viewer).filter(agreement=agreement).prefetch_related(Prefetch("fees", fees)).first()


def fee_lists_of(viewer: "Viewer", agreement: Agreement) -> QuerySet[FeeList]:
    """The agreement's lists, the newest year first, each with its sum as `total_ore`."""
    lists = fee_lists_visible_to(viewer).filter(agreement=agreement)
    return lists.annotate(total_ore=Sum("fees__amount_ore")).order_by("-year")


def fee_list_for(viewer: "Viewer", agreement: Agreement, year: int) -> FeeList:
    """The list of the year with its fees, or 404."""
    fees = Fee.objects.select_related("party__organisation")
    lists = fee_lists_visible_to(viewer).filter(agreement=agreement).prefetch_related(Prefetch("fees", fees))
    return get_object_or_404(lists.select_related("agreement__collaboration", "drafted_by", "checked_by"), year=year)


def rounding_of(source: FeeBase | FeeList) -> Rounding:
    return Rounding(source.rounding_unit, RoundingMoment(source.rounding_moment))


def steps_of(fee_list: FeeList) -> list[IndexStep]:
    """The index that the list was calculated with, whatever has been corrected since."""
    return [IndexStep(step["year"], step["percent"], step["source"]) for step in fee_list.steps]


def as_steps(figures: list[IndexFigure]) -> list[dict[str, Any]]:
    """The figures as a list keeps them."""
    return [
        {
            "year": figure.year,
            "percent": figure.percent,
            "source": figure.source,
            "published_on": figure.published_on.isoformat(),
        }
        for figure in figures
    ]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One party's fee, and what it is above the fee of the year before on the same base."""

    fee: Fee
    former_ore: int

    @property
    def rise_ore(self) -> int:
        return self.fee.amount_ore - self.former_ore


@dataclass(frozen=True, slots=True)
class FeePage:
    """A year's list as it is read."""

    fee_list: FeeList
    lines: list[FeeLine]
    steps: list[IndexStep]

    @property
    def total_ore(self) -> int:
        return sum(line.fee.amount_ore for line in self.lines)

    @property
    def former_ore(self) -> int:
        return sum(line.former_ore for line in self.lines)

    @property
    def rise_ore(self) -> int:
        return self.total_ore - self.former_ore

    @property
    def rise_percent(self) -> int:
        """The rise in thousandths of a percent, to one decimal of a percent; nothing where there was nothing before."""
        return divide_half_up(abs(self.rise_ore) * 1000, self.former_ore) * 100 if self.former_ore else 0

    @property
    def has_years_between(self) -> bool:
        """Whether the year before is another than the base year."""
        return self.fee_list.year - 1 > self.fee_list.base_year

    @property
    def base_ore(self) -> int:
        return sum(line.fee.base_ore for line in self.lines)


def fee_page(fee_list: FeeList) -> FeePage:
    """The list with what each fee was the year before, by the same steps but the last."""
    steps, rounding = steps_of(fee_list), rounding_of(fee_list)
    lines = [FeeLine(fee, fee_of(fee.base_ore, steps[:-1], rounding)) for fee in fee_list.fees.all()]
    return FeePage(fee_list, lines, steps)


def fee_rows(fee_list: FeeList) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of the list for a spreadsheet: kronor as numbers."""
    headers = [_("Party"), _("Organisation number"), _("Base year"), _("Base fee"), _("Year"), _("Fee"), _("Reference")]
    rows: list[list[object]] = [
        [
            str(fee.party),
            fee.party.organisation.organisation_number,
            fee_list.base_year,
            Decimal(fee.base_ore) / 100,
            fee_list.year,
            Decimal(fee.amount_ore) / 100,
            fee_list.registration_number,
        ]
        for fee in fee_list.fees.all()
    ]
    return headers, rows


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one fee came about, row by row, and whether calculating it again gives the same."""

    fee: Fee
    steps: list[IndexStep]
    years: list[FeeYear]
    rounding: Rounding
    recomputed_ore: int

    @property
    def agrees(self) -> bool:
        return self.recomputed_ore == self.fee.amount_ore


def derivation_of(fee_list: FeeList, fee: Fee) -> Derivation:
    steps, rounding = steps_of(fee_list), rounding_of(fee_list)
    return Derivation(
        fee, steps, derive_fee(fee.base_ore, steps, rounding), rounding, fee_of(fee.base_ore, steps, rounding)
    )
