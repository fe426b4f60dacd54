"""Shared costs: a draft is calculated whenever it is saved, an adopted one is locked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import facts_of, locked, refuse, remove
from samhandling.finance.domain.sharing import CostKey, share_costs
from samhandling.finance.domain.steps import why_not_amount, why_not_change_split
from samhandling.finance.enums import Basis, Refusal, SplitState
from samhandling.finance.models import CostSplit, SplitShare
from samhandling.finance.permissions import can_adopt, can_keep_accounts
from samhandling.finance.selectors.splits import code_of, inhabitants_of_parties, key_of, sharers_of
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Agreement, Party, SpecialAgreement


@dataclass(frozen=True, slots=True)
class Payer:
    """One party of a shared cost with what is its own: part or fixed amount, limits, the annex line it pays for."""

    party: "Party"
    weight: int | None = None
    floor_ore: int | None = None
    cap_ore: int | None = None
    special: "SpecialAgreement | None" = None


@dataclass(frozen=True, slots=True)
class SplitTerms:
    """What is written about a shared cost. The key says nothing of single parties' limits: the payers do."""

    title: str
    year: int
    total_ore: int
    key: CostKey
    population_on: date | None = None
    population_table: str = ""
    more: dict[str, Any] = field(default_factory=dict)  # area, invoicing, invoice_reference, is_example


@transaction.atomic
def create_split(*, actor: "User", agreement: "Agreement", terms: SplitTerms, payers: Sequence[Payer]) -> CostSplit:
    """Store a cost and its shares as a draft."""
    require(can_keep_accounts(actor, agreement.collaboration_id))
    split = _calculate(CostSplit(agreement=agreement, created_by=actor), terms, payers)
    _remember(actor, "cost_split.drafted", split)
    return split


@transaction.atomic
def change_split(*, actor: "User", split: CostSplit, terms: SplitTerms, payers: Sequence[Payer]) -> CostSplit:
    """Calculate a draft again with other terms."""
    split = _open(actor, split)
    before = facts_of(split, "total_ore", "basis")
    split = _calculate(split, terms, payers)
    _remember(actor, "cost_split.changed", split, before=before)
    return split


@transaction.atomic
def copy_split_to_next_year(*, actor: "User", split: CostSplit) -> CostSplit:
    """The same cost by the same key one year on, as a draft. The population is the same until somebody changes it."""
    require(can_keep_accounts(actor, split.collaboration_id))
    there = CostSplit.objects.filter(agreement=split.agreement_id, title=split.title, year=split.year + 1)
    if there.exists():
        raise RuleBroken(Refusal.COPIED_ALREADY)
    copied = ("area", "invoicing", "invoice_reference", "is_example")
    terms = SplitTerms(
        title=split.title,
        year=split.year + 1,
        total_ore=split.total_ore,
        key=replace(key_of(split), caps={}, floors={}),
        population_on=split.population_on,
        population_table=split.population_table,
        more={name: getattr(split, name) for name in copied},
    )
    payers = [
        Payer(share.party, share.weight, share.floor_ore, share.cap_ore, share.special)
        for share in split.shares.select_related("party__organisation", "special__individual_agreement")
    ]
    return create_split(actor=actor, agreement=split.agreement, terms=terms, payers=payers)


@transaction.atomic
def adopt_split(
    *,
    actor: "User",
    split: CostSplit,
    adopted_on: date,
    adopted_by: str,
    section: str,
    registration_number: str,
    today: date,
) -> CostSplit:
    """Note the decision. From now on the shares are locked."""
    split = _open(actor, split)
    require(can_adopt(actor, split.collaboration_id))
    if adopted_on > today:
        raise RuleBroken(Refusal.IN_THE_FUTURE)
    split.state, split.adopted_on, split.adopted_by = SplitState.ADOPTED, adopted_on, adopted_by
    split.section, split.registration_number = section, registration_number
    split.save()
    _remember(actor, "cost_split.adopted", split)
    return split


@transaction.atomic
def discard_split(*, actor: "User", split: CostSplit) -> None:
    """Throw a draft away."""
    split = _open(actor, split)
    remove(actor, "cost_split.discarded", split, "title", "year", "total_ore", on=split.agreement)


def _open(actor: "User", split: CostSplit) -> CostSplit:
    """The split as it stands now, when this person may change it and nothing is adopted."""
    found = locked(split, "agreement")
    require(can_keep_accounts(actor, found.collaboration_id))
    refuse(why_not_change_split(SplitState(found.state)))
    return found


def _calculate(split: CostSplit, terms: SplitTerms, payers: Sequence[Payer]) -> CostSplit:
    """Write terms and shares; nothing is stored when the key does not hold."""
    refuse(why_not_amount(terms.total_ore))
    if any(payer.party.agreement_id != split.agreement_id for payer in payers):
        raise RuleBroken(Refusal.NOT_A_PARTY)
    strangers = [
        str(one.party) for one in payers if one.special and one.special.individual_agreement.party_id != one.party.pk
    ]
    if strangers:
        raise RuleBroken(Refusal.ANOTHERS_LINE, ", ".join(strangers))
    _write(split, terms)
    shares = {payer.party.pk: SplitShare(split=split, **_own(payer)) for payer in payers}
    key = _whole_key(terms.key, payers)
    parties = [payer.party for payer in payers]
    counted_on = terms.population_on if key.basis == Basis.POPULATION else None
    sharers = sharers_of(
        parties,
        key.basis,
        inhabitants=inhabitants_of_parties(parties, counted_on, terms.population_table),
        weights={payer.party.pk: payer.weight for payer in payers if payer.weight is not None},
    )
    for payer, share in zip(payers, share_costs(terms.total_ore, key, sharers).shares, strict=True):
        shares[payer.party.pk].weight, shares[payer.party.pk].amount_ore = share.weight, share.ore
    split.save()
    split.shares.all().delete()
    SplitShare.objects.bulk_create(shares.values())
    return split


def _write(split: CostSplit, terms: SplitTerms) -> None:
    key = terms.key
    split.title, split.year, split.total_ore = terms.title, terms.year, terms.total_ore
    split.basis, split.reason, split.unit_ore = key.basis, key.reason, key.unit
    split.region_ore, split.region_per_mille = key.region_ore, key.region_per_mille
    split.fixed_part_ore, split.floor_ore, split.cap_ore = key.fixed_part, key.floor, key.cap
    split.population_on, split.population_table = terms.population_on, terms.population_table
    for name, value in terms.more.items():
        setattr(split, name, value)


def _own(payer: Payer) -> dict[str, Any]:
    return {
        "party": payer.party,
        "special": payer.special,
        "floor_ore": payer.floor_ore,
        "cap_ore": payer.cap_ore,
    }


def _whole_key(key: CostKey, payers: Sequence[Payer]) -> CostKey:
    """The common key with the payers' own limits filled in."""
    return replace(
        key,
        caps={code_of(payer.party): payer.cap_ore for payer in payers if payer.cap_ore is not None},
        floors={code_of(payer.party): payer.floor_ore for payer in payers if payer.floor_ore is not None},
    )


def _remember(actor: "User", verb: str, split: CostSplit, before: dict[str, Any] | None = None) -> None:
    record(actor, verb, split, before=before, after=facts_of(split, "title", "year", "total_ore", "basis"))
