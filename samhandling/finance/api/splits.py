"""Shared costs with their keys: drafted, changed, adopted, and each share with how it came about."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, Day, Flag, In, Line, MaybeLine, Out, Pk, RowId, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.problems import invalid_field, unknown_choice
from samhandling.core.api.rows import Named, chosen
from samhandling.finance.api import router
from samhandling.finance.api.fees import Adoption
from samhandling.finance.api.found import MOST_PARTIES, ONE, Ore, PerMille, Year, agreement_in, kept_in
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis, Invoicing, SplitState
from samhandling.finance.selectors.splits import reckoned, split_for, splits_of
from samhandling.finance.services.splits import (
    Payer,
    SplitTerms,
    adopt_split,
    change_split,
    create_split,
    discard_split,
)
from samhandling.organisations.selectors.populations import editions

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.finance.models import CostSplit, SplitShare

SPLITS = f"{ONE}/cost-splits"
SPLIT = f"{SPLITS}/{{int:split}}"
MOST_UNIT = 1_000_000  # ten thousand kronor


class ShareOut(Out):
    """One party's share. `weight` is inhabitants, a part set by hand, or the fixed amount in öre."""

    party_id: int
    organisation: Named
    weight: int
    floor_ore: int | None
    cap_ore: int | None
    amount_ore: int

    @classmethod
    def of(cls, share: "SplitShare") -> Self:
        return cls(
            party_id=share.party_id,
            organisation=Named.of(share.party.organisation),
            weight=share.weight,
            floor_ore=share.floor_ore,
            cap_ore=share.cap_ore,
            amount_ore=share.amount_ore,
        )


# What is told as it is stored.
_SAID = (
    "agreement_id", "title", "year", "total_ore", "population_on", "population_table", "region_ore",
    "region_per_mille", "fixed_part_ore", "floor_ore", "cap_ore", "unit_ore", "reason", "area_id",
    "invoice_reference", "is_example", "adopted_on", "adopted_by", "section", "registration_number",
)  # fmt: skip


class CostSplitOut(Out):
    """One year of a shared cost. What the parties do not pay is the region's; `agrees` tells that it recomputes."""

    id: int
    agreement_id: int
    title: str
    year: int
    state: SplitState
    total_ore: int
    region_pays_ore: int
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
    shares: list[ShareOut]
    agrees: bool

    @classmethod
    def of(cls, split: "CostSplit") -> Self:
        again = reckoned(split)
        return cls(
            id=split.pk,
            state=SplitState(split.state),
            basis=Basis(split.basis),
            invoicing=Invoicing(split.invoicing),
            region_pays_ore=again.sharing.region,
            shares=[ShareOut.of(share) for share in split.shares.all()],
            agrees=again.agrees,
            **{name: getattr(split, name) for name in _SAID},
        )


class PayerIn(In):
    """A party and what is its own. `weight` is told for parts set by hand, and is the öre of a fixed amount."""

    party_id: RowId
    weight: Ore | None = None
    floor_ore: Ore | None = None
    cap_ore: Ore | None = None


class CostSplitRecord(In):
    """The whole of a shared cost. The region's share comes first, then the fixed parts, then the rest by the key."""

    title: Annotated[Line, Field(max_length=200)]
    year: Year
    total_ore: Ore
    basis: Basis = Basis.POPULATION
    population_on: Day | None = None
    population_table: Annotated[MaybeLine, Field(max_length=40)] = ""
    region_ore: Ore = 0
    region_per_mille: PerMille = 0
    fixed_part_ore: Ore = 0
    floor_ore: Ore = 0
    cap_ore: Ore | None = None
    unit_ore: Annotated[int, Field(strict=True, ge=1, le=MOST_UNIT), WHOLE] = 100
    reason: Annotated[MaybeLine, Field(max_length=2000)] = ""
    area_id: RowId | None = None
    invoicing: Invoicing = Invoicing.YEARLY
    invoice_reference: Annotated[MaybeLine, Field(max_length=80)] = ""
    is_example: Flag = False
    payers: Annotated[list[PayerIn], Field(max_length=MOST_PARTIES)]

    def key(self) -> CostKey:
        return CostKey(
            basis=self.basis,
            region_ore=self.region_ore,
            region_per_mille=self.region_per_mille,
            fixed_part=self.fixed_part_ore,
            cap=self.cap_ore,
            floor=self.floor_ore,
            unit=self.unit_ore,
            reason=self.reason,
        )


