"""What meets people first: what waits, what was found, what the law wants said."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.enums import Status
from samhandling.agreements.selectors.agreements import Standing, standings_of
from samhandling.agreements.selectors.areas import areas_of
from samhandling.agreements.selectors.reviews import ReviewRow, next_review_of
from samhandling.core import slots
from samhandling.core.navigation import Hit, Waiting
from samhandling.forums.selectors.chart import strength_in
from samhandling.lib.swedish import search_key
from samhandling.organisations.permissions import access_of, collaborations_visible_to
from samhandling.portal.domain import waiting_order
from samhandling.portal.models import AccessibilityStatement

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.accounts.models import User
    from samhandling.agreements.models import Area
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SHORTEST_QUERY = 2


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on one person's first page."""

    collaborations: "list[Collaboration]"
    waiting: list[Waiting]


def home_of(user: "User", *, today: date) -> Home:
    mine = collaborations_of(user)
    return Home(collaborations=list(mine), waiting=waiting_for(user, today=today))


def collaborations_of(user: "User") -> "QuerySet[Collaboration]":
    return collaborations_visible_to(user).filter(pk__in=access_of(user).open_to)


def waiting_for(user: "Viewer", *, today: date) -> list[Waiting]:
    """What every room says waits for this user: the urgent first, then by day."""
    found = [item for ask in slots.functions("home.waiting") for item in ask(user, today)]
    return sorted(found, key=lambda item: waiting_order(item.due_on, is_urgent=item.is_urgent))


@dataclass(frozen=True, slots=True)
class Findings:
    query: str
    is_too_short: bool
    hits: list[Hit]
    by_kind: list[tuple[str, list[Hit]]]


def search(viewer: "Viewer", query: str) -> Findings:
    """Ask every room. Each begins in its own `visible_to`, so nothing is found that may not be seen."""
    folded = search_key(query)
    if len(folded) < SHORTEST_QUERY:
        return Findings(query, is_too_short=True, hits=[], by_kind=[])
    hits = [hit for ask in slots.functions("search.sources") for hit in ask(viewer, folded)]
    kinds = dict.fromkeys(hit.kind for hit in hits)
    return Findings(
        query, is_too_short=False, hits=hits, by_kind=[(kind, [h for h in hits if h.kind == kind]) for kind in kinds]
    )


def published_collaborations(viewer: "Viewer") -> "QuerySet[Collaboration]":
    return collaborations_visible_to(viewer).filter(is_public=True)


def statement_of(collaboration: "Collaboration") -> AccessibilityStatement | None:
    return AccessibilityStatement.objects.filter(collaboration=collaboration).prefetch_related("shortcomings").first()


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
