"""The index table: noted, corrected, and every former figure kept."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.forms.index import CorrectionForm, IndexForm
from samhandling.finance.permissions import can_keep_accounts
from samhandling.finance.selectors.fees import index_figure_for, index_table
from samhandling.finance.services.index import correct_index, note_index
from samhandling.finance.views.page import address, carried_out, finance_page, form_page, to
from samhandling.organisations.permissions import require_member

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def index(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    figures = list(index_table(request.user, collaboration))
    return finance_page(request, collaboration, "index", "index", figures=figures)


@login_required
def index_note(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_member(request.user, collaboration.pk)
    require(can_keep_accounts(request.user, collaboration.pk))
    form = IndexForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: note_index(actor=request.user, collaboration=collaboration, **form.cleaned_data)
    ):
        messages.success(request, _("The figure is noted."))
        return to(collaboration, "index")
    back = address(collaboration, "index")
    return form_page(request, collaboration, "index", form, title=_("Note a year's index"), back=back)


@login_required
def index_correct(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_member(request.user, collaboration.pk)
    require(can_keep_accounts(request.user, collaboration.pk))
    figure = index_figure_for(request.user, collaboration, pk)
    initial = {"percent": figure.percent, "source": figure.source, "published_on": figure.published_on}
    form = CorrectionForm(request.POST or None, initial=initial)
    now = timezone.now()
    if form.is_valid() and carried_out(
        form, lambda: correct_index(actor=request.user, figure=figure, now=now, **form.cleaned_data)
    ):
        messages.success(request, _("The figure is corrected. The former one is kept below it."))
        return to(collaboration, "index")
    return form_page(
        request,
        collaboration,
        "index",
        form,
        title=_("Correct the index of %(year)s") % {"year": figure.year},
        intro=_(
            "Lists that have been adopted keep the figure they were reckoned with. Drafts are reckoned anew by you."
        ),
        back=address(collaboration, "index"),
    )