@router.read(SPLITS, Listing[CostSplitOut])
def cost_split_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[CostSplitOut]:
    """The agreement's shared costs, the newest year first."""
    splits = splits_of(request.user, agreement_in(request.user, slug, pk))
    return listing(request, splits, paging, CostSplitOut.of, order=("-year", "sort_key", "pk"))


@router.read(SPLIT, CostSplitOut)
def cost_split_detail(request: ApiRequest, slug: Slug, pk: Pk, split: Pk) -> CostSplitOut:
    """One shared cost with every share."""
    return CostSplitOut.of(split_for(request.user, agreement_in(request.user, slug, pk), split))


@router.write("POST", SPLITS, CostSplitOut, status=201, location="agreements/{agreement_id}/cost-splits/{id}")
def cost_split_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: CostSplitRecord) -> CostSplitOut:
    """Share a cost, as a draft."""
    agreement = kept_in(request.user, slug, pk)
    made = create_split(
        actor=request.user, agreement=agreement, terms=_terms(agreement, body), payers=_payers(agreement, body)
    )
    return CostSplitOut.of(split_for(request.user, agreement, made.pk))


@router.write("PUT", SPLIT, CostSplitOut, current=cost_split_detail)
def cost_split_change(request: ApiUserRequest, slug: Slug, pk: Pk, split: Pk, body: CostSplitRecord) -> CostSplitOut:
    """Share a draft's cost anew, with these terms in place of those it had."""
    agreement = kept_in(request.user, slug, pk)
    found = split_for(request.user, agreement, split)
    lines = {share.party_id: share.special for share in found.shares.select_related("special")}
    change_split(
        actor=request.user,
        split=found,
        terms=_terms(agreement, body),
        payers=[
            Payer(one.party, one.weight, one.floor_ore, one.cap_ore, lines.get(one.party.pk))
            for one in _payers(agreement, body)
        ],
    )
    return CostSplitOut.of(split_for(request.user, agreement, split))


@router.write("POST", f"{SPLIT}/adopt", CostSplitOut)
def cost_split_adopt(request: ApiUserRequest, slug: Slug, pk: Pk, split: Pk, body: Adoption) -> CostSplitOut:
    """Note the decision. The shares are locked after that."""
    agreement = kept_in(request.user, slug, pk)
    found = split_for(request.user, agreement, split)
    adopt_split(actor=request.user, split=found, today=timezone.localdate(), **body.all())
    return CostSplitOut.of(split_for(request.user, agreement, split))


@router.write("DELETE", SPLIT, None, status=204, current=cost_split_detail)
def cost_split_discard(request: ApiUserRequest, slug: Slug, pk: Pk, split: Pk) -> None:
    """Throw a draft away."""
    discard_split(actor=request.user, split=split_for(request.user, kept_in(request.user, slug, pk), split))


def _terms(agreement: "Agreement", body: CostSplitRecord) -> SplitTerms:
    is_stored = any((one.reference_on, one.table) == (body.population_on, body.population_table) for one in editions())
    if (body.population_on or body.basis == Basis.POPULATION) and not is_stored:
        raise invalid_field("population_on", unknown_choice())
    return SplitTerms(
        title=body.title,
        year=body.year,
        total_ore=body.total_ore,
        key=body.key(),
        population_on=body.population_on,
        population_table=body.population_table if body.population_on else "",
        more={
            "area": chosen("area_id", body.area_id, agreement.areas.all()),
            "invoicing": body.invoicing,
            "invoice_reference": body.invoice_reference,
            "is_example": body.is_example,
        },
    )


def _payers(agreement: "Agreement", body: CostSplitRecord) -> list[Payer]:
    parties = agreement.parties.select_related("organisation")
    payers = [
        Payer(chosen("payers", one.party_id, parties), one.weight, one.floor_ore, one.cap_ore) for one in body.payers
    ]
    if len({payer.party.pk for payer in payers}) < len(payers):
        raise invalid_field("payers", _("The same party stands twice."))
    return payers
