"""The list of agreements, the agreement itself, and the steps of its life."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.enums import Status
from samhandling.agreements.forms.agreement import EntryForm, ReasonForm, TermsForm
from samhandling.agreements.forms.gaps import SendForm
from samhandling.agreements.permissions import can_create, can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for, standings_of
from samhandling.agreements.selectors.agreements import predecessor_of, successor_of
from samhandling.agreements.selectors.areas import areas_of, purpose_of
from samhandling.agreements.selectors.gap_list import open_gaps_of
from samhandling.agreements.selectors.history import events_of_agreement
from samhandling.agreements.selectors.next_step import steps_of
from samhandling.agreements.selectors.parties import party_list
from samhandling.agreements.selectors.party_map import ratification_map
from samhandling.agreements.selectors.reviews import next_review_of
from samhandling.agreements.selectors.sending import before_sending
from samhandling.agreements.selectors.timeline import renewals_of, renewed_by, turn_in_words
from samhandling.agreements.services.agreement import (
    change_agreement,
    create_agreement,
    end_agreement,
    enter_into_force,
    propose_agreement,
    reopen_agreement,
    withdraw_agreement,
)
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.asked import page_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.history import read
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from datetime import date

    from samhandling.agreements.models import Agreement
    from samhandling.organisations.models import Collaboration

EVENTS_PER_PAGE = 40


@hears_day
def agreement_list(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    on = as_of(request)
    context = {
        "standings": standings_of(request.user, collaboration, on, today=timezone.localdate()),
        "on": on,
        "may_create": can_create(request.user, collaboration.pk),
    }
    return render(request, "agreements/list.html", context)


@hears_day
def agreement_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    today, on = timezone.localdate(), as_of(request)
    is_insider = can_see_workings(request.user, agreement)
    parties = party_list(request.user, agreement, on)
    return agreement_page(
        request,
        agreement,
        "detail",
        "overview",
        today=on,
        is_today=on == today,
        party_list=parties,
        map=ratification_map(agreement, parties),
        purpose=purpose_of(agreement),
        areas=areas_of(agreement),
        next_review=next_review_of(agreement, on, today=today),
        gap_count=len(open_gaps_of(agreement, today)) if is_insider else 0,
        next_words=_renewal_in_words(agreement, today) if is_insider else "",
        steps=steps_of(agreement, today) if can_edit(request.user, agreement) else None,
        former=predecessor_of(request.user, agreement),
        successor=successor_of(request.user, agreement),
    )


def agreement_history(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    if not can_see_workings(request.user, agreement):
        raise Http404
    events = page_asked(request, events_of_agreement(agreement), EVENTS_PER_PAGE)
    return agreement_page(request, agreement, "history", "history", events=events, lines=read(events.object_list))


@login_required
def agreement_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_create(request.user, collaboration.pk))
    back = _list_of(collaboration)
    page = FormPage(
        title=_("New agreement"),
        intro=_("It starts as a draft that only members can see."),
        submit=_("Start the draft"),
        back=back,
        crumbs=[(_("Agreements"), back)],
    )
    return ask(
        request,
        page,
        TermsForm(request.POST or None),
        partial(create_agreement, actor=request.user, collaboration=collaboration),
        _("The draft has been created. Add the parties and write the text."),
        to=lambda agreement: address_of(agreement, "detail"),
    )


@login_required
def agreement_change(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(request, agreement, "overview", _("Terms of the agreement"))
    form = TermsForm(request.POST or None, initial=initial_of(TermsForm, agreement))
    act = partial(change_agreement, actor=request.user, agreement=agreement)
    return ask(request, page, form, act, _("The terms have been saved."))


@login_required
def agreement_propose(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """First what is still open, then the button that sends."""
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    today = timezone.localdate()
    before = before_sending(agreement, today)
    page = form_page(
        request,
        agreement,
        "overview",
        _("Send for ratification"),
        intro=_("The text is then locked: nobody can change it unless it is returned to draft."),
        submit=_("Send for ratification"),
        template="agreements/propose.html",
        context={"before": before},
    )
    form = SendForm(request.POST if request.method == "POST" else None, has_gaps=bool(before.open_gaps))
    act = partial(propose_agreement, actor=request.user, agreement=agreement, today=today)
    return ask(request, page, form, act, _("The text is final and awaits ratification by the parties."))


@login_required
def agreement_enter(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    title = _("Put the agreement into force")
    page = form_page(request, agreement, "overview", title, submit=_("Enter into force"))
    form = EntryForm(request.POST or None, initial={"entered_on": agreement.starts_on})
    act = partial(enter_into_force, actor=request.user, agreement=agreement, today=timezone.localdate())
    return ask(request, page, form, act, _("The agreement is in force."))


@login_required
@require_POST
def agreement_end(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(end_agreement, actor=request.user, agreement=agreement, today=timezone.localdate())
    return acted(
        request, act, _("The agreement has been closed. It can no longer be changed."), address_of(agreement, "detail")
    )


@login_required
def agreement_reopen(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    title = _("Return the text to draft")
    page = form_page(request, agreement, "overview", title, submit=_("Return to draft"))
    act = partial(reopen_agreement, actor=request.user, agreement=agreement)
    return ask(request, page, ReasonForm(request.POST or None), act, _("The agreement is a draft again."))


@login_required
def agreement_withdraw(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    intro = _("A withdrawn agreement can still be read by members but can never be changed again.")
    title = _("Withdraw the agreement")
    page = form_page(request, agreement, "overview", title, intro=intro, submit=_("Withdraw"))
    act = partial(withdraw_agreement, actor=request.user, agreement=agreement)
    done = _("The agreement has been withdrawn. Members can still read it.")
    return ask(request, page, ReasonForm(request.POST or None), act, done, to=_list_of(collaboration))


def _list_of(collaboration: "Collaboration") -> str:
    return reverse("agreements:list", kwargs={"collaboration": collaboration.slug})


def _renewal_in_words(agreement: "Agreement", today: "date") -> str:
    """What is next in the renewal, for the sentence of the state."""
    base = renewed_by(agreement)
    if base is None or base.status != Status.IN_FORCE:
        return ""
    return turn_in_words(renewals_of([base.pk], today)[base.pk], today)
