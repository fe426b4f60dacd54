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
from samhandling.portal.selectors.home import collaborations_of, home_of
from samhandling.portal.selectors.search import search
from samhandling.portal.selectors.statements import published_collaborations
from samhandling.portal.views.collaboration import overview

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
    """With one collaboration, home is its overview; with several, what waits in each."""
    mine = list(collaborations_of(request.user))
    if len(mine) == 1:
        # As the middleware does for the addresses below /samverkan/.
        request.collaboration = mine[0]  # type: ignore[attr-defined]  # read by the page frame
        return overview(request, mine[0])
    now = timezone.localtime()
    page = home_of(request.user, mine, today=now.date())
    return render(request, "portal/home.html", {"home": page, "part_of_day": part_of_day(now.hour)})


def search_page(request: VisitorRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    query = filter_asked(request, form).get("q", "")
    everywhere = choice_asked(request, "var", {EVERYWHERE}) == EVERYWHERE
    findings = search(request.user, query, everywhere=everywhere) if query else None
    wider = f"?{urlencode({'q': query, 'var': EVERYWHERE})}"
    return render(request, "portal/search.html", {"form": form, "findings": findings, "wider": wider})


def guide(request: VisitorRequest) -> HttpResponse:
    """How one works here, role by role."""
    return render(request, "portal/guide.html")
