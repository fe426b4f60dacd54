"""How long the steps of a renewal take, which is the coordinator's to decide."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.agreements.domain.timeline import Pace, why_not_plan
from samhandling.agreements.models import Agreement, RenewalPlan
from samhandling.agreements.services.draft import open_follow_up
from samhandling.core.audit import record
from samhandling.core.verbs import refuse, set_values

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def plan_renewal(*, actor: "User", agreement: Agreement, **weeks: int) -> RenewalPlan:
    """Set how many weeks each step of this agreement's renewal takes, and the weeks of the summer break."""
    running = open_follow_up(actor, agreement)
    plan = RenewalPlan.objects.filter(agreement=running).first() or RenewalPlan(agreement=running, **asdict(Pace()))
    was, is_now = set_values(plan, weeks)
    refuse(why_not_plan(Pace(**{name: getattr(plan, name) for name in asdict(Pace())})))
    if is_now:
        plan.save()
        record(actor, "renewal.planned", running, before=was, after=is_now)
    return plan
