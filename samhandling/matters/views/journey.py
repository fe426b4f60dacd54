"""Where a matter is dealt with: planned, changed, recorded."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest
from samhandling.matters.forms.matters import OutcomeForm, TreatmentForm
from samhandling.matters.permissions import can_record, can_write
from samhandling.matters.selectors.matters import matter_for, results_for, treatment_for
from samhandling.matters.services.journey import (
    change_treatment,
    plan_treatment,
    record_outcome,
    remove_treatment,
)
from samhandling.matters.views.page import matter_form, matter_url
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.matters.models import Matter
    from samhandling.organisations.models import Collaboration


@login_required
def treatment_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_plan(request, collaboration, pk)
    page = matter_form(matter, _("Plan the next step"), submit=_("Add the step"))
    form = TreatmentForm(request.POST or None, viewer=request.user, collaboration=collaboration)
    act = partial(plan_treatment, actor=request.user, matter=matter)
    return ask(request, page, form, act, _("The step has been added to the journey."))


@login_required
def treatment_change(request: UserRequest, collaboration: "Collaboration", pk: int, treatment: int) -> HttpResponse:
    matter = _to_plan(request, collaboration, pk)
    found = treatment_for(matter, treatment)
    form = TreatmentForm(
        request.POST or None,
        viewer=request.user,
        collaboration=collaboration,
        initial=initial_of(TreatmentForm, found),
    )
    act = partial(change_treatment, actor=request.user, treatment=found)
    return ask(request, matter_form(matter, _("Change the step")), form, act, _("The step has been changed."))


@login_required
@require_POST
def treatment_remove(request: UserRequest, collaboration: "Collaboration", pk: int, treatment: int) -> HttpResponse:
    matter = _to_plan(request, collaboration, pk)
    act = partial(remove_treatment, actor=request.user, treatment=treatment_for(matter, treatment))
    return acted(request, act, _("The step has been removed."), matter_url("detail", matter))


@login_required
def treatment_record(request: UserRequest, collaboration: "Collaboration", pk: int, treatment: int) -> HttpResponse:
    today = timezone.localdate()
    matter = matter_for(request.user, collaboration, pk, today)
    found = treatment_for(matter, treatment)
    require(can_record(request.user, found))
    results = results_for(found)
    page = matter_form(
        matter,
        _("Record what came of it"),
        intro=f"{found.get_step_display().capitalize()}: {found.place}",
    )
    form = OutcomeForm(request.POST or None, results=results, initial={"done_on": today})
    act = partial(record_outcome, actor=request.user, treatment=found, today=today)
    return ask(request, page, form, act, _("What came of it has been recorded."))


def _to_plan(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Matter":
    matter = matter_for(request.user, collaboration, pk, timezone.localdate())
    require(can_write(request.user, matter))
    return matter
