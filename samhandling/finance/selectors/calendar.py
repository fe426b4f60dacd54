"""The days of joint projects, for the slot `calendar.events`."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.calendar import CalendarEvent, CalendarWish
from samhandling.core.prepared import Prepared
from samhandling.finance.models import Funder, Project
from samhandling.finance.permissions import can_keep_accounts, projects_seen
from samhandling.organisations.permissions import access_of, parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


class _Project(NamedTuple):
    pk: int
    title: str
    ends_on: date
    slug: str


def _ending(
    members_in: Any, open_to: Any, collaboration: int, since: date, parties: Any = None
) -> QuerySet[Project, Any]:
    found = Project.objects.filter(projects_seen(members_in, open_to), collaboration=collaboration, ends_on__gte=since)
    if parties is not None:
        funded = Funder.objects.filter(organisation__in=parties).values("project")
        found = found.filter(Q(owner__in=parties) | Q(pk__in=funded))
    return found.values_list("pk", "title", "ends_on", "collaboration__slug")


_projects = Prepared(_Project, _ending)


def calendar_events(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    """The last day of each project: of all for those who keep the accounts, else of those a party owns or funds."""
    sees_all = wish.is_whole or can_keep_accounts(viewer, wish.collaboration_id)
    mine = {}
    if wish.organisation_id is not None:
        mine = {"parties": frozenset({wish.organisation_id})}
    elif not sees_all:
        mine = {"parties": parties_of(viewer, wish.collaboration_id)}
    access = access_of(viewer)
    projects = _projects(
        members_in=access.collaborations,
        open_to=access.open_to,
        collaboration=wish.collaboration_id,
        since=wish.since,
        **mine,
    )
    return [
        CalendarEvent(
            f"project-{project.pk}-ends",
            project.ends_on,
            _("Last day of the project %(project)s") % {"project": project.title},
            _("Record the outcome."),
            reverse("finance:project", kwargs={"collaboration": project.slug, "pk": project.pk}),
        )
        for project in projects
    ]
