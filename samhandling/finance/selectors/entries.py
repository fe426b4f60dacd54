"""Every amount that an organisation bears in a year, of whatever kind: what ledgers and the board are summed from."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Party
from samhandling.agreements.permissions import seen
from samhandling.core.prepared import Prepared
from samhandling.finance.enums import FeeState, Form, FunderKind, Means, SplitState
from samhandling.finance.models import BaseFee, BudgetLine, CostSplit, Fee, FeeList, SplitShare
from samhandling.finance.permissions import projects_seen, splits_seen
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


class Entry(NamedTuple):
    """One amount that one organisation bears in one year.

    `source_id` is the fee list, shared cost or project; None for a fee of the base year, which no list holds.
    """

    year: int
    form: Form
    organisation_id: int
    what: str
    area: str
    ore: int
    means: Means
    reference: str
    source_id: int | None
    agreement_id: int | None
    is_example: bool
    party_id: int | None = None  # for a fee: whose line of the list


def entries_of(viewer: "Viewer", collaboration: "Collaboration", year: int | None = None) -> list[Entry]:
    """Every adopted fee and share, and every budgeted part of a project, that one may see: of a year, or all."""
    access = access_of(viewer)
    within: dict[str, Any] = {"collaboration": collaboration.pk, "members_in": access.collaborations}
    within |= {} if year is None else {"year": year}
    asked = within | {"guests_in": access.guests}
    return [
        *(_fee(row) for row in _base_fees(**asked)),
        *(_fee(row) for row in _fees(**asked)),
        *_parts_of_costs(asked),
        *(_project_part(row) for row in _budget_lines(open_to=access.open_to, **within)),
    ]


def _of(year: int | None, column: str = "year") -> Q:
    """The rows of the year; all when none is asked for."""
    return Q() if year is None else Q(**{column: year})


# --- Base fees -----------------------------------------------------------------------------------


class _Fee(NamedTuple):
    year: int
    organisation: int
    agreement_title: str
    amount_ore: int
    reference: str
    agreement: int
    is_example: bool
    party: int
    fee_list: int | None = None


_base_fees = Prepared(
    _Fee,
    lambda collaboration, members_in, guests_in, year=None: (
        BaseFee.objects.filter(
            seen(members_in, guests_in, "base__agreement__"),
            _of(year, "base__year"),
            ~Exists(
                FeeList.objects.filter(
                    agreement=OuterRef("base__agreement"), year=OuterRef("base__year"), state=FeeState.ADOPTED
                )
            ),
            base__agreement__collaboration=collaboration,
        )
        .order_by("base", "party")
        .values_list(
            "base__year",
            "party__organisation",
            "base__agreement__title",
            "amount_ore",
            "base__source",
            "base__agreement",
            "base__is_example",
            "party",
        )
    ),
)
_fees = Prepared(
    _Fee,
    lambda collaboration, members_in, guests_in, year=None: (
        Fee.objects.filter(
            seen(members_in, guests_in, "fee_list__agreement__"),
            _of(year, "fee_list__year"),
            fee_list__agreement__collaboration=collaboration,
            fee_list__state=FeeState.ADOPTED,
        )
        .order_by("fee_list", "party")
        .values_list(
            "fee_list__year",
            "party__organisation",
            "fee_list__agreement__title",
            "amount_ore",
            "fee_list__registration_number",
            "fee_list__agreement",
            "fee_list__is_example",
            "party",
            "fee_list",
        )
    ),
)


def _fee(row: _Fee) -> Entry:
    return Entry(
        year=row.year,
        form=Form.BASE_FEE,
        organisation_id=row.organisation,
        what=row.agreement_title,
        area="",
        ore=row.amount_ore,
        means=Means.CASH,
        reference=row.reference,
        source_id=row.fee_list,
        agreement_id=row.agreement,
        is_example=row.is_example,
        party_id=row.party,
    )


# --- Shared costs --------------------------------------------------------------------------------


def _parts_of_costs(asked: dict[str, Any]) -> Iterable[Entry]:
    """The parties' shares; and what is left when they have paid, which is what the region takes."""
    splits = {split.pk: split for split in _splits(**asked)}
    for share in _shares(**asked):
        yield _part(splits[share.split], share.organisation, share.ore)
    regions = {region.agreement: region.organisation for region in _regions(collaboration=asked["collaboration"])}
    for split in splits.values():
        left = split.total_ore - (split.shared_ore or 0)
        if split.agreement in regions and left > 0:
            yield _part(split, regions[split.agreement], left)


