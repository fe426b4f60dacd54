"""Disposal: proposed, looked through, carried out by somebody else; and the list of what went."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.http import UserRequest
from samhandling.documents.enums import DisposalRefusal
from samhandling.documents.forms.keeping import DisposalForm
from samhandling.documents.selectors.disposal import disposal_for, disposal_lines, disposal_page, disposals_in
from samhandling.documents.selectors.retention import documents_due, kept_lines
from samhandling.documents.services.disposal import carry_out_disposal, propose_disposal, withdraw_disposal
from samhandling.documents.views.documents import page_of
from samhandling.documents.views.retention import AT_MOST, TABLES, keeping_page, keeping_url, numbers_of, require_keeper
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def disposals(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_keeper(request, collaboration)
    page = page_of(request, disposals_in(request.user, collaboration))
    due = documents_due(request.user, collaboration, timezone.localdate()).count()
    return render(request, "documents/disposals.html", {"page": page, "due": due})


@login_required
def disposal_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Those that were ticked in the list; or all whose time is out, when none was."""
    require_keeper(request, collaboration)
    now = timezone.now()
    today = timezone.localdate(now)
    due = documents_due(request.user, collaboration, today)
    chosen = numbers_of(request)
    found = due.filter(pk__in=chosen or due.values_list("pk", flat=True)[:AT_MOST])
    if not due:
        messages.error(request, DisposalRefusal.NOTHING_CHOSEN.label)
        return redirect(keeping_url("keeping", collaboration))
    page = keeping_page(
        collaboration,
        _("Propose a disposal"),
        _("Propose the disposal"),
        intro=_("Disposal requires a decision and two people: you propose it, and a colleague carries it out."),
    )
    lines = kept_lines(request.user, found, today)
    initial = {"documents": [line.document.pk for line in lines], "decided_on": today}
    form = DisposalForm(request.POST or None, found=found, lines=lines, initial=initial)
    return ask(
        request,
        page,
        form,
        partial(propose_disposal, actor=request.user, now=now, today=today),
        _("The disposal has been proposed. Someone else who represents the organisation now needs to carry it out."),
        to=lambda proposed: _address("disposal", collaboration, proposed.pk),
    )


@login_required
def disposal_detail(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The list to look through before, and to keep as a proof after."""
    disposal = disposal_for(request.user, collaboration, pk)
    page = disposal_page(request.user, disposal, timezone.localdate())
    return render(request, "documents/disposal.html", {"disposal": disposal, "page": page})


@login_required
def disposal_export(request: UserRequest, collaboration: "Collaboration", pk: int, kind: str) -> HttpResponse:
    disposal = disposal_for(request.user, collaboration, pk)
    if kind not in TABLES:
        raise Http404
    headers = [_("Document"), _("Registration number"), _("Title"), _("Kind"), _("Date"), _("Class"), _("Decided in")]
    headers += [_("Years to keep"), _("Kept from"), _("Retention ended on"), _("Disposed of"), _("Decision")]
    headers += [_("Date of the decision"), _("Proposed by"), _("Carried out by")]
    rows = [
        [
            line.line.document_id,
            line.line.document.registration_number,
            line.title,
            str(line.line.document.get_kind_display()),
            line.line.document.dated_on,
            line.line.retention_class.name,
            line.line.retention_class.plan,
            line.line.years,
            line.line.retained_from,
            line.due_on,
            line.line.document.disposed_at,
            disposal.decision_reference,
            disposal.decided_on,
            str(disposal.proposed_by),
            str(disposal.approved_by or ""),
        ]
        for line in disposal_lines(request.user, disposal, timezone.localdate())
    ]
    return TABLES[kind](_("disposal-%(number)s") % {"number": disposal.pk}, headers, rows)


@login_required
@require_POST
def disposal_carry_out(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    now = timezone.now()
    disposal = disposal_for(request.user, collaboration, pk)
    act = partial(carry_out_disposal, actor=request.user, disposal=disposal, now=now, today=timezone.localdate(now))
    done = _("The documents have been disposed of. This page is the list of what went.")
    return acted(request, act, done, _address("disposal", collaboration, pk))


@login_required
@require_POST
def disposal_withdraw(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    disposal = disposal_for(request.user, collaboration, pk)
    act = partial(withdraw_disposal, actor=request.user, disposal=disposal)
    return acted(request, act, _("The proposal has been withdrawn."), _address("disposal", collaboration, pk))


def _address(name: str, collaboration: "Collaboration", pk: int) -> str:
    return reverse(f"documents:{name}", kwargs={"collaboration": collaboration.slug, "pk": pk})
