"""The text: read, written, compared with what it said before."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.clauses import ClauseForm, MoveForm, NewClauseForm, RewriteForm
from samhandling.agreements.permissions import can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.clauses import clause_for, text_of, wordings_of
from samhandling.agreements.selectors.duties import duties_in_clause
from samhandling.agreements.services.clauses import add_clause, move_clause, remove_clause, rewrite_clause
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

WORDINGS_PER_PAGE = 20


@hears_day
def text(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return agreement_page(request, agreement, "text", "text", lines=text_of(agreement))


@hears_day
def clause(request: VisitorRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    """One clause: what it says, its duties, and for members what it has said before."""
    agreement = agreement_for(request.user, collaboration, pk)
    shown = clause_for(request.user, agreement, clause)
    wordings = wordings_of(shown) if can_see_workings(request.user, agreement) else []
    return agreement_page(
        request,
        agreement,
        "clause",
        "text",
        clause=shown,
        sub_clause_url=f"{address_of(agreement, 'clause_new')}?under={shown.pk}",
        duties=duties_in_clause(request.user, agreement, shown.pk, as_of(request), today=timezone.localdate()),
        wordings=Paginator(wordings, WORDINGS_PER_PAGE).get_page(request.GET.get("sida")),
    )


@login_required
def clause_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(request, agreement, "text", _("New clause"), submit=_("Add"))
    below = {"parent": request.GET.get("under")}
    form = NewClauseForm(request.POST or None, agreement=agreement, initial=below)
    act = partial(add_clause, actor=request.user, agreement=agreement)
    return ask(request, page, form, act, _("The clause has been added."))


@login_required
def clause_edit(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    edited = clause_for(request.user, agreement, clause)
    page = form_page(
        request,
        agreement,
        "text",
        str(edited),
        back=address_of(agreement, "clause", clause=edited.pk),
        template="agreements/clause_edit.html",
        context={"clause": edited},
    )
    initial = initial_of(ClauseForm, edited) | {"from_version": edited.version}
    form = RewriteForm(request.POST or None, initial=initial)
    act = partial(rewrite_clause, actor=request.user, clause=edited)
    return ask(request, page, form, act, _("Clause %(number)s has been saved.") % {"number": edited.number})


@login_required
def clause_move(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    moved = clause_for(request.user, agreement, clause)
    title = _("Move clause %(clause)s") % {"clause": moved}
    back = address_of(agreement, "clause", clause=moved.pk)
    page = form_page(request, agreement, "text", title, submit=_("Move"), back=back)
    form = MoveForm(request.POST or None, agreement=agreement, initial=initial_of(MoveForm, moved))
    act = partial(move_clause, actor=request.user, clause=moved)
    done = _("The clause has been moved and the text renumbered.")
    return ask(request, page, form, act, done, to=address_of(agreement, "text"))


@login_required
@require_POST
def clause_remove(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(remove_clause, actor=request.user, clause=clause_for(request.user, agreement, clause))
    return acted(request, act, _("The clause was removed."), address_of(agreement, "text"))
