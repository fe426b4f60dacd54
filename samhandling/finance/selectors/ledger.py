"""What a party pays, for what, and what everybody pays together: only what has been adopted or budgeted counts."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Party
from samhandling.finance.enums import FeeState, Form, FunderKind, Means, SplitState
from samhandling.finance.models import BudgetLine, CostSplit, Fee, SplitShare
from samhandling.finance.permissions import fee_lists_visible_to, projects_visible_to, splits_visible_to
from samhandling.organisations.models import Organisation, Population

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


class Entry(NamedTuple):
    """One amount that one organisation bears in one year. `source_id` is the fee list, shared cost or project."""

    year: int
    form: Form
    organisation_id: int
    what: str
    area: str
    ore: int
    means: Means
    reference: str
    source_id: int
    agreement_id: int | None
    is_example: bool


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """A party's year: its entries, their sum in cash, and what that is for each inhabitant."""

    year: int
    entries: list[Entry]
    inhabitants: int | None

    @property
    def cash_ore(self) -> int:
        return sum(entry.ore for entry in self.entries if entry.means == Means.CASH)

    @property
    def in_kind_ore(self) -> int:
        return sum(entry.ore for entry in self.entries if entry.means == Means.IN_KIND)

    @property
    def per_inhabitant_ore(self) -> int | None:
        return round(self.cash_ore / self.inhabitants) if self.inhabitants else None


@dataclass(frozen=True, slots=True)
class Slice:
    """One year's sum under one heading."""

    year: int
    heading: str
    ore: int


def entries_of(viewer: "Viewer", collaboration: "Collaboration") -> list[Entry]:
    """Every adopted fee and share, and every budgeted part of a project, that this person may see."""
    return [
        *_fees(viewer, collaboration),
        *_shares(viewer, collaboration),
        *_parts_of_the_region(viewer, collaboration),
        *_project_parts(viewer, collaboration),
    ]


def ledger_of(viewer: "Viewer", collaboration: "Collaboration", organisation: Organisation) -> list[LedgerYear]:
    """What the organisation bears year by year, the newest first."""
    mine: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries_of(viewer, collaboration):
        if entry.organisation_id == organisation.pk:
            mine[entry.year].append(entry)
    counts = _newest_population(organisation)
    return [LedgerYear(year, mine[year], _population_before(counts, year)) for year in sorted(mine, reverse=True)]


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


def _fees(viewer: "Viewer", collaboration: "Collaboration") -> list[Entry]:
    lists = fee_lists_visible_to(viewer).filter(agreement__collaboration=collaboration, state=FeeState.ADOPTED)
    fees = Fee.objects.filter(fee_list__in=lists).order_by("fee_list", "party").values_list(
        "fee_list__year", "party__organisation", "fee_list__agreement__title", "amount_ore",
        "fee_list__registration_number", "fee_list", "fee_list__agreement", "fee_list__is_example",
    )  # fmt: skip
    return [
        Entry(year, Form.BASE_FEE, organisation, what, "", ore, Means.CASH, reference, source, agreement, is_example)
        for year, organisation, what, ore, reference, source, agreement, is_example in fees
    ]


def _shares(viewer: "Viewer", collaboration: "Collaboration") -> list[Entry]:
    splits = {split.pk: split for split in _adopted_splits(viewer, collaboration).select_related("area")}
    shares = SplitShare.objects.filter(split__in=splits).order_by("split", "party")
    return [
        _entry_of_split(splits[split], organisation, ore)
        for split, organisation, ore in shares.values_list("split", "party__organisation", "amount_ore")
    ]


def _parts_of_the_region(viewer: "Viewer", collaboration: "Collaboration") -> list[Entry]:
    """What is left of an adopted cost when the parties have paid is what the region takes."""
    splits = _adopted_splits(viewer, collaboration).select_related("area").annotate(shared=Sum("shares__amount_ore"))
    regions = dict(
        Party.objects.filter(agreement__collaboration=collaboration, role=PartyRole.REGION).values_list(
            "agreement", "organisation"
        )
    )
    return [
        _entry_of_split(split, regions[split.agreement_id], split.total_ore - split.shared)
        for split in splits
        if split.agreement_id in regions and split.total_ore > (split.shared or 0)
    ]


def _adopted_splits(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[CostSplit]:
    return splits_visible_to(viewer).filter(agreement__collaboration=collaboration, state=SplitState.ADOPTED)


def _entry_of_split(split: CostSplit, organisation_id: int, ore: int) -> Entry:
    return Entry(
        year=split.year,
        form=Form.SPECIAL,
        organisation_id=organisation_id,
        what=split.title,
        area=str(split.area or ""),
        ore=ore,
        means=Means.CASH,
        reference=split.invoice_reference or split.registration_number,
        source_id=split.pk,
        agreement_id=split.agreement_id,
        is_example=split.is_example,
    )


def _project_parts(viewer: "Viewer", collaboration: "Collaboration") -> list[Entry]:
    """What parties put into joint projects: the outcome where it is known, else the plan."""
    projects = projects_visible_to(viewer).filter(collaboration=collaboration)
    lines = BudgetLine.objects.filter(
        funder__project__in=projects, funder__kind=FunderKind.PARTY, funder__organisation__isnull=False
    ).order_by("funder__project", "funder", "year", "means").values_list(
        "year", "funder__organisation", "funder__project__title", "funder__project__area__name", "planned_ore",
        "spent_ore", "means", "funder__project__registration_number", "funder__project",
        "funder__project__agreement", "funder__project__is_example",
    )  # fmt: skip
    means_by_word = {means.value: means for means in Means}
    return [
        Entry(
            year=year,
            form=Form.PROJECT,
            organisation_id=organisation or 0,
            what=what,
            area=area or "",
            ore=planned if spent is None else spent,
            means=means_by_word[means],
            reference=reference,
            source_id=project,
            agreement_id=agreement,
            is_example=is_example,
        )
        for (
            year, organisation, what, area, planned, spent, means, reference, project, agreement, is_example
        ) in lines
    ]  # fmt: skip


def _newest_population(organisation: Organisation) -> list[Population]:
    return list(organisation.populations.order_by("-reference_on"))


def _population_before(counts: list[Population], year: int) -> int | None:
    """The newest figure from before the year, or the oldest there is when all are newer."""
    before = [count.inhabitants for count in counts if count.reference_on.year < year]
    if before:
        return before[0]
    return counts[-1].inhabitants if counts else None
