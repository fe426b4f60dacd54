"""Duties: added, changed, and marked as fulfilled with what shows it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.agreements.domain.duties import why_not_add, why_not_fulfil
from samhandling.agreements.domain.status import why_not_follow_up
from samhandling.agreements.enums import PartyRole, Refusal, Status
from samhandling.agreements.models import Agreement, Duty
from samhandling.agreements.permissions import can_fulfil, speaks_for_owner
from samhandling.agreements.services.draft import open_follow_up
from samhandling.core.access import require
from samhandling.core.verbs import add, alter, locked, refuse, remove
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.domain.legal import LegalDuty


@transaction.atomic
def add_duty(*, actor: "User", agreement: Agreement, what: str, **terms: Any) -> Duty:
    """Add a duty: `owner` or `owner_in_words`, `due_on` or `due_in_words`, `clause`, `area`, `evidence`,
    and for a legal duty `law` and `law_section`."""
    running = open_follow_up(actor, agreement)
    duty = Duty(agreement=running, what=what, **terms)
    _check(duty)
    return add(actor, "duty.added", duty, "what", *(name for name, value in terms.items() if value))


@transaction.atomic
def change_duty(*, actor: "User", duty: Duty, **terms: Any) -> Duty:
    open_follow_up(actor, duty.agreement)
    alter(actor, "duty.changed", duty, terms, check=_check)
    return duty


@transaction.atomic
def remove_duty(*, actor: "User", duty: Duty) -> None:
    running = open_follow_up(actor, duty.agreement)
    remove(actor, "duty.removed", duty, "what", "owner", on=running)


@transaction.atomic
def fulfil_duty(*, actor: "User", duty: Duty, fulfilled_on: date, evidence: str, today: date) -> Duty:
    """Say that the duty is done, and what shows it."""
    duty = _to_mark(actor, duty)
    refuse(why_not_fulfil(duty.fulfilled_on, fulfilled_on, evidence, today))
    return _mark(actor, "duty.fulfilled", duty, fulfilled_on=fulfilled_on, evidence=evidence)


@transaction.atomic
def reopen_duty(*, actor: "User", duty: Duty, reason: str) -> Duty:
    """The duty turned out not to be done after all."""
    duty = _to_mark(actor, duty)
    if duty.fulfilled_on is None:
        raise RuleBroken(Refusal.NOT_FULFILLED)
    if not reason.strip():
        raise RuleBroken(Refusal.REASON_MISSING)
    return _mark(actor, "duty.reopened", duty, reason=reason, fulfilled_on=None)


@transaction.atomic
def add_legal_duties(*, actor: "User", agreement: Agreement, chosen: Iterable["LegalDuty"]) -> list[Duty]:
    """Add duties from the register, in the agreement's language. Those it already has are passed over."""
    running = open_follow_up(actor, agreement)
    language = running.language
    present = set(running.duties.values_list("law", "law_section", "what"))
    region = running.parties.filter(role=PartyRole.REGION).first()
    return [
        add_duty(
            actor=actor,
            agreement=running,
            what=legal.duty[language],
            owner=region.organisation if region and legal.falls_on_region else None,
            owner_in_words=legal.who[language],
            due_in_words=legal.when[language],
            law=legal.law[language],
            law_section=legal.section,
        )
        for legal in chosen
        if (legal.law[language], legal.section, legal.duty[language]) not in present
    ]


def _check(duty: Duty) -> None:
    refuse(why_not_add(duty.law, duty.law_section))
    if duty.owner_id is not None and not duty.agreement.parties.filter(organisation=duty.owner_id).exists():
        raise RuleBroken(Refusal.OWNER_NOT_PARTY)
    for belonging in (duty.clause, duty.area):
        if belonging is not None and belonging.agreement_id != duty.agreement_id:
            raise RuleBroken(Refusal.CLAUSE_ELSEWHERE)


def _to_mark(actor: "User", duty: Duty) -> Duty:
    """The duty as it is now, locked, when this person may say whether it is done."""
    require(can_fulfil(actor, duty))
    refuse(why_not_follow_up(Status(locked(duty.agreement).status)))
    return Duty.objects.select_related("agreement", "owner").get(pk=duty.pk)


def _mark(actor: "User", verb: str, duty: Duty, *, reason: str = "", **marks: Any) -> Duty:
    party = duty.owner if speaks_for_owner(actor, duty) else None
    alter(actor, verb, duty, marks, reason=reason, on_behalf_of=party)
    return duty
