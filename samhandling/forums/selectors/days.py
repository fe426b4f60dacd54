"""On which days somebody sits, for the page that is asked for a day when nobody does."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q

from samhandling.core.chosen_day import DaysAround
from samhandling.forums.permissions import appointments_visible_to, visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class ComingForums:
    """Forums that will start after the day: how many, and when the first does."""

    count: int = 0
    begins_on: date | None = None


def coming_forums(viewer: "Viewer", collaboration: "Collaboration", on: date) -> ComingForums:
    """For a day when none runs yet. One query."""
    coming = visible_to(viewer).filter(collaboration=collaboration, starts_on__gt=on)
    return ComingForums(**coming.aggregate(count=Count("pk"), begins_on=Min("starts_on")))


def days_of_appointments(viewer: "Viewer", collaboration: "Collaboration", on: date) -> DaysAround:
    """One query."""
    found = (
        appointments_visible_to(viewer)
        .filter(seat__forum__collaboration=collaboration)
        .aggregate(
            sitting=Count("pk", filter=Q(starts_on__lte=on, ends_on__gte=on)),
            before=Max("ends_on", filter=Q(ends_on__lt=on)),
            after=Min("starts_on", filter=Q(starts_on__gt=on)),
        )
    )
    return DaysAround(bool(found["sitting"]), found["before"], found["after"])
