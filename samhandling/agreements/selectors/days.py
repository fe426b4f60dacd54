"""On which days an agreement holds, for the page that is asked for a day when none does."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q

from samhandling.agreements.enums import Status
from samhandling.agreements.permissions import visible_to
from samhandling.core.chosen_day import DaysAround

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

# One that is before the councils holds nothing yet, but the day it is meant for is a day to look at.
_SETTLED = (Status.PROPOSED, Status.IN_FORCE, Status.ENDED)


def days_of_agreements(viewer: "Viewer", collaboration: "Collaboration", on: date) -> DaysAround:
    """One query."""
    found = (
        visible_to(viewer)
        .filter(collaboration=collaboration, status__in=_SETTLED)
        .aggregate(
            holding=Count("pk", filter=Q(starts_on__lte=on, ends_on__gte=on)),
            before=Max("ends_on", filter=Q(ends_on__lt=on)),
            after=Min("starts_on", filter=Q(starts_on__gt=on)),
        )
    )
    return DaysAround(bool(found["holding"]), found["before"], found["after"])
