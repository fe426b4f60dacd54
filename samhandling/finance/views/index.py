"""The index table: noted, corrected, and every former figure kept."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.forms.index import CorrectionForm, IndexForm
from samhandling.finance.selectors.fees import index_figure_for, index_table
from samhandling.finance.services.index import correct_index, note_index
from samhandling.finance.views.page import address_of, finance_page, form_page, require_keeper
from samhandling.ui.acting import ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def index(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    figures = list(index_table(request.user, collaboration))
    return finance_page(request, collaboration, "index", "index", figures=figures)


@login_required
def index_note(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_keeper(request, collaboration)
    back = address_of(collaboration, "index")
    page = form_page(request, collaboration, "index", _("Enter a year’s index"), back=back)
    act = partial(note_index, actor=request.user, collaboration=collaboration)
    return ask(request, page, IndexForm(request.POST or None), act, _("The figure has been entered."))


@login_required
def index_correct(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_keeper(request, collaboration)
    figure = index_figure_for(request.user, collaboration, pk)
    page = form_page(
        request,
        collaboration,
        "index",
        _("Correct the index of %(year)s") % {"year": figure.year},
        intro=_("Adopted lists keep the figures they were calculated with. You recalculate drafts yourself."),
        back=address_of(collaboration, "index"),
    )
    initial = {"percent": figure.percent, "source": figure.source, "published_on": figure.published_on}
    form = CorrectionForm(request.POST or None, initial=initial)
    act = partial(correct_index, actor=request.user, figure=figure, now=timezone.now())
    return ask(request, page, form, act, _("The figure has been corrected. The former one is kept below it."))
