"""The base year's annex, and each year's fee list: drafted, checked, adopted, and every fee with how it came about."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, Day, Flag, In, Line, MaybeLine, Out, Pk, RowId, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.problems import invalid_field
from samhandling.core.api.rows import Named, chosen
from samhandling.finance.api import router
from samhandling.finance.api.found import MOST_PARTIES, ONE, Ore, Year, YearThere, agreement_in, kept_in
from samhandling.finance.enums import FeeState, RoundingMoment
from samhandling.finance.selectors.fees import derivation_of, fee_base_of, fee_list_for, fee_lists_of
from samhandling.finance.services.fees import (
    adopt_fee_list,
    check_fee_list,
    discard_fee_list,
    draft_fee_list,
    set_fee_base,
)

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.core.http import Viewer
    from samhandling.finance.models import Fee, FeeBase, FeeList
    from samhandling.finance.selectors.fees import Derivation

LISTS = f"{ONE}/fee-lists"
LIST = f"{LISTS}/{{int:year}}"
MOST_UNIT = 10_000_000  # a hundred thousand kronor


class BaseFeeOut(Out):
    party_id: int
    organisation: Named
    amount_ore: int


class FeeBaseOut(Out):
    """The fees of the base year, from which every later year is reckoned."""

    year: int
    source: str
    rounding_unit: int
    rounding_moment: RoundingMoment
    is_example: bool
    fees: list[BaseFeeOut]

    @classmethod
    def of(cls, base: "FeeBase") -> Self:
        return cls(
            year=base.year,
            source=base.source,
            rounding_unit=base.rounding_unit,
            rounding_moment=RoundingMoment(base.rounding_moment),
            is_example=base.is_example,
            fees=[
                BaseFeeOut(
                    party_id=fee.party_id, organisation=Named.of(fee.party.organisation), amount_ore=fee.amount_ore
                )
                for fee in base.fees.all()
            ],
        )


class BaseFeeIn(In):
    party_id: RowId
    amount_ore: Ore


class FeeBaseRecord(In):
    """The whole annex. A party that pays nothing stands there with 0."""

    year: Year
    source: Annotated[Line, Field(max_length=200)]
    rounding_unit: Annotated[int, Field(strict=True, ge=1, le=MOST_UNIT), WHOLE] = 100
    rounding_moment: RoundingMoment = RoundingMoment.EACH_YEAR
    is_example: Flag = False
    fees: Annotated[list[BaseFeeIn], Field(max_length=MOST_PARTIES)]


class IndexStepOut(Out):
    """The index of one year as it was when the list was reckoned. `percent` is thousandths of a percent."""

    year: int
    percent: int
    source: str


class FeeOut(Out):
    party_id: int
    organisation: Named
    base_ore: int
    amount_ore: int

    @classmethod
    def of(cls, fee: "Fee") -> Self:
        return cls(
            party_id=fee.party_id,
            organisation=Named.of(fee.party.organisation),
            base_ore=fee.base_ore,
            amount_ore=fee.amount_ore,
        )


class FeeListLine(Out):
    """A year's list among the others."""

    year: int
    state: FeeState
    base_year: int
    total_ore: int
    is_example: bool
    adopted_on: date | None

    @classmethod
    def of(cls, fee_list: "FeeList") -> Self:
        return cls(
            year=fee_list.year,
            state=FeeState(fee_list.state),
            base_year=fee_list.base_year,
            total_ore=getattr(fee_list, "total_ore", None) or 0,
            is_example=fee_list.is_example,
            adopted_on=fee_list.adopted_on,
        )


class FeeListOut(Out):
    """A year's list with every fee, and the index and rounding by which it can be reckoned again."""

    agreement_id: int
    year: int
    state: FeeState
    base_year: int
    rounding_unit: int
    rounding_moment: RoundingMoment
    steps: list[IndexStepOut]
    fees: list[FeeOut]
    total_ore: int
    is_example: bool
    adopted_on: date | None
    adopted_by: str
    section: str
    registration_number: str

    @classmethod
    def of(cls, fee_list: "FeeList") -> Self:
        fees = [FeeOut.of(fee) for fee in fee_list.fees.all()]
        return cls(
            agreement_id=fee_list.agreement_id,
            year=fee_list.year,
            state=FeeState(fee_list.state),
            base_year=fee_list.base_year,
            rounding_unit=fee_list.rounding_unit,
            rounding_moment=RoundingMoment(fee_list.rounding_moment),
            steps=[
                IndexStepOut(year=step["year"], percent=step["percent"], source=step["source"])
                for step in fee_list.steps
            ],
            fees=fees,
            total_ore=sum(fee.amount_ore for fee in fees),
            is_example=fee_list.is_example,
            adopted_on=fee_list.adopted_on,
            adopted_by=fee_list.adopted_by,
            section=fee_list.section,
            registration_number=fee_list.registration_number,
        )


