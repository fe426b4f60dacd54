"""Where the matter is dealt with: planned, changed, recorded."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.formats import date_format

from samhandling.core.access import require
from samhandling.core.verbs import add, alter, locked, refuse, remove
from samhandling.forums.selectors.forums import outcomes_of
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period
from samhandling.matters.domain.journey import why_not_plan, why_not_record
from samhandling.matters.enums import Refusal, Result
from samhandling.matters.models import Matter, Treatment
from samhandling.matters.permissions import can_record, can_write

if TYPE_CHECKING:
    from samhandling.accounts.models import User

PLANNED = ("forum", "organisation", "step", "due_on", "is_authoritative")


@transaction.atomic
def plan_treatment(*, actor: "User", matter: Matter, **terms: Any) -> Treatment:
    """Let a forum or a party deal with it: `step`, `forum` or `organisation`, `due_on`, `is_authoritative`."""
    matter = _to_plan(actor, matter)
    treatment = Treatment(matter=matter, **terms)
    _check(treatment)
    return add(actor, "treatment.planned", treatment, *(name for name in PLANNED if terms.get(name)), on=matter)


@transaction.atomic
def change_treatment(*, actor: "User", treatment: Treatment, **terms: Any) -> Treatment:
    matter = _to_plan(actor, treatment.matter)
    treatment = _still_planned(treatment)
    alter(actor, "treatment.changed", treatment, terms, check=_check, on=matter)
    return treatment


@transaction.atomic
def remove_treatment(*, actor: "User", treatment: Treatment) -> None:
    matter = _to_plan(actor, treatment.matter)
    treatment = _still_planned(treatment)
    remove(actor, "treatment.removed", treatment, "step", "forum", "organisation", "due_on", on=matter)


@transaction.atomic
def record_outcome(
    *,
    actor: "User",
    treatment: Treatment,
    result: str,
    done_on: date,
    result_words: str = "",
    assignment: str = "",
    today: date,
) -> Treatment:
    """Say what came of it. More than the forum's standing allows is refused, with what applies."""
    matter = locked(treatment.matter)
    treatment = _still_planned(treatment)
    require(can_record(actor, treatment))
    if matter.closed_on is not None:
        raise RuleBroken(Refusal.CLOSED)
    allowed = outcomes_of(treatment.forum) if treatment.forum else None
    reason = why_not_record(Result(result), allowed, done_on, today, assignment)
    if reason is Refusal.OUTSIDE_MANDATE and treatment.forum is not None:
        raise RuleBroken(reason, str(treatment.forum.type.get_standing_display()))
    refuse(reason)
    treatment.result_words, treatment.assignment = result_words, assignment
    treatment.save(update_fields=["result_words", "assignment"])
    alter(
        actor,
        "treatment.recorded",
        treatment,
        {"result": result, "done_on": done_on},
        on=matter,
        after={"step": treatment.step, "place": str(treatment.place)},
        on_behalf_of=treatment.organisation,
    )
    return treatment


def _to_plan(actor: "User", matter: Matter) -> Matter:
    matter = locked(matter)
    require(can_write(actor, matter))
    if matter.closed_on is not None:
        raise RuleBroken(Refusal.CLOSED)
    return matter


def _still_planned(treatment: Treatment) -> Treatment:
    """As it is now, while its matter is held: what is done stands."""
    treatment = Treatment.objects.select_related("matter", "forum__type", "organisation").get(pk=treatment.pk)
    if treatment.done_on is not None:
        raise RuleBroken(Refusal.ALREADY_DONE)
    return treatment


def _check(treatment: Treatment) -> None:
    if treatment.forum is None and treatment.organisation is None:
        raise RuleBroken(Refusal.WHERE_MISSING)
    if treatment.forum is not None and treatment.organisation is not None:
        raise RuleBroken(Refusal.TWO_PLACES)
    matter, forum = treatment.matter, treatment.forum
    if forum is not None and forum.collaboration_id != matter.collaboration_id:
        raise RuleBroken(Refusal.FROM_ELSEWHERE)
    life = Period(forum.starts_on, forum.ends_on) if forum else None
    if refused := why_not_plan(treatment.due_on, matter.raised_on, life):
        reason, day = refused
        raise RuleBroken(reason, date_format(day, "j F Y"))
