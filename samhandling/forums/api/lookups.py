"""What the operations of this room look up first: the collaboration, and in it the forum or the seat."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from samhandling.core.access import require
from samhandling.forums.permissions import can_run
from samhandling.forums.selectors.candidates import seat_for
from samhandling.forums.selectors.forums import forum_for
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.forums.models import Forum, Seat

# Where a forum lies, and where a seat does. What belongs to them lies below.
ONE = "/collaborations/{slug}/forums/{int:pk}"
SEAT = "/collaborations/{slug}/seats/{int:pk}"


def day(on: date | None) -> date:
    """The day that was asked about, else today."""
    return on or timezone.localdate()


def forum_in(viewer: "Viewer", slug: str, pk: int) -> "Forum":
    """The forum, or 404 when this person may not know that it or the collaboration exists."""
    return forum_for(viewer, collaboration_for(viewer, slug), pk)


def run_in(user: "User", slug: str, pk: int) -> "Forum":
    """The same, for those who run the forum: the coordinator and its secretaries."""
    forum = forum_in(user, slug, pk)
    require(can_run(user, forum))
    return forum


def seat_in(viewer: "Viewer", slug: str, pk: int) -> "Seat":
    """The seat, or 404 when it is not for this person to know of."""
    return seat_for(viewer, collaboration_for(viewer, slug), pk)
