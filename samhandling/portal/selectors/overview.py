"""A collaboration at a glance, and those that are published."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.enums import Status
from samhandling.agreements.selectors.agreements import Standing, standings_of
from samhandling.agreements.selectors.areas import areas_of
from samhandling.agreements.selectors.reviews import ReviewRow, next_review_of
from samhandling.core.navigation import Waiting
from samhandling.forums.selectors.chart import strength_in
from samhandling.organisations.permissions import collaborations_visible_to
from samhandling.portal.selectors.home import waiting_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.agreements.models import Area
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def published_collaborations(viewer: "Viewer") -> "QuerySet[Collaboration]":
    return collaborations_visible_to(viewer).filter(is_public=True)


@dataclass(frozen=True, slots=True)
class Overview:
    """A collaboration at a glance, as this person may see it."""

    agreements: list[Standing]
    next_review: ReviewRow | None
    areas: "list[Area]"
    forums: int
    seats: int
    vacant: int
    waiting: list[Waiting]

    @property
    def filled(self) -> int:
        return self.seats - self.vacant


def overview_of(viewer: "Viewer", collaboration: "Collaboration", *, today: date) -> Overview:
    standings = [one for one in standings_of(viewer, collaboration, today) if one.agreement.status in NOT_OVER]
    leading = next((one.agreement for one in standings if one.agreement.status == Status.IN_FORCE), None)
    forums, strength = strength_in(viewer, collaboration, today)
    waiting = waiting_for(viewer, today=today) if viewer.is_authenticated else []
    return Overview(
        agreements=standings,
        next_review=next_review_of(leading, today) if leading else None,
        areas=areas_of(leading) if leading else [],
        forums=forums,
        seats=strength.seats,
        vacant=strength.vacant,
        waiting=[item for item in waiting if item.collaboration_id == collaboration.pk],
    )
