"""What each of several processes does to share one document."""

from collections.abc import Callable
from datetime import UTC, datetime

from samhandling.accounts.models import User
from samhandling.documents.models import Document
from samhandling.documents.services.letting_out import share_document
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Organisation


def prepare(document: int, recipients: list[int], user: int) -> Callable[[], str]:
    actor, wanted = User.objects.get(pk=user), Document.objects.get(pk=document)
    chosen = list(Organisation.objects.filter(pk__in=recipients))

    def attempt() -> str:
        try:
            shares = share_document(
                actor=actor, document=wanted, recipients=chosen, is_confirmed=True, now=datetime.now(UTC)
            )
        except RuleBroken as broken:
            return broken.reason.value
        return f"shared with {len(shares)}"

    return attempt
