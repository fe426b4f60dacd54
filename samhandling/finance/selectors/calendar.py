"""The days of joint projects, for the slot `calendar.events`."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.calendar import CalendarEvent, CalendarWish
from samhandling.finance.permissions import can_keep_accounts, projects_visible_to
from samhandling.organisations.permissions import parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def calendar_events(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    """The last day of each project: of all for those who keep the accounts, else of those a party owns or funds."""
    projects = projects_visible_to(viewer).filter(collaboration=wish.collaboration_id, ends_on__gte=wish.since)
    sees_all = wish.is_whole or can_keep_accounts(viewer, wish.collaboration_id)
    if wish.organisation_id is not None or not sees_all:
        mine = parties_of(viewer, wish.collaboration_id) if wish.organisation_id is None else {wish.organisation_id}
        projects = projects.filter(Q(owner__in=mine) | Q(funders__organisation__in=mine)).distinct()
    return [
        CalendarEvent(
            f"project-{project.pk}-ends",
            project.ends_on,
            _("Last day of the project %(project)s") % {"project": project},
            _("Record the outcome."),
            reverse("finance:project", kwargs={"collaboration": project.collaboration.slug, "pk": project.pk}),
        )
        for project in projects.select_related("collaboration")
    ]
