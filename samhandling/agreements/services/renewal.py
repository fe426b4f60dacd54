"""From one term to the next: the draft, what the parties say about it, and what becomes of that."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samhandling.agreements.domain.comment_round import is_new_round
from samhandling.agreements.domain.renewal import (
    why_not_ask,
    why_not_comment,
    why_not_decide,
    why_not_decline,
    why_not_propose_text,
    why_not_renew,
)
from samhandling.agreements.enums import ProposalState, Refusal, Status
from samhandling.agreements.models import Agreement, Clause, Comment, Party, Proposal
from samhandling.agreements.permissions import can_comment, can_edit
from samhandling.agreements.services.agreement import create_agreement
from samhandling.agreements.services.clauses import rewrite_clause
from samhandling.agreements.services.draft import open_draft
from samhandling.agreements.services.taking_over import Heir
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, locked, refuse
from samhandling.lib.errors import RuleBroken
from samhandling.lib.text import clean_line, shortened

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def draft_successor(
    *, actor: "User", agreement: Agreement, starts_on: date, ends_on: date, title: str = ""
) -> Agreement:
    """Draft next term's agreement from this one. Nothing of this one is changed."""
    require(can_edit(actor, agreement))
    old = locked(agreement)
    withdrawn = Agreement.objects.filter(predecessor=old, status=Status.WITHDRAWN).first()
    has_successor = withdrawn is None and Agreement.objects.filter(predecessor=old).exists()
    refuse(why_not_renew(Status(old.status), old.ends_on, starts_on, has_successor=has_successor))
    if withdrawn:
        withdrawn.predecessor = None
        withdrawn.save(update_fields=["predecessor"])
    new = create_agreement(
        actor=actor,
        collaboration=old.collaboration,
        title=title or old.title,
        language=old.language,
        starts_on=starts_on,
        ends_on=ends_on,
        entry_rule=old.entry_rule,
        entry_number=old.entry_number,
        legal_basis=old.legal_basis,
        does_not_cover=old.does_not_cover,
        has_individual_agreements=old.has_individual_agreements,
        predecessor=old,
    )
    Heir(actor, old, new).take_over()
    record(actor, "agreement.drafted_from", new, after={"predecessor": f"{old.title}, {old.starts_on}–{old.ends_on}"})
    return new


@transaction.atomic
def ask_for_comments(*, actor: "User", agreement: Agreement, due_on: date, today: date) -> Agreement:
    """Ask the parties to say what they think of the draft, by a day."""
    require(can_edit(actor, agreement))
    draft = locked(agreement)
    refuse(why_not_ask(Status(draft.status), due_on, today))
    before = {"comments_due_on": draft.comments_due_on}
    if is_new_round(draft.comments_due_on, today):
        draft.parties.update(comments_done_on=None, reminded_on=None)
    draft.comments_due_on = due_on
    draft.save(update_fields=["comments_due_on"])
    record(actor, "agreement.comments_asked", draft, before=before, after={"comments_due_on": due_on})
    return draft


@transaction.atomic
def write_comment(
    *, actor: "User", agreement: Agreement, text: str, clause: Clause | None = None, party: Party | None = None
) -> Comment:
    """Say something about the draft, on one clause or on the whole, for a party or as the coordinator."""
    require(can_comment(actor, agreement, party))
    draft = locked(agreement)
    refuse(why_not_comment(Status(draft.status), text))
    _check_clause(draft, clause)
    comment = Comment(agreement=draft, clause=clause, party=party, text=text.strip(), written_by=actor)
    where, behind = {"clause": clause.number if clause else ""}, party.organisation if party else None
    return add(actor, "comment.written", comment, "pk", on=draft, after=where, on_behalf_of=behind)


@transaction.atomic
def answer_comment(*, actor: "User", comment: Comment, answer: str) -> Comment:
    """Tell those who commented what became of it."""
    require(can_edit(actor, comment.agreement))
    if not answer.strip():
        raise RuleBroken(Refusal.ANSWER_MISSING)
    comment.answer = answer.strip()
    comment.save(update_fields=["answer"])
    record(actor, "comment.answered", comment.agreement, after={"party": _party_name(comment.party), "pk": comment.pk})
    return comment


@transaction.atomic
def propose_change(
    *,
    actor: "User",
    clause: Clause,
    text: str,
    reason: str,
    party: Party | None = None,
    base_version: int | None = None,
) -> Proposal:
    """Put forward another text for a clause. `base_version` is the version that the writer had before them."""
    require(can_comment(actor, clause.agreement, party))
    draft = locked(clause.agreement)
    now = Clause.objects.get(pk=clause.pk)
    _check_clause(draft, now)
    refuse(why_not_propose_text(Status(draft.status), now.text, text, reason))
    proposal = Proposal(
        clause=now,
        party=party,
        text=text.strip(),
        reason=reason.strip(),
        base_version=base_version or now.version,
        proposed_by=actor,
    )
    where, behind = {"clause": now.number}, party.organisation if party else None
    return add(actor, "proposal.put_forward", proposal, "pk", on=draft, after=where, on_behalf_of=behind)


@transaction.atomic
def accept_proposal(*, actor: "User", proposal: Proposal, now: datetime, answer: str = "") -> Proposal:
    """Let the proposed text become the clause's next version."""
    draft = open_draft(actor, proposal.clause.agreement)
    proposal = _held(proposal)
    refuse(why_not_decide(ProposalState(proposal.state)))
    clause = proposal.clause
    _check_clause(draft, clause)
    if clause.text != proposal.text:
        reason = _("Proposal from %(party)s: %(reason)s") % {
            "party": _party_name(proposal.party),
            "reason": proposal.reason,
        }
        short = shortened(clean_line(reason), 300)
        rewrite_clause(actor=actor, clause=clause, heading=clause.heading, text=proposal.text, reason=short)
    return _decide(actor, proposal, ProposalState.ACCEPTED, answer, now)


@transaction.atomic
def decline_proposal(*, actor: "User", proposal: Proposal, answer: str, now: datetime) -> Proposal:
    """Keep the clause as it is, and say why."""
    open_draft(actor, proposal.clause.agreement)
    proposal = _held(proposal)
    refuse(why_not_decline(ProposalState(proposal.state), answer))
    return _decide(actor, proposal, ProposalState.DECLINED, answer, now)


def _decide(actor: "User", proposal: Proposal, state: ProposalState, answer: str, now: datetime) -> Proposal:
    proposal.state, proposal.answer, proposal.decided_at = state, answer.strip(), now
    proposal.save(update_fields=["state", "answer", "decided_at"])
    agreement = proposal.clause.agreement
    after = {"clause": proposal.clause.number, "party": _party_name(proposal.party), "pk": proposal.pk}
    record(actor, f"proposal.{state.value}", agreement, after=after, reason=proposal.answer)
    return proposal


def _held(proposal: Proposal) -> Proposal:
    """The proposal as it is now: two coordinators do not decide on it twice."""
    return Proposal.objects.select_related("clause__agreement", "party__organisation").get(pk=proposal.pk)


def _party_name(party: Party | None) -> str:
    return str(party) if party else _("the coordinator")


def _check_clause(draft: Agreement, clause: Clause | None) -> None:
    if clause is None:
        return
    if clause.agreement_id != draft.pk:
        raise RuleBroken(Refusal.CLAUSE_ELSEWHERE)
    if clause.is_removed:
        raise RuleBroken(Refusal.CLAUSE_REMOVED)
