"""What this room takes back (the slot `undo`)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.enums import Refusal
from samhandling.agreements.models import GapSetAside, Party
from samhandling.agreements.permissions import visible_to
from samhandling.agreements.services.comment_round import go_on_commenting
from samhandling.agreements.services.gaps import resume_gap
from samhandling.core.history import events_of
from samhandling.core.verbs import locked
from samhandling.lib.errors import RuleBroken
from samhandling.notices.services.telling import untell

if TYPE_CHECKING:
    from samhandling.accounts.models import User

GAPS_ASIDE, COMMENTS_FINISHED = "gaps.set_aside", "party.comments_finished"


def undo(actor: "User", act: str, told: Any, now: datetime) -> str | None:
    """In words what was undone, or None when the act is another room's."""
    if act == GAPS_ASIDE:
        number = _open_again(actor, told)
        text = ngettext("Undone: %(number)s gap is open again.", "Undone: %(number)s gaps are open again.", number)
        return text % {"number": number}
    if act == COMMENTS_FINISHED:
        return _("Undone: %(party)s may have more comments.") % {"party": _unsay(actor, told, now)}
    return None


@transaction.atomic
def _open_again(actor: "User", numbers: list[int]) -> int:
    """All of them, or none. One that has been taken up or set aside anew since then is another row, or gone."""
    rows = list(GapSetAside.objects.filter(pk__in=numbers, agreement__in=visible_to(actor)).order_by("pk"))
    if len(rows) != len(numbers):
        raise RuleBroken(Refusal.CHANGED_SINCE)
    for row in rows:
        resume_gap(actor=actor, aside=row)
    return len(rows)


@transaction.atomic
def _unsay(actor: "User", number: int, now: datetime) -> Party:
    """As if it had not been said: the coordinator is not told, when they have not been told yet."""
    found = Party.objects.filter(pk=number, agreement__in=visible_to(actor)).select_related("agreement", "organisation")
    party = found.first()
    if party is None:
        raise RuleBroken(Refusal.CHANGED_SINCE)
    agreement = locked(party.agreement)
    said = (
        events_of(agreement)
        .filter(after__party=str(party.organisation))
        .filter(verb__in=[COMMENTS_FINISHED, "party.comments_resumed"])
    )
    last = said.order_by("pk").last()
    if last is None or last.verb != COMMENTS_FINISHED or last.actor_id != actor.pk:
        raise RuleBroken(Refusal.CHANGED_SINCE)
    go_on_commenting(actor=actor, party=party)
    if not untell(last, now):
        raise RuleBroken(Refusal.ALREADY_TOLD)
    return party
