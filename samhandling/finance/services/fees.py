"""The base year's annex and each year's fee list: drafted from the index, checked, adopted and locked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import facts_of, locked, refuse, remove
from samhandling.finance.domain.fees import IndexStep, fee_of
from samhandling.finance.domain.steps import (
    why_not_adopt,
    why_not_amount,
    why_not_check,
    why_not_draft,
    why_not_redraft,
)
from samhandling.finance.enums import FeeState, Refusal
from samhandling.finance.models import BaseFee, Fee, FeeBase, FeeList, IndexFigure
from samhandling.finance.permissions import can_adopt, can_keep_accounts, lacks_other_eyes
from samhandling.finance.selectors.fees import as_steps, rounding_of, steps_in_use
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Agreement, Party


@transaction.atomic
def set_fee_base(
    *,
    actor: "User",
    agreement: "Agreement",
    year: int,
    source: str,
    rounding_unit: int,
    rounding_moment: str,
    amounts: Mapping["Party", int],
    is_example: bool = False,
) -> FeeBase:
    """Write in the base year's annex: what each party paid, in öre. Lists already drafted keep what they had."""
    require(can_keep_accounts(actor, agreement.collaboration_id))
    for ore in amounts.values():
        refuse(why_not_amount(ore))
    if any(party.agreement_id != agreement.pk for party in amounts):
        raise RuleBroken(Refusal.NOT_A_PARTY)
    base, _is_new = FeeBase.objects.update_or_create(
        agreement=agreement,
        defaults={
            "year": year,
            "source": source,
            "rounding_unit": rounding_unit,
            "rounding_moment": rounding_moment,
            "is_example": is_example,
        },
    )
    base.fees.all().delete()
    BaseFee.objects.bulk_create(BaseFee(base=base, party=party, amount_ore=ore) for party, ore in amounts.items())
    after = {"year": year, "source": source, "sum_ore": sum(amounts.values())}
    record(actor, "fee_base.set", base, after=after)
    return base


@transaction.atomic
def draft_fee_list(*, actor: "User", agreement: "Agreement", year: int, now: datetime) -> FeeList:
    """Calculate the year's fees by the index in use now. A draft or checked list is made anew, as a draft again."""
    require(can_keep_accounts(actor, agreement.collaboration_id))
    base = FeeBase.objects.select_for_update().filter(agreement=agreement).first()
    if base is None:
        raise RuleBroken(Refusal.NO_BASE)
    figures = steps_in_use(agreement.collaboration_id, base.year, year)
    if why_not := why_not_draft(base.year, year, [figure.year for figure in figures]):
        raise RuleBroken(*why_not)
    amounts = _base_amounts(base, agreement)
    fee_list = _drafted(actor, base, year, figures, now)
    steps, rounding = [IndexStep(figure.year, figure.percent) for figure in figures], rounding_of(base)
    Fee.objects.bulk_create(
        Fee(fee_list=fee_list, party=party, base_ore=ore, amount_ore=fee_of(ore, steps, rounding))
        for party, ore in amounts.items()
    )
    record(actor, "fee_list.drafted", fee_list, after={"year": year})
    return fee_list


def _base_amounts(base: FeeBase, agreement: "Agreement") -> dict["Party", int]:
    """Every municipality's fee of the base year; who has none written in is named."""
    fees = {fee.party_id: fee.amount_ore for fee in base.fees.all()}
    payers = [party for party in agreement.parties.select_related("organisation") if party.pk in fees or pays(party)]
    missing = [str(party) for party in payers if party.pk not in fees]
    if missing:
        raise RuleBroken(Refusal.BASE_MISSING, ", ".join(missing))
    return {party: fees[party.pk] for party in payers}


def pays(party: "Party") -> bool:
    """Municipalities pay a base fee; what the region puts in comes from its own budget."""
    return party.role == "municipality"


def _drafted(actor: "User", base: FeeBase, year: int, figures: list[IndexFigure], now: datetime) -> FeeList:
    found = FeeList.objects.select_for_update().filter(agreement=base.agreement_id, year=year).first()
    if found:
        refuse(why_not_redraft(FeeState(found.state)))
    fee_list = found or FeeList(agreement_id=base.agreement_id, year=year)
    fee_list.state = FeeState.DRAFT
    fee_list.base_year = base.year
    fee_list.rounding_unit, fee_list.rounding_moment = base.rounding_unit, base.rounding_moment
    fee_list.steps = as_steps(figures)
    fee_list.is_example = base.is_example or any(figure.is_example for figure in figures)
    fee_list.drafted_by, fee_list.drafted_at = actor, now
    fee_list.checked_by = fee_list.checked_at = None
    fee_list.save()
    fee_list.fees.all().delete()
    return fee_list


@transaction.atomic
def check_fee_list(*, actor: "User", fee_list: FeeList, now: datetime) -> FeeList:
    """Say that the list has been looked through and is right."""
    fee_list = locked(fee_list, "agreement")
    require(can_keep_accounts(actor, fee_list.collaboration_id))
    refuse(why_not_check(FeeState(fee_list.state)))
    fee_list.state, fee_list.checked_by, fee_list.checked_at = FeeState.CHECKED, actor, now
    fee_list.save(update_fields=["state", "checked_by", "checked_at"])
    record(actor, "fee_list.checked", fee_list, after={"year": fee_list.year})
    return fee_list


@transaction.atomic
def adopt_fee_list(
    *, actor: "User", fee_list: FeeList, adopted_on: date, adopted_by: str, section: str, registration_number: str,
    today: date,
) -> FeeList:  # fmt: skip
    """Note the decision. From now on the list is locked."""
    fee_list = locked(fee_list, "agreement")
    require(can_adopt(actor, fee_list.collaboration_id))
    refuse(why_not_adopt(FeeState(fee_list.state), lacks_other_eyes=lacks_other_eyes(actor, fee_list)))
    if adopted_on > today:
        raise RuleBroken(Refusal.IN_THE_FUTURE)
    fee_list.state, fee_list.adopted_on, fee_list.adopted_by = FeeState.ADOPTED, adopted_on, adopted_by
    fee_list.section, fee_list.registration_number = section, registration_number
    fee_list.save(update_fields=["state", "adopted_on", "adopted_by", "section", "registration_number"])
    record(actor, "fee_list.adopted", fee_list, after=facts_of(fee_list, "year", "adopted_on", "section"))
    return fee_list


@transaction.atomic
def discard_fee_list(*, actor: "User", fee_list: FeeList) -> None:
    """Throw a list away that nobody has adopted."""
    fee_list = locked(fee_list, "agreement")
    require(can_keep_accounts(actor, fee_list.collaboration_id))
    refuse(why_not_redraft(FeeState(fee_list.state)))
    remove(actor, "fee_list.discarded", fee_list, "year", on=fee_list.agreement)
