"""What meets people first: what waits, what was found, what the law wants said."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.enums import Status
from samhandling.agreements.selectors.agreements import Standing, standings_of
from samhandling.agreements.selectors.areas import areas_of
from samhandling.agreements.selectors.reviews import ReviewRow, next_review_of
from samhandling.core import slots
from samhandling.core.navigation import Hit, Waiting
from samhandling.core.search import SearchWish
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
    """`has_more_places` when there are collaborations that one may see and that were not searched."""

    query: str
    hits: list[Hit] = field(default_factory=list)
    is_too_short: bool = False
    has_more_places: bool = False

    @property
    def by_kind(self) -> list[tuple[str, list[Hit]]]:
        kinds = dict.fromkeys(hit.kind for hit in self.hits)
        return [(kind, [hit for hit in self.hits if hit.kind == kind]) for kind in kinds]


def search(viewer: "Viewer", query: str, *, everywhere: bool) -> Findings:
    """Ask every room. Each begins in its own `visible_to`, so nothing is found that may not be seen.

    Somebody with collaborations of their own looks there first: among twenty counties' people a name is not found.
    """
    folded = search_key(query)
    if len(folded) < SHORTEST_QUERY:
        return Findings(query, is_too_short=True)
    own = frozenset(access_of(viewer).open_to)
    within = own if own and not everywhere else None
    wish = SearchWish(tuple(folded.split()), within)
    hits = [hit for ask in slots.functions("search.sources") for hit in ask(viewer, wish)]
    others = within is not None and collaborations_visible_to(viewer).exclude(pk__in=within).exists()
    return Findings(query, hits, has_more_places=others)


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
