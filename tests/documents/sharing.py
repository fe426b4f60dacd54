"""What each of several processes does to share one document: ready, wait for a line, try, say what came of it."""

import sys
from datetime import UTC, datetime

from samhandling.accounts.models import User
from samhandling.documents.models import Document
from samhandling.documents.services.letting_out import share_document
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Organisation


def main(document: int, recipients: list[int], user: int) -> None:
    actor, wanted = User.objects.get(pk=user), Document.objects.get(pk=document)
    chosen = list(Organisation.objects.filter(pk__in=recipients))
    say("ready")
    sys.stdin.readline()
    try:
        shares = share_document(
            actor=actor, document=wanted, recipients=chosen, is_confirmed=True, now=datetime.now(UTC)
        )
    except RuleBroken as broken:
        say(broken.reason.value)
    else:
        say(f"shared with {len(shares)}")


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