class FeeYearOut(Out):
    """One year of a derivation: the fee before it was rounded, and after."""

    year: int
    percent: int
    exact_ore: int
    amount_ore: int
    is_rounded: bool


class DerivationOut(Out):
    """How a fee came about, year by year. `agrees` tells that reckoning it again gives the same."""

    party_id: int
    organisation: Named
    base_ore: int
    amount_ore: int
    recomputed_ore: int
    agrees: bool
    years: list[FeeYearOut]

    @classmethod
    def of(cls, derivation: "Derivation") -> Self:
        fee = derivation.fee
        return cls(
            party_id=fee.party_id,
            organisation=Named.of(fee.party.organisation),
            base_ore=fee.base_ore,
            amount_ore=fee.amount_ore,
            recomputed_ore=derivation.recomputed_ore,
            agrees=derivation.agrees,
            years=[
                FeeYearOut(
                    year=one.year,
                    percent=one.percent,
                    exact_ore=one.exact_ore,
                    amount_ore=one.ore,
                    is_rounded=one.is_rounded,
                )
                for one in derivation.years
            ],
        )


class FeeYear(In):
    year: Year


class Adoption(In):
    """What was decided, and by whom. Not a day to come."""

    adopted_on: Day
    adopted_by: Annotated[Line, Field(max_length=150)]
    section: Annotated[MaybeLine, Field(max_length=40)] = ""
    registration_number: Annotated[MaybeLine, Field(max_length=60)] = ""


@router.read(f"{ONE}/fee-base", FeeBaseOut)
def fee_base_detail(request: ApiRequest, slug: Slug, pk: Pk) -> FeeBaseOut:
    """The base year's annex."""
    return _base_of(request.user, agreement_in(request.user, slug, pk))


@router.write("PUT", f"{ONE}/fee-base", FeeBaseOut, current=fee_base_detail)
def fee_base_set(request: ApiUserRequest, slug: Slug, pk: Pk, body: FeeBaseRecord) -> FeeBaseOut:
    """Write in the base year's annex. Lists that are drafted already keep what they had."""
    agreement = kept_in(request.user, slug, pk)
    amounts = {
        chosen("fees", fee.party_id, agreement.parties.select_related("organisation")): fee.amount_ore
        for fee in body.fees
    }
    if len(amounts) < len(body.fees):
        raise invalid_field("fees", _("The same party stands twice."))
    terms = {name: value for name, value in body.all().items() if name != "fees"}
    set_fee_base(actor=request.user, agreement=agreement, amounts=amounts, **terms)
    return _base_of(request.user, agreement)


def _base_of(viewer: "Viewer", agreement: "Agreement") -> FeeBaseOut:
    base = fee_base_of(viewer, agreement)
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


@router.write("POST", LISTS, FeeListOut, status=201, location="agreements/{agreement_id}/fee-lists/{year}")
def fee_list_draft(request: ApiUserRequest, slug: Slug, pk: Pk, body: FeeYear) -> FeeListOut:
    """Reckon a year's fees by the index in use now. A list that is not adopted is reckoned anew."""
    agreement = kept_in(request.user, slug, pk)
    draft_fee_list(actor=request.user, agreement=agreement, year=body.year, now=timezone.now())
    return FeeListOut.of(fee_list_for(request.user, agreement, body.year))


@router.write("POST", f"{LIST}/check", FeeListOut)
def fee_list_check(request: ApiUserRequest, slug: Slug, pk: Pk, year: YearThere) -> FeeListOut:
    """Say that the list has been looked through and is right."""
    agreement = kept_in(request.user, slug, pk)
    check_fee_list(actor=request.user, fee_list=fee_list_for(request.user, agreement, year), now=timezone.now())
    return FeeListOut.of(fee_list_for(request.user, agreement, year))


@router.write("POST", f"{LIST}/adopt", FeeListOut)
def fee_list_adopt(request: ApiUserRequest, slug: Slug, pk: Pk, year: YearThere, body: Adoption) -> FeeListOut:
    """Note the decision. The list is locked after that."""
    agreement = kept_in(request.user, slug, pk)
    fee_list = fee_list_for(request.user, agreement, year)
    adopt_fee_list(actor=request.user, fee_list=fee_list, today=timezone.localdate(), **body.all())
    return FeeListOut.of(fee_list_for(request.user, agreement, year))


@router.write("DELETE", LIST, None, status=204, current=fee_list_detail)
def fee_list_discard(request: ApiUserRequest, slug: Slug, pk: Pk, year: YearThere) -> None:
    """Throw a list away that nobody has adopted."""
    fee_list = fee_list_for(request.user, kept_in(request.user, slug, pk), year)
    discard_fee_list(actor=request.user, fee_list=fee_list)
