"""A collaboration at a glance, as anybody may see it, and those that are published."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.enums import Status
from samhandling.agreements.selectors.agreements import Standing, standings_of
from samhandling.agreements.selectors.areas import names_of_areas
from samhandling.agreements.selectors.reviews import ComingReview, coming_review_of
from samhandling.finance.selectors.board import cost_of_year
from samhandling.forums.selectors.chart import strength_in
from samhandling.lib.swedish import search_key
from samhandling.organisations.permissions import collaborations_visible_to
from samhandling.organisations.selectors.collaborations import municipalities_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

MOST_NAMES = 60  # a whole county's; more are found by their names


def published_collaborations(viewer: "Viewer") -> "QuerySet[Collaboration]":
    return collaborations_visible_to(viewer).filter(is_public=True)


@dataclass(frozen=True, slots=True)
class Municipalities:
    """Those that take part, or those of them that somebody looks for."""

    query: str
    found: list[tuple[int, str]]
    count: int

    @property
    def shown(self) -> list[tuple[int, str]]:
        return self.found[:MOST_NAMES] if self.query or self.count <= MOST_NAMES else []


@dataclass(frozen=True, slots=True)
class Overview:
    """What is agreed, who meets, what it costs, and who takes part."""

    agreements: list[Standing]
    next_review: ComingReview | None
    areas: list[str]
    forums: int
    seats: int
    vacant: int
    year: int
    cost_ore: int
    municipalities: Municipalities

    @property
    def filled(self) -> int:
        return self.seats - self.vacant


def overview_of(viewer: "Viewer", collaboration: "Collaboration", *, today: date, query: str = "") -> Overview:
    standings = [one for one in standings_of(viewer, collaboration, today) if one.agreement.status in NOT_OVER]
    leading = next((one.agreement for one in standings if one.agreement.status == Status.IN_FORCE), None)
    forums, strength = strength_in(viewer, collaboration, today)
    return Overview(
        agreements=standings,
        next_review=coming_review_of(leading, today) if leading else None,
        areas=names_of_areas(leading) if leading else [],
        forums=forums,
        seats=strength.seats,
        vacant=strength.vacant,
        year=today.year,
        cost_ore=cost_of_year(viewer, collaboration, today.year),
        municipalities=_municipalities(collaboration, today, query),
    )


def _municipalities(collaboration: "Collaboration", today: date, query: str) -> Municipalities:
    """Found by any part of their names."""
    everybody = municipalities_of(collaboration, today)
    wanted = search_key(query)
    found = [(one.pk, one.name) for one in everybody if wanted in one.search_key]
    return Municipalities(query.strip(), found, len(everybody))
