"""The start for everybody, and home for those who have logged in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page

from samhandling.core import slots
from samhandling.core.chosen_day import DAY_PARAMETER
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.portal.domain import part_of_day
from samhandling.portal.selectors.country import country_of
from samhandling.portal.selectors.home import collaborations_of, home_of
from samhandling.portal.views.collaboration import overview


@gzip_page
def start(request: VisitorRequest) -> HttpResponse:
    """Sent packed: the picture of the country is most of it, and no secret of anybody's stands on it."""
    if request.user.is_authenticated:
        return redirect("portal:home")
    return render(
        request,
        "portal/start.html",
        {
            "country": country_of(request.user, today=timezone.localdate()),
            "invitations": [link for ask in slots.functions("start.invitations") for link in ask()],
        },
    )


@login_required
def home(request: UserRequest) -> HttpResponse:
    """With one collaboration, home is its overview; with several, what waits in each."""
    mine = list(collaborations_of(request.user))
    if len(mine) == 1 and request.GET.get(DAY_PARAMETER):  # home is about today; the overview has a past and a future
        overview_url = reverse("portal:collaboration", kwargs={"collaboration": mine[0].slug})
        return redirect(f"{overview_url}?{request.GET.urlencode()}")
    if len(mine) == 1:
        # As the middleware does for the addresses below /samverkan/.
        request.collaboration = mine[0]  # type: ignore[attr-defined]  # read by the page frame
        return overview(request, mine[0])
    now = timezone.localtime()
    page = home_of(request.user, mine, today=now.date())
    return render(request, "portal/home.html", {"home": page, "part_of_day": part_of_day(now.hour)})


def guide(request: VisitorRequest) -> HttpResponse:
    """How one works here, role by role."""
    return render(request, "portal/guide.html")
