"""What has been done with the money of an agreement."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samhandling.core.models import Event
from samhandling.finance.models import CostSplit, FeeBase, FeeList, IndexFigure, Project

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement

# A draft that was thrown away is remembered with the agreement it was of.
THROWN_AWAY = ("fee_list.discarded", "cost_split.discarded")


def events_of_money(agreement: "Agreement") -> QuerySet[Event]:
    """Acts on base year, lists, shared costs and projects of the agreement, and on the index: newest first."""
    concerned = Q(object_type=agreement._meta.label_lower, object_id=agreement.pk, verb__in=THROWN_AWAY)
    for rows in (
        FeeBase.objects.filter(agreement=agreement),
        FeeList.objects.filter(agreement=agreement),
        CostSplit.objects.filter(agreement=agreement),
        Project.objects.filter(agreement=agreement),
        IndexFigure.objects.filter(collaboration=agreement.collaboration_id),
    ):
        concerned |= Q(object_type=rows.model._meta.label_lower, object_id__in=rows.order_by().values("pk"))
    return Event.objects.filter(concerned).select_related("actor")
