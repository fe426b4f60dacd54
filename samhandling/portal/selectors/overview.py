"""A collaboration at a glance, and those that are published."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.selectors.agreements import Standing, standings_of
from samhandling.agreements.selectors.areas import areas_of
from samhandling.agreements.selectors.reviews import ReviewRow, next_review_of
from samhandling.core.navigation import Waiting
from samhandling.forums.selectors.chart import strength_in
from samhandling.forums.selectors.days import ComingForums, coming_forums
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
    coming: ComingForums
    waiting: list[Waiting]

    @property
    def filled(self) -> int:
        return self.seats - self.vacant


def overview_of(viewer: "Viewer", collaboration: "Collaboration", *, today: date, on: date) -> Overview:
    """As on the day. What waits for somebody waits today."""
    everything = standings_of(viewer, collaboration, on, today=today)
    standings = [one for one in everything if not one.is_over] or [one for one in everything if one.was_in_force][:1]
    leading = next((one.agreement for one in standings if one.holds), None)
    about = leading or next((one.agreement for one in standings if one.is_ahead), None)
    forums, strength = strength_in(viewer, collaboration, on)
    waiting = waiting_for(viewer, today=today) if viewer.is_authenticated else []
    return Overview(
        agreements=standings,
        next_review=next_review_of(leading, on) if leading else None,
        areas=areas_of(about) if about else [],
        forums=forums,
        seats=strength.seats,
        vacant=strength.vacant,
        coming=ComingForums() if forums else coming_forums(viewer, collaboration, on),
        waiting=[item for item in waiting if item.collaboration_id == collaboration.pk],
    )
