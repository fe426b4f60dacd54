"""Whose calendars one may see, and what keeps a calendar open."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from samhandling.opendata.models import CalendarFeed
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def feeds_visible_to(viewer: "Viewer") -> QuerySet[CalendarFeed]:
    """One's own, and nobody else's: not even the coordinator sees what somebody follows."""
    if not viewer.is_authenticated or not viewer.is_active:
        return CalendarFeed.objects.none()
    return CalendarFeed.objects.filter(user=viewer.pk, collaboration__in=access_of(viewer).open_to)


def can_follow(viewer: "Viewer", collaboration_id: int) -> bool:
    """Those with access to the collaboration, or to something inside it. When that ends, so do their calendars."""
    return collaboration_id in access_of(viewer).open_to


def require_follower(viewer: "Viewer", collaboration_id: int) -> None:
    """404 for those without access: the collaboration may be open to all, its calendars are its own."""
    if not can_follow(viewer, collaboration_id):
        raise Http404
