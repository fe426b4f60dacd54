"""One collaboration at a glance."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.core.http import VisitorRequest
from samhandling.organisations.selectors.boundaries import municipality_map
from samhandling.portal.selectors.overview import overview_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def overview(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    today = timezone.localdate()
    page = overview_of(request.user, collaboration, today=today)
    municipalities = municipality_map(request.user, collaboration, on=today)
    return render(request, "portal/overview.html", {"overview": page, "municipalities": municipalities})


def contact(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    return render(request, "portal/contact.html")
