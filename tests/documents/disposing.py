"""What each of several processes does to carry out the same disposal."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from samhandling.accounts.models import User
from samhandling.documents.models import Disposal
from samhandling.documents.services.disposal import carry_out_disposal
from samhandling.lib.errors import RuleBroken


def prepare(disposal: int, user: int) -> Callable[[], str]:
    proposal, actor = Disposal.objects.get(pk=disposal), User.objects.get(pk=user)

    def attempt() -> str:
        try:
            carry_out_disposal(
                actor=actor, disposal=proposal, now=datetime(2026, 11, 22, 9, tzinfo=UTC), today=date(2026, 11, 22)
            )
        except RuleBroken as broken:
            return broken.reason.value
        return "carried out"

    return attempt
