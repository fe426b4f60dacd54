"""The base year's annex, and each year's fee list with every fee and how it came about."""

from datetime import date
from typing import Annotated

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.rows import Named
from samhandling.finance.api import router
from samhandling.finance.api.lookups import ONE, YearThere, agreement_in
from samhandling.finance.enums import FeeState, RoundingMoment
from samhandling.finance.selectors.fees import derivation_of, fee_base_of, fee_list_for, fee_lists_of, steps_of

LISTS = f"{ONE}/fee-lists"
LIST = f"{LISTS}/{{int:year}}"


class BaseFeeOut(Out):
    party_id: int
    organisation: Annotated[Named, From("party.organisation")]
    amount_ore: int


class FeeBaseOut(Out):
    """The fees of the base year, from which every later year is calculated."""

    year: int
    source: str
    rounding_unit: int
    rounding_moment: RoundingMoment
    is_example: bool
    fees: Annotated[list[BaseFeeOut], From(lambda base: base.fees.all())]


class IndexStepOut(Out):
    """The index of one year as it was when the list was calculated. `percent` is thousandths of a percent."""

    year: int
    percent: int
    source: str


class FeeOut(Out):
    party_id: int
    organisation: Annotated[Named, From("party.organisation")]
    base_ore: int
    amount_ore: int


class FeeListLine(Out):
    """A year's list among the others."""

    year: int
    state: FeeState
    base_year: int
    total_ore: Annotated[int, From(lambda fee_list: fee_list.total_ore or 0)]
    is_example: bool
    adopted_on: date | None


class FeeListOut(Out):
    """A year's list with every fee, and the index and rounding by which it can be calculated again."""

    agreement_id: int
    year: int
    state: FeeState
    base_year: int
    rounding_unit: int
    rounding_moment: RoundingMoment
    steps: Annotated[list[IndexStepOut], From(steps_of)]
    fees: Annotated[list[FeeOut], From(lambda fee_list: fee_list.fees.all())]
    total_ore: Annotated[int, From(lambda fee_list: sum(fee.amount_ore for fee in fee_list.fees.all()))]
    is_example: bool
    adopted_on: date | None
    adopted_by: str
    section: str
    registration_number: str


class FeeYearOut(Out):
    """One year of a derivation: the fee before it was rounded, and after."""

    year: int
    percent: int
    exact_ore: int
    amount_ore: Annotated[int, From("ore")]
    is_rounded: bool


class DerivationOut(Out, within="fee"):
    """How a fee came about, year by year. `agrees` says that calculating it again gives the same."""

    party_id: int
    organisation: Annotated[Named, From("fee.party.organisation")]
    base_ore: int
    amount_ore: int
    recomputed_ore: int
    agrees: bool
    years: list[FeeYearOut]


@router.read(f"{ONE}/fee-base", FeeBaseOut)
def fee_base_detail(request: ApiRequest, slug: Slug, pk: Pk) -> FeeBaseOut:
    """The base year's annex."""
    base = fee_base_of(request.user, agreement_in(request.user, slug, pk))
    if base is None:
        raise Http404
    return FeeBaseOut.of(base)


@router.read(LISTS, Listing[FeeListLine])
def fee_list_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[FeeListLine]:
    """The agreement's fee lists, the newest year first."""
    lists = fee_lists_of(request.user, agreement_in(request.user, slug, pk))
    return listing(request, lists, paging, FeeListLine.of, order=("-year", "pk"))


@router.read(LIST, FeeListOut)
def fee_list_detail(request: ApiRequest, slug: Slug, pk: Pk, year: YearThere) -> FeeListOut:
    """A year's fees."""
    return FeeListOut.of(fee_list_for(request.user, agreement_in(request.user, slug, pk), year))


@router.read(f"{LIST}/fees/{{int:party}}", DerivationOut)
def fee_derivation(request: ApiRequest, slug: Slug, pk: Pk, year: YearThere, party: Pk) -> DerivationOut:
    """One party's fee, and how it came about."""
    fee_list = fee_list_for(request.user, agreement_in(request.user, slug, pk), year)
    fee = get_object_or_404(fee_list.fees.select_related("party__organisation"), party=party)
    return DerivationOut.of(derivation_of(fee_list, fee))
