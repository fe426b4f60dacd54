"""The two acts that let a document out of its organisation: sharing and publishing. Neither can be taken back."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import refuse
from samhandling.documents.domain.steps import why_not_publish, why_not_share, why_not_share_with
from samhandling.documents.enums import Openness, Refusal
from samhandling.documents.models import Document, Share
from samhandling.documents.permissions import can_let_out
from samhandling.documents.selectors.documents import step_of
from samhandling.documents.services.locking import locked
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.selectors.collaborations import participants

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Organisation


@transaction.atomic
def share_document(
    *, actor: "User", document: Document, recipients: Iterable["Organisation"], is_confirmed: bool, now: datetime
) -> list[Share]:
    """Give other organisations access. It becomes an official document with them at that very moment.

    Whoever has it already is skipped, so two who share at once leave one row for each recipient.
    """
    document = locked(document)
    require(can_let_out(actor, document))
    chosen = {recipient.pk: recipient for recipient in recipients}
    already = set(document.shares.filter(through="").values_list("recipient_id", flat=True))
    taking_part = set(participants(document.collaboration, localdate(now)).values_list("pk", flat=True))
    reason = why_not_share(step_of(document)) or why_not_share_with(
        document.owner_id, chosen, taking_part, already, is_confirmed=is_confirmed
    )
    refuse(reason)
    new = [recipient for pk, recipient in chosen.items() if pk not in already]
    return stamp(actor, document, new, now)


@transaction.atomic
def publish_document(*, actor: "User", document: Document, is_checked: bool, now: datetime) -> Document:
    """Let everybody who sees the collaboration read it, once somebody has looked for what must not be public."""
    document = locked(document)
    require(can_let_out(actor, document))
    refuse(why_not_publish(step_of(document)))
    if not is_checked:
        raise RuleBroken(Refusal.NOT_CHECKED)
    document.openness, document.published_at, document.published_by = Openness.PUBLIC, now, actor
    document.save(update_fields=["openness", "published_at", "published_by"])
    record(actor, "document.published", document, on_behalf_of=document.owner)
    return document


def stamp(
    actor: "User", document: Document, recipients: Iterable["Organisation"], now: datetime, through: str = ""
) -> list[Share]:
    """Write down who has got the document, when and by which road. The caller has asked whether it may be done.

    An upper room calls this, in its own transaction, when it submits a document where others read it: `through` is
    what people call that place, and the room itself says who reads it there.
    """
    new = [
        Share(document=document, recipient=one, through=through, shared_at=now, shared_by=actor) for one in recipients
    ]
    shares = Share.objects.bulk_create(new)
    if document.openness == Openness.DRAFT:
        document.openness = Openness.SHARED
        document.save(update_fields=["openness"])
    names = [str(share.recipient) for share in shares]
    after = {"recipients": names} | ({"through": through} if through else {})
    record(actor, "document.shared", document, on_behalf_of=document.owner, after=after)
    return shares
