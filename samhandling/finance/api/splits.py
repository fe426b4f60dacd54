"""Costs that are shared, each with every share."""

from datetime import date
from typing import Annotated

from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.rows import Named
from samhandling.finance.api import router
from samhandling.finance.api.lookups import ONE, agreement_in
from samhandling.finance.enums import Basis, Invoicing, SplitState
from samhandling.finance.selectors.splits import recalculated, split_for, splits_of


class CostShareOut(Out):
    """One party's share. `weight` is inhabitants, a part set by hand, or the fixed amount in öre."""

    party_id: int
    organisation: Annotated[Named, From("party.organisation")]
    weight: int
    floor_ore: int | None
    cap_ore: int | None
    amount_ore: int


class CostSplitOut(Out, within="split"):
    """One year of a shared cost. What the parties do not pay is the region's; `agrees` says that it recomputes."""

    id: int
    agreement_id: int
    title: str
    year: int
    state: SplitState
    total_ore: int
    region_pays_ore: Annotated[int, From("sharing.region")]
    basis: Basis
    population_on: date | None
    population_table: str
    region_ore: int
    region_per_mille: int
    fixed_part_ore: int
    floor_ore: int
    cap_ore: int | None
    unit_ore: int
    reason: str
    area_id: int | None
    invoicing: Invoicing
    invoice_reference: str
    is_example: bool
    adopted_on: date | None
    adopted_by: str
    section: str
    registration_number: str
    shares: Annotated[list[CostShareOut], From(lambda again: again.split.shares.all())]
    agrees: bool


@router.read(f"{ONE}/cost-splits", Listing[CostSplitOut])
def cost_split_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[CostSplitOut]:
    """The agreement's shared costs, the newest year first."""
    splits = splits_of(request.user, agreement_in(request.user, slug, pk))
    order = ("-year", "sort_key", "pk")
    return listing(request, splits, paging, lambda split: CostSplitOut.of(recalculated(split)), order=order)


@router.read(f"{ONE}/cost-splits/{{int:split}}", CostSplitOut)
def cost_split_detail(request: ApiRequest, slug: Slug, pk: Pk, split: Pk) -> CostSplitOut:
    """One shared cost with every share."""
    return CostSplitOut.of(recalculated(split_for(request.user, agreement_in(request.user, slug, pk), split)))
