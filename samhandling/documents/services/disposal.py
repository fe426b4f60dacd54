"""Disposal: proposed by one, carried out by another, by a decision. The file goes; the line in the register stays."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.audit import event_of, record, record_many
from samhandling.core.files import remove_file
from samhandling.core.verbs import locked, refuse
from samhandling.documents.domain.retention import (
    Kept,
    Proposed,
    why_not_carry_out,
    why_not_dispose,
    why_not_propose,
    why_not_withdraw,
)
from samhandling.documents.enums import DisposalRefusal, DisposalState, NotDue
from samhandling.documents.models import Disposal, DisposalLine, Document
from samhandling.documents.permissions import can_keep
from samhandling.documents.selectors.keeping import candidates_of
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

# So many documents are named in a refusal; the rest are counted.
NAMED = 10


@transaction.atomic
def propose_disposal(
    *,
    actor: "User",
    documents: Iterable[Document],
    decision_reference: str,
    decided_on: date,
    now: datetime,
    today: date,
) -> Disposal:
    """Propose that documents whose time is out be disposed of, by a decision. Somebody else carries it out."""
    held = _held([document.pk for document in documents])
    require(all(can_keep(actor, document.collaboration_id, document.owner_id) for document in held))
    refuse(why_not_propose(len(held), decided_on, today))
    if len({(document.collaboration_id, document.owner_id) for document in held}) > 1:
        raise RuleBroken(DisposalRefusal.SEVERAL_OWNERS)
    candidates = candidates_of(held)
    _refuse_unless_all_may_go({pk: why_not_dispose(candidate, today) for pk, candidate in candidates.items()}, held)
    disposal = Disposal.objects.create(
        collaboration=held[0].collaboration,
        owner=held[0].owner,
        decision_reference=decision_reference,
        decided_on=decided_on,
        proposed_by=actor,
        proposed_at=now,
    )
    DisposalLine.objects.bulk_create(
        _line(disposal, document, is_marked=candidates[document.pk].is_marked) for document in held
    )
    record(actor, "disposal.proposed", disposal, on_behalf_of=disposal.owner, after=_decision(disposal, held))
    return disposal


@transaction.atomic
def carry_out_disposal(*, actor: "User", disposal: Disposal, now: datetime, today: date) -> Disposal:
    """Dispose of every document of a proposal that somebody else made, or of none.

    Nobody reaches the files from the moment all is committed; the disk lets go of them a day later, as of every
    removed file. Whoever pulls the plug before the commit finds everything left.
    """
    disposal = locked(disposal, "owner")
    require(can_keep(actor, disposal.collaboration_id, disposal.owner_id))
    refuse(why_not_carry_out(DisposalState(disposal.state), disposal.proposed_by_id, actor.pk))
    lines = {line.document_id: line for line in disposal.lines.all()}
    held = _held(lines)
    candidates = candidates_of(held, but=disposal)
    _refuse_unless_all_may_go(
        {pk: why_not_dispose(candidates[pk], today, _proposed(line)) for pk, line in lines.items()}, held
    )
    disposal.state, disposal.approved_by, disposal.approved_at = DisposalState.CARRIED_OUT, actor, now
    disposal.save(update_fields=["state", "approved_by", "approved_at"])
    _dispose_of(held, now)
    record(actor, "disposal.carried_out", disposal, on_behalf_of=disposal.owner, after=_decision(disposal, held))
    record_many(
        event_of(actor, "document.disposed", document, on_behalf_of=disposal.owner, after={"disposal": disposal.pk})
        for document in held
    )
    return disposal


@transaction.atomic
def withdraw_disposal(*, actor: "User", disposal: Disposal) -> Disposal:
    """Take a proposal back before it is carried out. The documents may then be proposed anew."""
    disposal = locked(disposal, "owner")
    require(can_keep(actor, disposal.collaboration_id, disposal.owner_id))
    refuse(why_not_withdraw(DisposalState(disposal.state)))
    disposal.state = DisposalState.WITHDRAWN
    disposal.save(update_fields=["state"])
    record(actor, "disposal.withdrawn", disposal, on_behalf_of=disposal.owner)
    return disposal


def _line(disposal: Disposal, document: Document, *, is_marked: bool) -> DisposalLine:
    """What the proposal rests on. The rule has seen to it that nothing of it is missing."""
    kept = document.retention_class
    if kept is None or kept.years is None or document.retained_from is None:
        raise ValueError("a document that has no day to be disposed of was let through by the rule")
    return DisposalLine(
        disposal=disposal,
        document=document,
        retention_class=kept,
        years=kept.years,
        retained_from=document.retained_from,
        was_marked=is_marked,
    )


def _held(numbers: Iterable[int]) -> list[Document]:
    """The documents as they stand now, locked in one order so that nobody waits for each other."""
    return list(
        Document.objects.select_for_update(of=("self",))
        .select_related("collaboration", "owner", "retention_class", "file")
        .filter(pk__in=numbers)
        .order_by("pk")
    )


def _proposed(line: DisposalLine) -> Proposed:
    return Proposed(Kept(line.retention_class_id, line.years, line.retained_from), was_marked=line.was_marked)


def _refuse_unless_all_may_go(reasons: dict[int, NotDue | None], documents: list[Document]) -> None:
    """All or nothing, and the refusal tells which and why: by number and day, for a title may be secret."""
    refused = [(document, reason) for document in documents if (reason := reasons[document.pk])]
    if not refused:
        return
    named = [
        _("document %(number)s %(reason)s") % {"number": document.pk, "reason": reason.label}
        for document, reason in refused[:NAMED]
    ]
    if len(refused) > NAMED:
        named.append(_("and %(count)s more") % {"count": len(refused) - NAMED})
    raise RuleBroken(DisposalRefusal.SOME_MAY_NOT_GO, f"{'; '.join(named)}.")


def _dispose_of(documents: list[Document], now: datetime) -> None:
    files = [document.file for document in documents if document.file]
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(file=None, disposed_at=now)
    for stored in files:
        remove_file(stored)


def _decision(disposal: Disposal, documents: list[Document]) -> dict[str, object]:
    """For the memory: which, by number, and by which decision. No title: it may be what is secret."""
    return {
        "documents": len(documents),
        "numbers": [document.pk for document in documents],
        "decision": disposal.decision_reference,
        "decided_on": disposal.decided_on,
    }
