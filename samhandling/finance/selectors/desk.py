"""What lies on the desk of whoever keeps the accounts: this year's lists, what is calculated, what awaits decisions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Sum

from samhandling.finance.enums import FeeState, FunderKind, SplitState
from samhandling.finance.models import Funder, PartyDecision
from samhandling.finance.permissions import fee_lists_visible_to, projects_visible_to, splits_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

MOST_LISTS = 4


class FeeListLine(NamedTuple):
    agreement: int
    title: str
    year: int
    state: str
    total_ore: int | None

    @property
    def in_words(self) -> str:
        return str(FeeState(self.state).label)

    @property
    def tone(self) -> str:
        return "success" if self.state == FeeState.ADOPTED else "warning"


class SplitLine(NamedTuple):
    pk: int
    agreement: int
    title: str
    year: int
    total_ore: int


class UndecidedLine(NamedTuple):
    project: int
    title: str
    party: str


@dataclass(frozen=True, slots=True)
class Desk:
    lists: list[FeeListLine]
    drafts: list[SplitLine]
    undecided: list[UndecidedLine]


def desk_of(viewer: "Viewer", collaboration: "Collaboration") -> Desk:
    """Three questions, however much there is."""
    lists = fee_lists_visible_to(viewer).filter(agreement__collaboration=collaboration)
    drafts = splits_visible_to(viewer).filter(agreement__collaboration=collaboration, state=SplitState.DRAFT)
    decided = PartyDecision.objects.filter(project=OuterRef("project"), organisation=OuterRef("organisation"))
    projects = projects_visible_to(viewer).filter(collaboration=collaboration).values("pk")
    undecided = Funder.objects.filter(~Exists(decided), project__in=projects, kind=FunderKind.PARTY)
    return Desk(
        lists=[
            FeeListLine(*row)
            for row in lists.annotate(total=Sum("fees__amount_ore"))
            .order_by("-year", "agreement")
            .values_list("agreement", "agreement__title", "year", "state", "total")[:MOST_LISTS]
        ],
        drafts=[
            SplitLine(*row)
            for row in drafts.order_by("-year", "pk").values_list("pk", "agreement", "title", "year", "total_ore")
        ],
        undecided=[
            UndecidedLine(*row)
            for row in undecided.filter(organisation__isnull=False)
            .order_by("project", "organisation__sort_key")
            .values_list("project", "project__title", "organisation__display_name")
        ],
    )
