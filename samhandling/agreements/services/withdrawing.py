"""What one has sent can be taken back until it is answered: a question to the parties, a comment, a proposal."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.agreements.domain.renewal import (
    why_not_withdraw_comment,
    why_not_withdraw_proposal,
    why_not_withdraw_request,
)
from samhandling.agreements.enums import ProposalState, Refusal, Status
from samhandling.agreements.models import Agreement, Comment, Proposal
from samhandling.agreements.permissions import can_comment, can_edit
from samhandling.agreements.selectors.renewal import first_answer_of
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import locked, refuse, remove
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def withdraw_request(*, actor: "User", agreement: Agreement) -> Agreement:
    """The parties are asked for comments no longer. What is in the history stays there."""
    require(can_edit(actor, agreement))
    draft = locked(agreement)
    refuse(why_not_withdraw_request(Status(draft.status), draft.comments_due_on))
    if answer := first_answer_of(draft):
        words = _("%(party)s answered on %(day)s.") % {"party": answer.party, "day": date_format(answer.at, "j F Y")}
        raise RuleBroken(Refusal.REQUEST_ANSWERED, words)
    before = {"comments_due_on": draft.comments_due_on}
    draft.comments_due_on = None
    draft.save(update_fields=["comments_due_on"])
    record(actor, "agreement.comments_withdrawn", draft, before=before)
    return draft


@transaction.atomic
def withdraw_comment(*, actor: "User", comment: Comment) -> None:
    """Take back what one's party has said about the draft, before the coordinator has answered it."""
    draft = locked(comment.agreement)
    require(can_comment(actor, draft, comment.party))
    if not Comment.objects.filter(pk=comment.pk).exists():
        return  # taken back by a colleague meanwhile: it happened once, and is recorded once
    comment = locked(comment)
    refuse(why_not_withdraw_comment(Status(draft.status), comment.answer))
    behind = comment.party.organisation if comment.party else None
    before = {"party": _speaker(comment)}
    remove(actor, "comment.withdrawn", comment, "pk", on=draft, before=before, on_behalf_of=behind)


@transaction.atomic
def withdraw_proposal(*, actor: "User", proposal: Proposal) -> None:
    """Take back another text for a clause, before it has been decided on."""
    draft = locked(proposal.clause.agreement)
    require(can_comment(actor, draft, proposal.party))
    if not Proposal.objects.filter(pk=proposal.pk).exists():
        return
    proposal = locked(proposal)
    reason = why_not_withdraw_proposal(Status(draft.status), ProposalState(proposal.state))
    refuse(reason, _("Answered on %(day)s.") % {"day": _day(proposal.decided_at)} if proposal.decided_at else "")
    behind = proposal.party.organisation if proposal.party else None
    before = {"clause": proposal.clause.number, "party": _speaker(proposal)}
    remove(actor, "proposal.withdrawn", proposal, "pk", on=draft, before=before, on_behalf_of=behind)


def _speaker(said: Comment | Proposal) -> str:
    return str(said.party) if said.party else _("the coordinator")


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