class _Split(NamedTuple):
    pk: int
    agreement: int
    total_ore: int
    shared_ore: int | None
    year: int
    title: str
    area: str | None
    invoice_reference: str
    registration_number: str
    is_example: bool


class _Share(NamedTuple):
    split: int
    organisation: int
    ore: int


class _Region(NamedTuple):
    agreement: int
    organisation: int


def _part(split: _Split, organisation: int, ore: int) -> Entry:
    return Entry(
        year=split.year,
        form=Form.SPECIAL,
        organisation_id=organisation,
        what=split.title,
        area=split.area or "",
        ore=ore,
        means=Means.CASH,
        reference=split.invoice_reference or split.registration_number,
        source_id=split.pk,
        agreement_id=split.agreement,
        is_example=split.is_example,
    )


def _adopted(
    collaboration: int, members_in: Iterable[int], guests_in: Iterable[int], year: int | None = None
) -> "QuerySet[CostSplit]":
    return CostSplit.objects.filter(
        splits_seen(list(members_in), list(guests_in)),
        _of(year),
        agreement__collaboration=collaboration,
        state=SplitState.ADOPTED,
    )


_splits = Prepared(
    _Split,
    lambda **asked: (
        _adopted(**asked)
        .annotate(shared=Sum("shares__amount_ore"))
        .values_list(
            "pk",
            "agreement",
            "total_ore",
            "shared",
            "year",
            "title",
            "area__name",
            "invoice_reference",
            "registration_number",
            "is_example",
        )
    ),
)
_shares = Prepared(
    _Share,
    lambda **asked: (
        SplitShare.objects.filter(split__in=_adopted(**asked))
        .order_by("split", "party")
        .values_list("split", "party__organisation", "amount_ore")
    ),
)
_regions = Prepared(
    _Region,
    lambda collaboration: (
        Party.objects.filter(agreement__collaboration=collaboration, role=PartyRole.REGION)
        .order_by()
        .values_list("agreement", "organisation")
    ),
)


# --- Joint projects ------------------------------------------------------------------------------


class _BudgetLine(NamedTuple):
    year: int
    organisation: int
    project_title: str
    area: str | None
    planned_ore: int
    spent_ore: int | None
    means: str
    registration_number: str
    project: int
    agreement: int | None
    is_example: bool


_budget_lines = Prepared(
    _BudgetLine,
    lambda collaboration, members_in, open_to, year=None: (
        BudgetLine.objects.filter(
            projects_seen(members_in, open_to, "funder__project__"),
            _of(year),
            funder__project__collaboration=collaboration,
            funder__kind=FunderKind.PARTY,
            funder__organisation__isnull=False,
        )
        .order_by("funder__project", "funder", "year", "means")
        .values_list(
            "year",
            "funder__organisation",
            "funder__project__title",
            "funder__project__area__name",
            "planned_ore",
            "spent_ore",
            "means",
            "funder__project__registration_number",
            "funder__project",
            "funder__project__agreement",
            "funder__project__is_example",
        )
    ),
)


def _project_part(row: _BudgetLine) -> Entry:
    """What a party puts into a joint project: the outcome where it is known, else the plan."""
    return Entry(
        year=row.year,
        form=Form.PROJECT,
        organisation_id=row.organisation,
        what=row.project_title,
        area=row.area or "",
        ore=row.planned_ore if row.spent_ore is None else row.spent_ore,
        means=Means(row.means),
        reference=row.registration_number,
        source_id=row.project,
        agreement_id=row.agreement,
        is_example=row.is_example,
    )
