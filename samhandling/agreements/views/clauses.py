"""The text: read, written, compared with what it said before."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.clauses import MoveForm, NewClauseForm, RewriteForm
from samhandling.agreements.permissions import can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.clauses import clause_for, text_of, wordings_of
from samhandling.agreements.selectors.duties import duties_in_clause
from samhandling.agreements.services.clauses import add_clause, move_clause, remove_clause, rewrite_clause
from samhandling.agreements.views.page import address_of, agreement_page, carried_out, form_page, to
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

WORDINGS_PER_PAGE = 20


def text(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return agreement_page(request, agreement, "text", "text", lines=text_of(agreement))


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
        duties=duties_in_clause(request.user, agreement, shown.pk, timezone.localdate()),
        wordings=Paginator(wordings, WORDINGS_PER_PAGE).get_page(request.GET.get("sida")),
    )


@login_required
def clause_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    below = {"parent": request.GET.get("under")}
    form = NewClauseForm(request.POST or None, agreement=agreement, initial=below)
    if form.is_valid() and carried_out(
        form, lambda: add_clause(actor=request.user, agreement=agreement, **form.cleaned_data)
    ):
        messages.success(request, _("The clause is added."))
        return to(agreement, "text")
    back = address_of(agreement, "text")
    return form_page(request, agreement, "text", form, title=_("A new clause"), submit_text=_("Add"), back=back)


@login_required
def clause_edit(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    edited = clause_for(request.user, agreement, clause)
    initial = {"heading": edited.heading, "text": edited.text, "from_version": edited.version}
    form = RewriteForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: rewrite_clause(actor=request.user, clause=edited, **form.cleaned_data)
    ):
        messages.success(request, _("Clause %(number)s is saved.") % {"number": edited.number})
        return to(agreement, "clause", clause=edited.pk)
    return agreement_page(request, agreement, "clause_edit", "text", form=form, clause=edited)


@login_required
def clause_move(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    moved = clause_for(request.user, agreement, clause)
    initial = {"parent": moved.parent_id, "position": moved.position}
    form = MoveForm(request.POST or None, agreement=agreement, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: move_clause(actor=request.user, clause=moved, **form.cleaned_data)
    ):
        messages.success(request, _("The clause is moved and the text is numbered anew."))
        return to(agreement, "text")
    return form_page(
        request,
        agreement,
        "text",
        form,
        title=_("Move clause %(clause)s") % {"clause": moved},
        submit_text=_("Move"),
        back=address_of(agreement, "clause", clause=moved.pk),
    )


@login_required
@require_POST
def clause_remove(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    removed = clause_for(request.user, agreement, clause)
    acted(request, lambda: remove_clause(actor=request.user, clause=removed), _("The clause is removed."))
    return to(agreement, "text")
