"""One collaboration at a glance: what is one's own first, then what everybody may see."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.core.asked import filter_asked
from samhandling.core.http import VisitorRequest
from samhandling.portal.domain import part_of_day
from samhandling.portal.forms import MunicipalityForm
from samhandling.portal.selectors.overview import overview_of
from samhandling.portal.selectors.own import is_at_home, own_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def overview(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """Home, too, for whoever has this collaboration only."""
    now, viewer = timezone.localtime(), request.user
    form = MunicipalityForm(request.GET or None)
    query = filter_asked(request, form).get("kommun", "")
    own = (
        own_of(viewer, collaboration, today=now.date())
        if viewer.is_authenticated and is_at_home(viewer, collaboration)
        else None
    )
    context = {
        "own": own,
        "part_of_day": part_of_day(now.hour),
        "overview": overview_of(viewer, collaboration, today=now.date(), query=query),
        "form": form,
    }
    return render(request, "portal/overview.html", context)


def contact(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    return render(request, "portal/contact.html")
