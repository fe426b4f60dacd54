"""A party answers a recommendation, corrects the answer, and releases its reasons."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import alter, locked, refuse
from samhandling.documents.enums import Direction, DocumentKind
from samhandling.documents.selectors.documents import own_organisations_in
from samhandling.documents.services.drafts import draft_document
from samhandling.lib.errors import RuleBroken
from samhandling.matters.domain.answers import Given, why_not_give, why_not_take
from samhandling.matters.enums import Refusal, Route, Stance
from samhandling.matters.models import Answer, AnswerFacts, EarlierAnswer
from samhandling.matters.permissions import can_answer, can_register_paper

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from samhandling.accounts.models import User
    from samhandling.documents.models import Document

# What is kept of an answer that is corrected.
FACTS = [field.name for field in AnswerFacts._meta.get_fields()]
# What an event tells: the decision, never the reasons.
TOLD = ("state", "body", "decided_on", "section", "registration_number")


@transaction.atomic
def give_answer(
    *,
    actor: "User",
    answer: Answer,
    state: str,
    now: datetime,
    body: str = "",
    decided_on: date | None = None,
    section: str = "",
    registration_number: str = "",
    reasons: str = "",
    is_released: bool = False,
    upload: "UploadedFile[bytes] | None" = None,
    correction: str = "",
) -> Answer:
    """Answer for the party, or register what it answered on paper. With `correction`, instead of what it said before.

    A former answer is kept beside. Whoever may do neither gets no further; the coordinator's need a paper.
    """
    answer = locked(answer, "recommendation__matter", "organisation")
    route = Route.OWN if can_answer(actor, answer) else Route.PAPER
    require(route is Route.OWN or can_register_paper(actor, answer))
    recommendation, today = answer.recommendation, localdate(now)
    given = Given(Stance(state), body, decided_on, reasons)
    refuse(
        why_not_take(
            Stance(answer.state),
            route,
            is_correction=bool(correction),
            reason=correction,
            has_paper=upload is not None or (bool(correction) and answer.document_id is not None),
        )
    )
    refuse(
        why_not_give(given, issued_on=recommendation.issued_on, is_withdrawn=recommendation.is_withdrawn, today=today)
    )
    if correction:
        _keep(answer, correction, now)
    answer.reasons, answer.is_released, answer.route = reasons, is_released, route
    answer.given_at, answer.given_by = now, actor
    told = {
        "state": state,
        "body": body,
        "decided_on": decided_on,
        "section": section,
        "registration_number": registration_number,
    }
    was = {name: getattr(answer, name) for name in TOLD}
    for name, value in told.items():
        setattr(answer, name, value)
    if upload is not None:
        answer.document = _paper(actor, answer, upload, decided_on or today, route)
    answer.save()
    _remember(actor, answer, was, correction)
    return answer


@transaction.atomic
def release_reasons(*, actor: "User", answer: Answer) -> Answer:
    """Let the other parties read why."""
    answer = locked(answer, "recommendation__matter", "organisation")
    require(can_answer(actor, answer))
    if answer.state == Stance.NOT_YET:
        raise RuleBroken(Refusal.NOT_ANSWERED)
    if answer.is_released:
        raise RuleBroken(Refusal.ALREADY_RELEASED)
    alter(actor, "answer.released", answer, {"is_released": True}, on_behalf_of=answer.organisation)
    return answer


def _keep(answer: Answer, reason: str, now: datetime) -> None:
    """As it was until now, beside the answer."""
    facts = {name: getattr(answer, name) for name in FACTS}
    EarlierAnswer.objects.create(answer=answer, replaced_at=now, reason=reason, **facts)


def _remember(actor: "User", answer: Answer, was: dict[str, object], correction: str) -> None:
    is_now = {name: getattr(answer, name) for name in TOLD}
    differing = [name for name in TOLD if was[name] != is_now[name]]
    record(
        actor,
        "answer.corrected" if correction else "answer.given",
        answer,
        before={name: was[name] for name in differing},
        after={name: is_now[name] for name in differing},
        reason=correction,
        on_behalf_of=answer.organisation if answer.route == Route.OWN else None,
    )


def _paper(actor: "User", answer: Answer, upload: "UploadedFile[bytes]", dated_on: date, route: Route) -> "Document":
    """The party's decision as a document of the party's, or of those who register it for them."""
    matter = answer.recommendation.matter
    own = own_organisations_in(actor, matter.collaboration)
    owner = own.filter(pk=answer.organisation_id).first() if route is Route.OWN else own.first()
    if owner is None:
        raise RuleBroken(Refusal.NOT_YOURS)
    return draft_document(
        actor=actor,
        collaboration=matter.collaboration,
        owner=owner,
        title=answer.recommendation.title,
        dated_on=dated_on,
        upload=upload,
        kind=DocumentKind.DECISION,
        direction=Direction.OUTGOING if route is Route.OWN else Direction.INCOMING,
        correspondent="" if route is Route.OWN else str(answer.organisation),
        registration_number=answer.registration_number if route is Route.OWN else "",
    )
