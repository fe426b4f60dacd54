"""One's own first steps: looked at, put away, taken forth again."""

from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import alter
from samhandling.portal.enums import Step
from samhandling.portal.models import FirstStepsKept
from samhandling.portal.permissions import can_take_steps

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


@transaction.atomic
def look_at_step(*, actor: "User", collaboration: "Collaboration", step: Step) -> FirstStepsKept:
    """Tick a step that nothing but a look can tell of. Looking again changes nothing."""
    kept = _kept(actor, collaboration)
    if step.is_looked_at and step not in kept.looked_at:
        kept.looked_at = [*kept.looked_at, step.value]
        kept.save(update_fields=["looked_at"])
        record(actor, "first_steps.looked_at", kept)
    return kept


@transaction.atomic
def put_steps_away(*, actor: "User", collaboration: "Collaboration") -> FirstStepsKept:
    kept = _kept(actor, collaboration)
    alter(actor, "first_steps.put_away", kept, {"is_put_away": True})
    return kept


@transaction.atomic
def take_steps_forth(*, actor: "User", collaboration: "Collaboration") -> FirstStepsKept:
    kept = _kept(actor, collaboration)
    alter(actor, "first_steps.taken_forth", kept, {"is_put_away": False})
    return kept


def _kept(actor: "User", collaboration: "Collaboration") -> FirstStepsKept:
    """The person's own row, nobody else's to change until this transaction ends."""
    require(can_take_steps(actor, collaboration.pk))
    FirstStepsKept.objects.get_or_create(user=actor, collaboration=collaboration)
    return FirstStepsKept.objects.select_for_update().get(user=actor, collaboration=collaboration)
