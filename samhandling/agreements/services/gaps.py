"""Gaps that are known and left as they are: set aside with a reason, and taken up again."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.agreements.domain.gaps import Gap, is_set_aside, why_not_set_aside
from samhandling.agreements.enums import Refusal, Status
from samhandling.agreements.models import Agreement, GapSetAside
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors.gaps import all_gaps_of
from samhandling.core.access import require
from samhandling.core.verbs import add, locked, refuse, remove
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def set_gaps_aside(
    *, actor: "User", agreement: Agreement, gaps: Collection[str], reason: str, today: date
) -> list[GapSetAside]:
    """Leave these gaps, by their keys, as they are until the text changes. Those set aside already stay so."""
    require(can_edit(actor, agreement))
    running = locked(agreement, "collaboration")
    refuse(why_not_set_aside(Status(running.status), reason))
    known = {gap.key: gap for gap in all_gaps_of(running, today)}
    if not set(gaps) <= set(known):
        raise RuleBroken(Refusal.GAP_GONE)
    digests = dict(running.gaps_set_aside.values_list("key", "digest"))
    chosen = [known[key] for key in known if key in gaps and not is_set_aside(known[key], digests)]
    running.gaps_set_aside.filter(key__in=[gap.key for gap in chosen]).delete()  # judged from what is no more
    return [_set_aside(actor, running, gap, reason.strip(), today) for gap in chosen]


@transaction.atomic
def resume_gap(*, actor: "User", aside: GapSetAside) -> None:
    """The gap is to be seen to after all."""
    require(can_edit(actor, aside.agreement))
    agreement = locked(aside.agreement)
    remove(actor, "gap.resumed", aside, "about", on=agreement)


def _set_aside(actor: "User", agreement: Agreement, gap: Gap, reason: str, today: date) -> GapSetAside:
    row = GapSetAside(
        agreement=agreement,
        key=gap.key,
        digest=gap.digest,
        about=gap.about or str(gap.title),
        reason=reason,
        set_aside_by=actor,
        set_aside_on=today,
    )
    where = {"clause": gap.clause_number} if gap.clause_number else {}
    return add(actor, "gap.set_aside", row, "about", on=agreement, after=where, reason=reason)
