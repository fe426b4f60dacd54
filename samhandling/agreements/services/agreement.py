"""The agreement itself: made, changed while a draft, and taken through its life."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from samhandling.agreements.domain.status import (
    why_not_end,
    why_not_enter_yet,
    why_not_reopen,
    why_not_terms,
    why_not_withdraw,
)
from samhandling.agreements.enums import EntryRule, Refusal, Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.permissions import can_create, can_edit
from samhandling.agreements.selectors.next_step import (
    missing_for,
    missing_in_words,
    predecessor_in_force,
    why_not_enter_on_day,
    why_not_propose_now,
)
from samhandling.agreements.services.draft import locked, open_draft
from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.audit import changes, record
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


@transaction.atomic
def create_agreement(
    *,
    actor: "User",
    collaboration: "Collaboration",
    title: str,
    starts_on: date,
    ends_on: date,
    language: str = "sv",
    entry_rule: str = EntryRule.ALL,
    entry_number: int | None = None,
    legal_basis: str = "",
    does_not_cover: str = "",
    has_individual_agreements: bool = False,
    predecessor: Agreement | None = None,
) -> Agreement:
    """Begin a draft."""
    require(can_create(actor, collaboration.pk))
    _check(why_not_terms(starts_on, ends_on, EntryRule(entry_rule), entry_number))
    agreement = Agreement.objects.create(
        collaboration=collaboration,
        title=title,
        language=language,
        starts_on=starts_on,
        ends_on=ends_on,
        entry_rule=entry_rule,
        entry_number=entry_number,
        legal_basis=legal_basis,
        does_not_cover=does_not_cover,
        has_individual_agreements=has_individual_agreements,
        predecessor=predecessor,
    )
    record(
        actor,
        "agreement.created",
        agreement,
        after={"title": title, "starts_on": starts_on, "ends_on": ends_on, "entry_rule": entry_rule},
    )
    return agreement


@transaction.atomic
def change_agreement(*, actor: "User", agreement: Agreement, **terms: Any) -> Agreement:
    """Change the terms of a draft: title, period, entry rule, legal basis, what it does not cover."""
    draft = open_draft(actor, agreement)
    before, after = changes(draft, terms)
    for name, value in after.items():
        setattr(draft, name, value)
    _check(why_not_terms(draft.starts_on, draft.ends_on, EntryRule(draft.entry_rule), draft.entry_number))
    if after:
        draft.save(update_fields=list(after))
        record(actor, "agreement.changed", draft, before=before, after=after)
    return draft


@transaction.atomic
def propose_agreement(*, actor: "User", agreement: Agreement, today: date) -> Agreement:
    """Fix the text and send it to the parties' councils."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    _check(why_not_propose_now(agreement))
    return _step(actor, "agreement.proposed", agreement, Status.PROPOSED, proposed_on=today)


@transaction.atomic
def reopen_agreement(*, actor: "User", agreement: Agreement, reason: str) -> Agreement:
    """Take the text back to draft, as long as no council has decided on it."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    decided = agreement.parties.exclude(ratification=None).count()
    _check(why_not_reopen(Status(agreement.status), decided))
    return _step(actor, "agreement.reopened", agreement, Status.DRAFT, reason=reason, proposed_on=None)


@transaction.atomic
def enter_into_force(*, actor: "User", agreement: Agreement, entered_on: date, today: date) -> Agreement:
    """Let the agreement take effect. The one it follows ends, and other rooms move what they have over."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    missing = missing_for(agreement)
    _check(why_not_enter_yet(Status(agreement.status), missing), missing_in_words(missing))
    _check(why_not_enter_on_day(agreement, entered_on, today))
    if former := predecessor_in_force(agreement):
        _step(actor, "agreement.ended", former, Status.ENDED)
    _step(actor, "agreement.entered", agreement, Status.IN_FORCE, entered_on=entered_on)
    for move_over in slots.functions("agreement.entered"):
        move_over(actor, agreement)
    return agreement


@transaction.atomic
def end_agreement(*, actor: "User", agreement: Agreement, today: date) -> Agreement:
    """Close an agreement whose last day has passed."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    _check(why_not_end(Status(agreement.status), agreement.ends_on, today))
    return _step(actor, "agreement.ended", agreement, Status.ENDED)


@transaction.atomic
def end_expired_agreements(*, today: date) -> int:
    """Close every agreement whose last day has passed. The system acts: nobody has to remember the day."""
    expired = Agreement.objects.select_for_update().filter(status=Status.IN_FORCE, ends_on__lt=today)
    return len([_step(None, "agreement.ended", agreement, Status.ENDED) for agreement in expired])


def close_when_due(now: datetime) -> None:
    """What this room does at every tick."""
    end_expired_agreements(today=localdate(now))


@transaction.atomic
def withdraw_agreement(*, actor: "User", agreement: Agreement, reason: str) -> Agreement:
    """Stop work on an agreement that has not taken effect."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    _check(why_not_withdraw(Status(agreement.status), reason))
    return _step(actor, "agreement.withdrawn", agreement, Status.WITHDRAWN, reason=reason)


def _check(reason: Refusal | None, detail: str = "") -> None:
    if reason:
        raise RuleBroken(reason, detail)


def _step(
    actor: "User | None", verb: str, agreement: Agreement, status: Status, *, reason: str = "", **dates: date | None
) -> Agreement:
    """One step of its life: the new state, the dates that follow from it, and the memory of both."""
    before, after = changes(agreement, {"status": status, **dates})
    for name, value in after.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=list(after))
    record(actor, verb, agreement, before=before, after=after, reason=reason)
    return agreement
