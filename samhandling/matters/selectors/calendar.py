"""The days of matters, for the slot `calendar.events`: steps of their journeys, and when answers are due."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samhandling.core.calendar import CalendarEvent, CalendarWish
from samhandling.matters.enums import Stance
from samhandling.matters.models import Answer, Recommendation, Treatment
from samhandling.matters.permissions import visible_to
from samhandling.organisations.permissions import is_coordinator, parties_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.core.http import Viewer
    from samhandling.matters.models import Matter


def calendar_events(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    """For a party what it is to do; for a person what rests on the parties they answer for; all for a coordinator."""
    sees_all = wish.organisation_id is None and (wish.is_whole or is_coordinator(viewer, wish.collaboration_id))
    parties = (
        parties_of(viewer, wish.collaboration_id) if wish.organisation_id is None else frozenset({wish.organisation_id})
    )
    if not sees_all and not parties:
        return []
    mine = None if sees_all else parties
    seen = visible_to(viewer, localdate()).filter(collaboration=wish.collaboration_id)
    return [*_steps(seen, wish, mine), *_answers(seen, wish, mine)]


def _steps(seen: "QuerySet[Matter]", wish: CalendarWish, mine: frozenset[int] | None) -> list[CalendarEvent]:
    rows = Treatment.objects.filter(
        matter__in=seen,
        matter__closed_on=None,
        done_on=None,
        due_on__gte=wish.since,
    ).filter(Q() if mine is None else Q(organisation__in=mine))
    return [
        CalendarEvent(
            f"matter-step-{row.pk}",
            row.due_on,
            f"{row.matter.title}: {row.get_step_display()}, {row.place}",
            "",
            reverse("matters:detail", args=[row.matter.collaboration.slug, row.matter_id]),
        )
        for row in rows.select_related("matter__collaboration", "forum", "organisation").order_by("due_on", "pk")
        if row.due_on
    ]


def _answers(seen: "QuerySet[Matter]", wish: CalendarWish, mine: frozenset[int] | None) -> list[CalendarEvent]:
    """The day by which a recommendation is to be answered, as long as somebody it concerns has not."""
    silent = Answer.objects.filter(state=Stance.NOT_YET).filter(Q() if mine is None else Q(organisation__in=mine))
    rows = Recommendation.objects.filter(
        pk__in=silent.values("recommendation"),
        matter__in=seen,
        withdrawn_on=None,
        answer_by__gte=wish.since,
    )
    return [
        CalendarEvent(
            f"recommendation-{row.pk}",
            row.answer_by,
            _("Last day to answer “%(title)s”") % {"title": row.title},
            "",
            reverse("matters:recommendation", args=[row.matter.collaboration.slug, row.pk]),
        )
        for row in rows.select_related("matter__collaboration").order_by("answer_by", "pk")
    ]
