"""Duties: listed, added, and marked as fulfilled."""

from functools import partial
from typing import TYPE_CHECKING

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
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.asked import choice_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.history import read
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.agreements.models import Duty
    from samhandling.organisations.models import Collaboration


@hears_day
def duties(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    wanted = choice_asked(request, "visa", DUTY_FILTERS)
    rows = duties_of(request.user, agreement, as_of(request), wanted, today=timezone.localdate())
    return agreement_page(
        request, agreement, "duties", "duties", rows=rows, wanted=wanted, choices=DUTY_FILTERS.items()
    )


@hears_day
def duty(request: VisitorRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    shown = duty_for(agreement, duty)
    return agreement_page(
        request,
        agreement,
        "duty",
        "duties",
        row=duty_row(request.user, shown, as_of(request), today=timezone.localdate()),
        history=read(events_of_duty(shown)) if can_see_workings(request.user, agreement) else [],
    )


@login_required
def duty_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(request, agreement, "duties", _("New duty"), submit=_("Add"))
    form = DutyForm(request.POST or None, agreement=agreement, initial={"clause": request.GET.get("clause")})
    return ask(
        request, page, form, partial(add_duty, actor=request.user, agreement=agreement), _("The duty has been added.")
    )


@login_required
def duties_legal(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Choose duties from the register of legal duties."""
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(
        request,
        agreement,
        "duties",
        _("Register of legal duties"),
        intro=_("What the law requires of those who collaborate. Duties already in the agreement are skipped."),
        submit=_("Add the chosen duties"),
    )
    act = partial(add_legal_duties, actor=request.user, agreement=agreement)
    return ask(request, page, LegalDutiesForm(request.POST or None), act, _added_in_words)


def _added_in_words(added: "list[Duty]") -> str:
    text = ngettext("%(number)s legal duty is added.", "%(number)s legal duties are added.", len(added))
    return text % {"number": len(added)}


@login_required
def duty_change(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = duty_for(agreement, duty)
    page = form_page(request, agreement, "duties", _("Change the duty"), back=_duty_address(changed))
    form = DutyForm(request.POST or None, agreement=agreement, initial=initial_of(DutyForm, changed))
    return ask(
        request, page, form, partial(change_duty, actor=request.user, duty=changed), _("The duty has been saved.")
    )


@login_required
def duty_fulfil(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    done = duty_for(agreement, duty)
    require(can_fulfil(request.user, done))
    page = form_page(
        request,
        agreement,
        "duties",
        _("Mark the duty as fulfilled"),
        intro=done.what,
        submit=_("Mark as fulfilled"),
        back=_duty_address(done),
    )
    today = timezone.localdate()
    form = FulfilForm(request.POST or None, initial={"fulfilled_on": today, "evidence": done.evidence})
    act = partial(fulfil_duty, actor=request.user, duty=done, today=today)
    return ask(
        request, page, form, act, _("The duty has been marked as fulfilled."), to=address_of(agreement, "duties")
    )


@login_required
def duty_reopen(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    undone = duty_for(agreement, duty)
    require(can_fulfil(request.user, undone))
    title, back = _("Reopen the duty"), _duty_address(undone)
    page = form_page(request, agreement, "duties", title, submit=_("Reopen"), back=back)
    act = partial(reopen_duty, actor=request.user, duty=undone)
    return ask(request, page, ReasonForm(request.POST or None), act, _("The duty has been reopened."))


@login_required
@require_POST
def duty_remove(request: UserRequest, collaboration: "Collaboration", pk: int, duty: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(remove_duty, actor=request.user, duty=duty_for(agreement, duty))
    return acted(request, act, _("The duty has been removed."), address_of(agreement, "duties"))


def _duty_address(duty: "Duty") -> str:
    return address_of(duty.agreement, "duty", duty=duty.pk)
