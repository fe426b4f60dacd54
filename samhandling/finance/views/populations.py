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
from samhandling.finance.views.page import address_of, finance_page, form_page
from samhandling.organisations.permissions import can_add_populations, require_member
from samhandling.organisations.selectors.populations import editions, populations_in
from samhandling.organisations.services.populations import add_from_file
from samhandling.ui.acting import ask

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
    _require_adder(request, collaboration)
    page = form_page(
        request,
        collaboration,
        "populations",
        _("Population figures from a file"),
        intro=_("A file never changes figures that already exist."),
        submit=_("Add the figures"),
        back=address_of(collaboration, "populations"),
    )
    form = PopulationFileForm(request.POST or None, request.FILES or None)

    def add(**_read: object) -> None:
        figures, today = form.figures(), timezone.localdate()
        add_from_file(actor=request.user, collaboration=collaboration, figures=figures, fetched_on=today)
        for sentence in form.cleaned_data["source_in_words"]:
            messages.info(request, sentence)

    return ask(request, page, form, add, _("The figures have been added."))


@login_required
def population_fetch(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    _require_adder(request, collaboration)
    page = form_page(
        request,
        collaboration,
        "populations",
        _("Fetch population figures from SCB"),
        intro=_(
            "1 November is used for tax equalisation, 31 December for most other purposes. They are kept separate."
        ),
        submit=_("Fetch"),
        back=address_of(collaboration, "populations"),
    )
    today = timezone.localdate()
    form = FetchForm(request.POST or None, initial={"year": today.year - 1})

    def fetch(**_chosen: object) -> int:
        base, on = settings.STATISTICS_URL, form.reference_on()
        return fetch_population(base=base, reference_on=on, today=today, pause=time.sleep, patience=PATIENCE_OF_A_PAGE)

    return ask(request, page, form, fetch, _("The figures have been fetched from SCB."))


def _require_adder(request: UserRequest, collaboration: "Collaboration") -> None:
    require_member(request.user, collaboration.pk)
    require(can_add_populations(request.user, collaboration.pk))
