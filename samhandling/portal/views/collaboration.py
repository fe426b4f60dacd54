"""One collaboration at a glance."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.core.http import VisitorRequest
from samhandling.portal.selectors.overview import overview_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def overview(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    page = overview_of(request.user, collaboration, today=timezone.localdate())
    return render(request, "portal/overview.html", {"overview": page})


def contact(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    return render(request, "portal/contact.html")
