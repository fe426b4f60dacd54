"""Duties: listed, laid down, and marked as fulfilled."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.agreement import ReasonForm
from samhandling.agreements.forms.duties import DutyForm, FulfilForm, LegalDutiesForm
from samhandling.agreements.permissions import can_edit, can_fulfil, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.duties import DUTY_FILTERS, duties_of, duty_for, duty_row
from samhandling.agreements.selectors.history import events_of_duty
from samhandling.agreements.services.duties import (
    add_duty,
    add_legal_duties,
    change_duty,
    fulfil_duty,
    remove_duty,
    reopen_duty,
)
from samhandling.agreements.views.page import address_of, agreement_page, carried_out, form_page, to
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.asked import choice_asked
from samhandling.core.history import read
from samhandling.core.http import UserRequest, VisitorRequest

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def duties(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    wanted = choice_asked(request, "visa", DUTY_FILTERS)
    rows = duties_of(request.user, agreement, timezone.localdate(), wanted)
    return agreement_page(
        request, agreement, "duties", "duties", rows=rows, wanted=wanted, choices=DUTY_FILTERS.items()
    )


def duty(request: VisitorRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    shown = duty_for(agreement, duty)
    return agreement_page(
        request,
        agreement,
        "duty",
        "duties",
        row=duty_row(request.user, shown, timezone.localdate()),
        history=read(events_of_duty(shown)) if can_see_workings(request.user, agreement) else [],
    )


@login_required
def duty_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = DutyForm(request.POST or None, agreement=agreement, initial={"clause": request.GET.get("clause")})
    if form.is_valid() and carried_out(
        form, lambda: add_duty(actor=request.user, agreement=agreement, **form.cleaned_data)
    ):
        messages.success(request, _("The duty is added."))
        return to(agreement, "duties")
    back = address_of(agreement, "duties")
    return form_page(request, agreement, "duties", form, title=_("A new duty"), submit_text=_("Add"), back=back)


@login_required
def duties_legal(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Choose duties from the register of legal duties."""
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = LegalDutiesForm(request.POST or None)
    added: list[object] = []
    if form.is_valid() and carried_out(
        form,
        lambda: added.extend(add_legal_duties(actor=request.user, agreement=agreement, chosen=form.chosen_duties())),
    ):
        told = ngettext("%(number)s legal duty is added.", "%(number)s legal duties are added.", len(added))
        messages.success(request, told % {"number": len(added)})
        return to(agreement, "duties")
    return form_page(
        request,
        agreement,
        "duties",
        form,
        title=_("Register of legal duties"),
        intro=_("What the law demands of those who collaborate. Those the agreement already carries are passed over."),
        submit_text=_("Add the chosen duties"),
        back=address_of(agreement, "duties"),
    )


@login_required
def duty_change(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = duty_for(agreement, duty)
    initial = {name: getattr(changed, name) for name in DutyForm.base_fields}
    form = DutyForm(request.POST or None, agreement=agreement, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: change_duty(actor=request.user, duty=changed, **form.cleaned_data)
    ):
        messages.success(request, _("The duty is saved."))
        return to(agreement, "duty", duty=changed.pk)
    back = address_of(agreement, "duty", duty=changed.pk)
    return form_page(request, agreement, "duties", form, title=_("Change the duty"), back=back)


@login_required
def duty_fulfil(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    done = duty_for(agreement, duty)
    require(can_fulfil(request.user, done))
    today = timezone.localdate()
    form = FulfilForm(request.POST or None, initial={"fulfilled_on": today, "evidence": done.evidence})
    if form.is_valid() and carried_out(
        form, lambda: fulfil_duty(actor=request.user, duty=done, today=today, **form.cleaned_data)
    ):
        messages.success(request, _("The duty is marked as fulfilled."))
        return to(agreement, "duties")
    return form_page(
        request,
        agreement,
        "duties",
        form,
        title=_("Mark the duty as fulfilled"),
        intro=done.what,
        submit_text=_("Mark as fulfilled"),
        back=address_of(agreement, "duty", duty=done.pk),
    )


@login_required
def duty_reopen(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    undone = duty_for(agreement, duty)
    require(can_fulfil(request.user, undone))
    form = ReasonForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: reopen_duty(actor=request.user, duty=undone, **form.cleaned_data)):
        messages.success(request, _("The duty is open again."))
        return to(agreement, "duty", duty=undone.pk)
    return form_page(
        request,
        agreement,
        "duties",
        form,
        title=_("Open the duty again"),
        submit_text=_("Open again"),
        back=address_of(agreement, "duty", duty=undone.pk),
    )


@login_required
@require_POST
def duty_remove(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    removed = duty_for(agreement, duty)
    acted(request, lambda: remove_duty(actor=request.user, duty=removed), _("The duty is removed."))
    return to(agreement, "duties")
