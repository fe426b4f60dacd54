"""Another process that carries out a disposal: says that it is ready, waits for a word, and says how it went."""

import sys
from datetime import UTC, date, datetime

from samhandling.accounts.models import User
from samhandling.documents.models import Disposal
from samhandling.documents.services.disposal import carry_out_disposal
from samhandling.lib.errors import RuleBroken


def main(disposal: int, user: int) -> None:
    """Together with others: one line in, one line out."""
    proposal, actor = Disposal.objects.get(pk=disposal), User.objects.get(pk=user)
    say("ready")
    sys.stdin.readline()
    try:
        carry_out_disposal(
            actor=actor, disposal=proposal, now=datetime(2026, 11, 22, 9, tzinfo=UTC), today=date(2026, 11, 22)
        )
    except RuleBroken as broken:
        say(broken.reason.value)
    else:
        say("carried out")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
