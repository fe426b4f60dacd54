"""One's own first steps: the whole list, a look that ticks, and putting the list away."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.http import UserRequest
from samhandling.portal.permissions import require_somebody_here
from samhandling.portal.selectors.first_steps import FirstSteps, all_first_steps
from samhandling.portal.services.first_steps import look_at_step, put_steps_away, take_steps_forth
from samhandling.ui.acting import acted

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def first_steps(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """All of them, also when they are put away or done."""
    require_somebody_here(request.user, collaboration.pk)
    return render(request, "portal/first_steps.html", {"steps": _steps(request, collaboration)})


@require_POST
@login_required
def step_look(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Go and look: it is remembered, and one comes to the page."""
    require_somebody_here(request.user, collaboration.pk)
    wanted = request.POST.get("step", "")
    line = next((one for one in _steps(request, collaboration).lines if one.step == wanted), None)
    if line is None:
        raise Http404
    look_at_step(actor=request.user, collaboration=collaboration, step=line.step)
    return redirect(line.address(collaboration.slug))


@require_POST
@login_required
def steps_put_away(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_somebody_here(request.user, collaboration.pk)
    act = partial(put_steps_away, actor=request.user, collaboration=collaboration)
    done = _("The list has been put away. You find it under “First steps”, next to whom to ask.")
    return acted(request, act, done, reverse("portal:collaboration", args=[collaboration.slug]))


@require_POST
@login_required
def steps_take_forth(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_somebody_here(request.user, collaboration.pk)
    act = partial(take_steps_forth, actor=request.user, collaboration=collaboration)
    done = _("The list is shown here until everything is done.")
    return acted(request, act, done, reverse("portal:collaboration", args=[collaboration.slug]))


def _steps(request: UserRequest, collaboration: "Collaboration") -> FirstSteps:
    return all_first_steps(request.user, collaboration, timezone.localdate())
