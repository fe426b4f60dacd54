"""What waits for somebody: recommendations to answer, and steps whose outcome is to be recorded."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Waiting
from samhandling.forums.permissions import secretary_of
from samhandling.matters.enums import Stance
from samhandling.matters.models import Answer, Treatment
from samhandling.matters.permissions import visible_to
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of, parties_as_values, rows_of_parties

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:
    """Answers asked of one's parties; past steps of the forums one runs, where nobody has said what came of them."""
    parties = parties_as_values(viewer)
    coordinated = [key for key, roles in access_of(viewer).roles.items() if Role.COORDINATOR in roles]
    kept = secretary_of(viewer)
    if not (parties or coordinated or kept):
        return []
    return [*_answers(parties), *_steps(viewer, coordinated, kept, today)]


def _answers(parties: dict[str, int | frozenset[int]]) -> list[Waiting]:
    if not parties:
        return []
    left = Answer.objects.filter(
        rows_of_parties(parties, "recommendation__matter__collaboration", "organisation"),
        state=Stance.NOT_YET,
        recommendation__withdrawn_on=None,
    )
    rows = left.select_related("organisation", "recommendation__matter__collaboration")
    return [
        Waiting(
            _("Answer “%(title)s” for %(party)s") % {"title": row.recommendation.title, "party": row.organisation},
            reverse(
                "matters:answer_give",
                args=[row.recommendation.matter.collaboration.slug, row.recommendation_id, row.organisation_id],
            ),
            row.recommendation.matter.collaboration_id,
            due_on=row.recommendation.answer_by,
        )
        for row in rows.order_by("recommendation__answer_by", "pk")
    ]


def _steps(viewer: "Viewer", coordinated: list[int], kept: frozenset[int], today: date) -> list[Waiting]:
    past = Treatment.objects.filter(
        Q(matter__collaboration__in=coordinated) | Q(forum__in=kept),
        matter__in=visible_to(viewer, today),
        forum__isnull=False,
        done_on=None,
        due_on__lt=today,
        matter__closed_on=None,
    )
    return [
        Waiting(
            _("Record what came of “%(title)s” in %(forum)s")
            % {"title": row.matter.title, "forum": row.forum.abbreviation or row.forum if row.forum else ""},
            reverse("matters:treatment_record", args=[row.matter.collaboration.slug, row.matter_id, row.pk]),
            row.matter.collaboration_id,
            due_on=row.due_on,
        )
        for row in past.select_related("matter__collaboration", "forum").order_by("due_on", "pk")
    ]
