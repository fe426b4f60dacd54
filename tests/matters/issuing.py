"""What each process of `test_services_concurrency` does: sends the same recommendation."""

from collections.abc import Callable
from datetime import date

from samhandling.accounts.models import User
from samhandling.lib.errors import RuleBroken
from samhandling.matters.models import Treatment
from samhandling.matters.services.recommendations import issue_recommendation


def prepare(treatment: int, user: int) -> Callable[[], str]:
    row = Treatment.objects.select_related("matter", "forum").get(pk=treatment)
    actor = User.objects.get(pk=user)

    def attempt() -> str:
        try:
            issue_recommendation(
                actor=actor,
                treatment=row,
                title="Gå med",
                text="Att gå med",
                answer_by=date(2099, 1, 1),
                today=date(2026, 9, 1),
            )
        except RuleBroken as refused:
            return str(refused.reason)
        return "issued"

    return attempt
