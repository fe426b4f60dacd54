"""The start for everybody, and home for those who have logged in."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samhandling.core import slots
from samhandling.core.asked import choice_asked, filter_asked
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.portal.domain import part_of_day
from samhandling.portal.forms import SearchForm
from samhandling.portal.selectors import home_of, published_collaborations, search

EVERYWHERE = "alla"


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


def search_page(request: VisitorRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    query = filter_asked(request, form).get("q", "")
    everywhere = choice_asked(request, "var", {EVERYWHERE}) == EVERYWHERE
    findings = search(request.user, query, everywhere=everywhere) if query else None
    wider = f"?{urlencode({'q': query, 'var': EVERYWHERE})}"
    return render(request, "portal/search.html", {"form": form, "findings": findings, "wider": wider})
