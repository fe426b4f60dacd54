"""The population figures that costs are shared by: which there are, and more of them."""

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.forms.populations import FetchForm, PopulationFileForm
from samhandling.finance.statistics import fetch_population
from samhandling.finance.views.page import address, carried_out, finance_page, form_page, to
from samhandling.organisations.permissions import can_add_populations, require_member
from samhandling.organisations.selectors.populations import editions, populations_in
from samhandling.organisations.services.populations import add_from_file

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

PATIENCE_OF_A_PAGE = 5  # seconds: while a page waits for the service, nobody else gets one from this process


def populations(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    return finance_page(
        request,
        collaboration,
        "populations",
        "populations",
        editions=editions(),
        counts=populations_in(collaboration),
    )


@login_required
def population_file(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    _require_keeper(request, collaboration)
    form = PopulationFileForm(request.POST or None, request.FILES or None)
    today = timezone.localdate()
    if form.is_valid() and carried_out(
        form,
        lambda: add_from_file(
            actor=request.user, collaboration=collaboration, figures=form.figures(), fetched_on=today
        ),
    ):
        messages.success(request, _("The figures are added."))
        for told in form.cleaned_data["source_in_words"]:
            messages.info(request, told)
        return to(collaboration, "populations")
    return form_page(
        request,
        collaboration,
        "populations",
        form,
        title=_("Population figures from a file"),
        intro=_("Figures that are there already are never changed by a file."),
        submit_text=_("Add the figures"),
        back=address(collaboration, "populations"),
    )


@login_required
def population_fetch(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    _require_keeper(request, collaboration)
    today = timezone.localdate()
    form = FetchForm(request.POST or None, initial={"year": today.year - 1})
    if form.is_valid() and carried_out(
        form,
        lambda: fetch_population(
            base=settings.STATISTICS_URL,
            reference_on=form.reference_on(),
            today=today,
            pause=time.sleep,
            patience=PATIENCE_OF_A_PAGE,
        ),
    ):
        messages.success(request, _("The figures are fetched from SCB."))
        return to(collaboration, "populations")
    return form_page(
        request,
        collaboration,
        "populations",
        form,
        title=_("Fetch population figures from SCB"),
        intro=_("1 November is used for tax equalisation, 31 December for most else. They are kept apart."),
        submit_text=_("Fetch"),
        back=address(collaboration, "populations"),
    )


def _require_keeper(request: UserRequest, collaboration: "Collaboration") -> None:
    require_member(request.user, collaboration.pk)
    require(can_add_populations(request.user, collaboration.pk))
