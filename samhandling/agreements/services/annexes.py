"""The individual agreement with each municipality, and its annex of special agreements."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.agreements.domain.status import why_not_follow_up
from samhandling.agreements.enums import Refusal, Status
from samhandling.agreements.models import Agreement, IndividualAgreement, Party, SpecialAgreement
from samhandling.agreements.permissions import can_keep_annex, speaks_for
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import locked, refuse, set_values
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import ends_before_start

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def save_individual_agreement(
    *, actor: "User", party: Party, signed_on: date | None, registration_number: str = "", note: str = ""
) -> IndividualAgreement:
    """Register the agreement with this municipality, or change what is registered."""
    _open(actor, party)
    individual = IndividualAgreement.objects.filter(party=party).first() or IndividualAgreement(party=party)
    is_new = individual.pk is None
    terms = {"signed_on": signed_on, "registration_number": registration_number, "note": note}
    before, after = set_values(individual, terms)
    if is_new or after:
        individual.save()
        _remember(actor, "annex.registered" if is_new else "annex.changed", party, before, after)
    return individual


@transaction.atomic
def confirm_annex(*, actor: "User", party: Party, confirmed_on: date) -> IndividualAgreement:
    """Say that the list of special agreements is complete, even when it is empty."""
    _open(actor, party)
    individual = _individual(party)
    before, after = set_values(individual, {"annex_confirmed_on": confirmed_on})
    individual.save(update_fields=["annex_confirmed_on"])
    _remember(actor, "annex.confirmed", party, before, after)
    return individual


@transaction.atomic
def add_special_agreement(*, actor: "User", party: Party, title: str, **terms: Any) -> SpecialAgreement:
    """Add a line to the annex: `area`, `registration_number`, `starts_on`, `ends_on`, `notice_months`."""
    agreement = _open(actor, party)
    special = SpecialAgreement(individual_agreement=_individual(party), title=title, **terms)
    _check(special, agreement)
    special.save()
    before = _withdraw_confirmation(special.individual_agreement)
    _remember(actor, "special.added", party, before, {"title": title, **terms})
    return special


@transaction.atomic
def change_special_agreement(*, actor: "User", special: SpecialAgreement, **terms: Any) -> SpecialAgreement:
    party = special.individual_agreement.party
    agreement = _open(actor, party)
    before, after = set_values(special, terms)
    _check(special, agreement)
    if after:
        special.save(update_fields=list(after))
        before |= _withdraw_confirmation(special.individual_agreement)
        _remember(actor, "special.changed", party, before, after)
    return special


@transaction.atomic
def remove_special_agreement(*, actor: "User", special: SpecialAgreement) -> None:
    party = special.individual_agreement.party
    _open(actor, party)
    before = {"title": special.title, "ends_on": special.ends_on}
    before |= _withdraw_confirmation(special.individual_agreement)
    special.delete()
    _remember(actor, "special.removed", party, before, {})


def _open(actor: "User", party: Party) -> Agreement:
    """The agreement, locked, when this person keeps the party's annex and the agreement has such annexes."""
    require(can_keep_annex(actor, party))
    agreement = locked(party.agreement)
    refuse(why_not_follow_up(Status(agreement.status)))
    if not agreement.has_individual_agreements:
        raise RuleBroken(Refusal.NO_INDIVIDUAL_AGREEMENTS)
    return agreement


def _individual(party: Party) -> IndividualAgreement:
    individual = IndividualAgreement.objects.filter(party=party).first()
    if individual is None:
        raise RuleBroken(Refusal.ANNEX_NOT_STARTED)
    return individual


def _check(special: SpecialAgreement, agreement: Agreement) -> None:
    if ends_before_start(special.starts_on, special.ends_on):
        raise RuleBroken(Refusal.ENDS_BEFORE_START)
    if special.area is not None and special.area.agreement_id != agreement.pk:
        raise RuleBroken(Refusal.CLAUSE_ELSEWHERE)


def _withdraw_confirmation(individual: IndividualAgreement) -> dict[str, date]:
    """A list that has changed is no longer the list that was confirmed. Tells what was taken back, if anything."""
    confirmed_on = individual.annex_confirmed_on
    if confirmed_on is None:
        return {}
    individual.annex_confirmed_on = None
    individual.save(update_fields=["annex_confirmed_on"])
    return {"annex_confirmed_on": confirmed_on}


def _remember(actor: "User", verb: str, party: Party, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    record(
        actor,
        verb,
        party.agreement,
        before=dict(before),
        after={"party": party.organisation, **after},
        on_behalf_of=party.organisation if speaks_for(actor, party) else None,
    )
