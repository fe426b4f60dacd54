"""One collaboration at a glance."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.core.chosen_day import hears_day
from samhandling.core.http import VisitorRequest, as_of
from samhandling.portal.selectors.overview import overview_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def overview(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    on = as_of(request)
    page = overview_of(request.user, collaboration, today=timezone.localdate(), on=on)
    return render(request, "portal/overview.html", {"overview": page, "on": on})


def contact(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    return render(request, "portal/contact.html")
