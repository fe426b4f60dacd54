"""Who may see and do what with money.

What has been adopted is as public as the agreement it belongs to; what is still calculated on is for those
who keep the accounts of the collaboration, and for the parties whose money it is about.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samhandling.agreements import permissions as agreements
from samhandling.finance.enums import DecisionResult, FeeState, SplitState
from samhandling.finance.models import CostSplit, FeeBase, FeeList, IndexFigure, PartyDecision, Project
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import (
    access_of,
    answers_for,
    has_role,
    is_coordinator,
    shown,
)

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def can_keep_accounts(viewer: "Viewer", collaboration_id: int) -> bool:
    """Index, fees, shared costs and projects: the finance officer's work, and the coordinator's."""
    return has_role(viewer, collaboration_id, Role.FINANCE, Role.COORDINATOR)


def can_adopt(viewer: "Viewer", collaboration_id: int) -> bool:
    """Note that a list or a share has been adopted. Whoever keeps the accounts notes what was decided elsewhere."""
    return can_keep_accounts(viewer, collaboration_id)


def lacks_other_eyes(viewer: "Viewer", fee_list: FeeList) -> bool:
    """The collaboration asks for four eyes, and these are the two that calculated the list."""
    return fee_list.agreement.collaboration.asks_for_four_eyes and fee_list.drafted_by_id == viewer.pk


def can_decide_for(viewer: "Viewer", project: Project, organisation_id: int) -> bool:
    """Note what a party's own body has decided about a project."""
    is_own = answers_for(viewer, project.collaboration_id, organisation_id)
    return (
        is_own
        or is_coordinator(viewer, project.collaboration_id)
        or can_keep_accounts(viewer, project.collaboration_id)
    )


def index_visible_to(viewer: "Viewer") -> QuerySet[IndexFigure]:
    """The index is a published forecast: whoever sees the collaboration sees it."""
    return IndexFigure.objects.filter(shown(access_of(viewer).open_to, "collaboration__"))


def bases_visible_to(viewer: "Viewer") -> QuerySet[FeeBase]:
    """The base year's annex is part of the agreement."""
    return FeeBase.objects.filter(_seen(viewer))


def fee_lists_visible_to(viewer: "Viewer") -> QuerySet[FeeList]:
    is_own = Q(agreement__collaboration__in=access_of(viewer).collaborations)
    return FeeList.objects.filter(_seen(viewer) & (Q(state=FeeState.ADOPTED) | is_own))


def splits_visible_to(viewer: "Viewer") -> QuerySet[CostSplit]:
    access = access_of(viewer)
    return CostSplit.objects.filter(splits_seen(access.collaborations, access.guests))


def splits_seen(members_in: Collection[int], guests_in: Collection[int]) -> Q:
    """`splits_visible_to` as a condition."""
    is_own = Q(agreement__collaboration__in=members_in)
    return agreements.seen(members_in, guests_in, "agreement__") & (Q(state=SplitState.ADOPTED) | is_own)


def _seen(viewer: "Viewer") -> Q:
    """Rows of an agreement that this person may see."""
    access = access_of(viewer)
    return agreements.seen(access.collaborations, access.guests, "agreement__")


def projects_visible_to(viewer: "Viewer") -> QuerySet[Project]:
    """For members all; for everybody those that a party has decided on, since the decision is public."""
    access = access_of(viewer)
    return Project.objects.filter(projects_seen(access.collaborations, access.open_to))


def projects_seen(members_in: Collection[int], open_to: Collection[int], way: str = "") -> Q:
    """`projects_visible_to` as a condition; `way` leads to the project."""
    decided = PartyDecision.objects.filter(result=DecisionResult.APPROVED).values("project")
    is_open = Q(**{f"{way}pk__in": decided}) & shown(open_to, f"{way}collaboration__")
    return is_open | Q(**{f"{way}collaboration__in": members_in})
