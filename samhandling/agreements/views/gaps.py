"""What the agreement leaves open: the list, the way to each form, and what is set aside."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.gaps import AsideForm
from samhandling.agreements.permissions import can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.gap_list import aside_for, gap_choices, gap_list, gap_table, open_gaps_of
from samhandling.agreements.services.gaps import resume_gap, set_gaps_aside
from samhandling.agreements.services.undoing import GAPS_ASIDE
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.asked import choice_asked
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement, GapSetAside
    from samhandling.organisations.models import Collaboration

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


def gaps(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """For those who work with the agreement; others need not know that the page exists."""
    agreement = _for_members(request, collaboration, pk)
    found = gap_list(request.user, agreement, timezone.localdate())
    return agreement_page(request, agreement, "gaps", "gaps", gaps=found)


def gaps_file(request: VisitorRequest, collaboration: "Collaboration", pk: int, kind: str) -> HttpResponse:
    """All of them, those set aside as such."""
    agreement = _for_members(request, collaboration, pk)
    if kind not in WRITERS:
        raise Http404
    today = timezone.localdate()
    headers, rows = gap_table(agreement, today)
    return WRITERS[kind](f"{collaboration.slug}-{_('gaps')}-{today:%Y-%m-%d}", headers, rows)


@login_required
def gaps_aside(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Set one gap aside, which the address names, or several."""
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    today = timezone.localdate()
    choices = gap_choices(open_gaps_of(agreement, today))
    chosen = choice_asked(request, "lucka", dict(choices))
    page = form_page(
        request,
        agreement,
        "gaps",
        dict(choices).get(chosen) or _("Set gaps aside"),
        intro=_("A gap set aside is not counted, and comes back by itself if what it concerns changes."),
        submit=pgettext("a gap", "Set aside"),
    )
    form = AsideForm(request.POST or None, gaps=choices, chosen=chosen)
    act = partial(set_gaps_aside, actor=request.user, agreement=agreement, today=today)
    return ask(request, page, form, act, _aside_in_words, undo=lambda made: (GAPS_ASIDE, [row.pk for row in made]))


@login_required
@require_POST
def gap_resume(request: UserRequest, collaboration: "Collaboration", pk: int, aside: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(resume_gap, actor=request.user, aside=aside_for(agreement, aside))
    return acted(request, act, _("The gap is open again."), address_of(agreement, "gaps"))


def _aside_in_words(made: "list[GapSetAside]") -> str:
    text = ngettext("%(count)s gap has been set aside.", "%(count)s gaps have been set aside.", len(made))
    return text % {"count": len(made)}


def _for_members(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> "Agreement":
    agreement = agreement_for(request.user, collaboration, pk)
    if not can_see_workings(request.user, agreement):
        raise Http404
    return agreement
