"""The agreement itself: made, changed while a draft, and taken through its life."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from samhandling.agreements.domain.gaps import why_not_send_with
from samhandling.agreements.domain.status import (
    why_not_end,
    why_not_enter_yet,
    why_not_reopen,
    why_not_terms,
    why_not_withdraw,
)
from samhandling.agreements.enums import EntryRule, Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.permissions import can_create, can_edit
from samhandling.agreements.selectors.gap_list import gaps_apart
from samhandling.agreements.selectors.next_step import (
    missing_for,
    missing_in_words,
    predecessor_in_force,
    why_not_enter_on_day,
    why_not_propose_now,
)
from samhandling.agreements.services.draft import open_draft
from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.verbs import add, alter, locked, refuse

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
    agreement = Agreement(
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
    _check_terms(agreement)
    return add(actor, "agreement.created", agreement, "title", "starts_on", "ends_on", "entry_rule")


@transaction.atomic
def change_agreement(*, actor: "User", agreement: Agreement, **terms: Any) -> Agreement:
    """Change the terms of a draft: title, period, entry rule, legal basis, what it does not cover."""
    draft = open_draft(actor, agreement)
    alter(actor, "agreement.changed", draft, terms, check=_check_terms)
    return draft


@transaction.atomic
def propose_agreement(
    *, actor: "User", agreement: Agreement, today: date, is_sent_anyway: bool = False, reason: str = ""
) -> Agreement:
    """Fix the text and send it to the parties' councils. What still has gaps goes when somebody says so, and why."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement, "collaboration")
    refuse(why_not_propose_now(agreement))
    apart = gaps_apart(agreement, today)
    refuse(why_not_send_with(len(apart.open), reason, is_sent_anyway=is_sent_anyway))
    return _propose(actor, agreement, today, open_gaps=len(apart.open), gaps_aside=len(apart.aside), reason=reason)


@transaction.atomic
def take_over_as_proposed(*, actor: "User", agreement: Agreement, proposed_on: date) -> Agreement:
    """The text of a file lies with the councils already, whatever gaps it has."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    refuse(why_not_propose_now(agreement))
    return _propose(actor, agreement, proposed_on)


def _propose(actor: "User", agreement: Agreement, day: date, *, reason: str = "", **gaps: int) -> Agreement:
    values = {"status": Status.PROPOSED, "proposed_on": day}
    alter(actor, "agreement.proposed", agreement, values, after=gaps, reason=reason if gaps.get("open_gaps") else "")
    return agreement


@transaction.atomic
def reopen_agreement(*, actor: "User", agreement: Agreement, reason: str) -> Agreement:
    """Take the text back to draft, as long as no council has decided on it."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    decided = agreement.parties.exclude(ratification=None).count()
    refuse(why_not_reopen(Status(agreement.status), decided))
    agreement.parties.update(reminded_on=None)  # of a decision that is no longer asked for
    alter(actor, "agreement.reopened", agreement, {"status": Status.DRAFT, "proposed_on": None}, reason=reason)
    return agreement


@transaction.atomic
def enter_into_force(*, actor: "User", agreement: Agreement, entered_on: date, today: date) -> Agreement:
    """Let the agreement take effect. The one it follows ends, and other rooms move what they have over."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    missing = missing_for(agreement)
    refuse(why_not_enter_yet(Status(agreement.status), missing), missing_in_words(missing))
    refuse(why_not_enter_on_day(agreement, entered_on, today))
    if former := predecessor_in_force(agreement):
        _end(actor, former)
    alter(actor, "agreement.entered", agreement, {"status": Status.IN_FORCE, "entered_on": entered_on})
    for move_over in slots.functions("agreement.entered"):
        move_over(actor, agreement)
    return agreement


@transaction.atomic
def end_agreement(*, actor: "User", agreement: Agreement, today: date) -> Agreement:
    """Close an agreement whose last day has passed."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    refuse(why_not_end(Status(agreement.status), agreement.ends_on, today))
    _end(actor, agreement)
    return agreement


@transaction.atomic
def end_expired_agreements(*, today: date) -> int:
    """Close every agreement whose last day has passed. The system acts: nobody has to remember the day."""
    expired = Agreement.objects.select_for_update().filter(status=Status.IN_FORCE, ends_on__lt=today)
    return sum(_end(None, agreement) for agreement in expired)


def close_when_due(now: datetime) -> None:
    """What this room does at every tick."""
    end_expired_agreements(today=localdate(now))


@transaction.atomic
def withdraw_agreement(*, actor: "User", agreement: Agreement, reason: str) -> Agreement:
    """Stop work on an agreement that has not taken effect."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement)
    refuse(why_not_withdraw(Status(agreement.status), reason))
    alter(actor, "agreement.withdrawn", agreement, {"status": Status.WITHDRAWN}, reason=reason)
    return agreement


def _check_terms(agreement: Agreement) -> None:
    rule = EntryRule(agreement.entry_rule)
    refuse(why_not_terms(agreement.starts_on, agreement.ends_on, rule, agreement.entry_number))


def _end(actor: "User | None", agreement: Agreement) -> bool:
    return alter(actor, "agreement.ended", agreement, {"status": Status.ENDED})
