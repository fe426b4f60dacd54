"""What a form about matters may choose among, and what its lists may be narrowed to."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samhandling.agreements.models import Agreement, Area
from samhandling.agreements.permissions import visible_to as agreements_visible_to
from samhandling.forums.models import Forum
from samhandling.forums.permissions import visible_to as forums_visible_to
from samhandling.organisations.models import Organisation, Person
from samhandling.organisations.permissions import people_visible_to
from samhandling.organisations.selectors.collaborations import participants

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def agreements_to_choose(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Agreement]:
    return agreements_visible_to(viewer).filter(collaboration=collaboration)


def areas_to_choose(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Area]:
    agreements = agreements_to_choose(viewer, collaboration)
    return (
        Area.objects.filter(agreement__in=agreements)
        .select_related("agreement")
        .order_by("-agreement__starts_on", "position")
    )


def forums_to_choose(viewer: "Viewer", collaboration: "Collaboration", today: date) -> QuerySet[Forum]:
    """Those that are there today or will be."""
    here = forums_visible_to(viewer).filter(collaboration=collaboration)
    return here.filter(Q(ends_on=None) | Q(ends_on__gte=today)).order_by("sort_key")


def organisations_to_choose(collaboration: "Collaboration", today: date) -> QuerySet[Organisation]:
    return participants(collaboration, today).order_by("sort_key")


def people_to_choose(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Person]:
    return (
        people_visible_to(viewer)
        .filter(collaboration=collaboration, erased_at=None, merged_into=None)
        .select_related("organisation")
    )
