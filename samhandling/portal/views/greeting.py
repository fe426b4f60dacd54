"""The start for everybody, and home for those who have logged in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samhandling.core import slots
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.portal.domain import part_of_day
from samhandling.portal.selectors.home import home_of
from samhandling.portal.selectors.overview import published_collaborations


def start(request: VisitorRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("portal:home")
    return render(
        request,
        "portal/start.html",
        {
            "collaborations": published_collaborations(request.user),
            "invitations": [link for ask in slots.functions("start.invitations") for link in ask()],
        },
    )


@login_required
def home(request: UserRequest) -> HttpResponse:
    now = timezone.localtime()
    page = home_of(request.user, today=now.date())
    return render(request, "portal/home.html", {"home": page, "part_of_day": part_of_day(now.hour)})
