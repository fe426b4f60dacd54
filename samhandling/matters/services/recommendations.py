"""What a forum recommends goes to every party in one act, and each has its row from that moment."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import alter, facts_of, locked, refuse
from samhandling.documents.enums import Openness
from samhandling.lib.errors import RuleBroken
from samhandling.matters.domain.answers import why_not_issue, why_not_remind
from samhandling.matters.enums import Refusal, Result, Stance
from samhandling.matters.models import Answer, Recommendation, Treatment
from samhandling.matters.permissions import can_issue
from samhandling.matters.selectors.parties import parties_to_ask

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def issue_recommendation(
    *, actor: "User", treatment: Treatment, title: str, text: str, answer_by: date, today: date
) -> Recommendation:
    """Send it to every party. Whoever sends the same one a moment later is told that it has been sent."""
    matter = locked(treatment.matter)
    treatment = Treatment.objects.select_related("matter", "forum").get(pk=treatment.pk)
    require(can_issue(actor, treatment))
    if matter.closed_on is not None:
        raise RuleBroken(Refusal.CLOSED)
    if matter.openness == Openness.DRAFT:
        raise RuleBroken(Refusal.STILL_A_DRAFT)
    if treatment.result != Result.RECOMMENDATION:
        raise RuleBroken(Refusal.NOT_A_RECOMMENDATION)
    if Recommendation.objects.filter(treatment=treatment).exists():
        raise RuleBroken(Refusal.ALREADY_ISSUED)
    parties = list(parties_to_ask(matter, today))
    refuse(why_not_issue(parties=len(parties), answer_by=answer_by, today=today))
    recommendation = Recommendation(
        matter=matter,
        treatment=treatment,
        title=title,
        text=text,
        issued_on=today,
        answer_by=answer_by,
        issued_by=actor,
    )
    recommendation.save(force_insert=True)
    # The rows first: those who are told of it are read from them.
    Answer.objects.bulk_create(Answer(recommendation=recommendation, organisation=party) for party in parties)
    told = facts_of(recommendation, "title", "answer_by")
    record(
        actor,
        "recommendation.issued",
        recommendation,
        after=told | {"forum": str(treatment.forum), "parties": [str(party) for party in parties]},
    )
    return recommendation


@transaction.atomic
def remind_parties(*, actor: "User", recommendation: Recommendation, today: date) -> list[int]:
    """Remind those that have not answered, at most once a day. Returns their organisations' numbers."""
    recommendation = _held(actor, recommendation)
    left = list(
        recommendation.answers.filter(state=Stance.NOT_YET).order_by("pk").values_list("organisation", flat=True)
    )
    refuse(
        why_not_remind(
            left=len(left),
            reminded_on=recommendation.reminded_on,
            is_withdrawn=recommendation.is_withdrawn,
            today=today,
        )
    )
    recommendation.reminded_on = today
    recommendation.save(update_fields=["reminded_on"])
    record(actor, "recommendation.reminded", recommendation, after={"parties": len(left)})
    return left


@transaction.atomic
def withdraw_recommendation(
    *, actor: "User", recommendation: Recommendation, reason: str, today: date
) -> Recommendation:
    """It can be read, with the answers it had, but no longer be answered."""
    recommendation = _held(actor, recommendation)
    if recommendation.is_withdrawn:
        raise RuleBroken(Refusal.WITHDRAWN)
    if not reason.strip():
        raise RuleBroken(Refusal.REASON_MISSING)
    recommendation.withdrawal_reason = reason
    recommendation.save(update_fields=["withdrawal_reason"])
    alter(actor, "recommendation.withdrawn", recommendation, {"withdrawn_on": today}, reason=reason)
    return recommendation


def _held(actor: "User", recommendation: Recommendation) -> Recommendation:
    recommendation = locked(recommendation, "matter", "treatment__forum")
    require(can_issue(actor, recommendation.treatment))
    return recommendation
