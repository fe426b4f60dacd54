"""The collaboration's own settings, and who takes part."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.organisations.domain.rules import why_not_publish
from samhandling.organisations.forms.collaborations import FoundForm, SettingsForm
from samhandling.organisations.forms.organisations import LeaveForm, ParticipantForm
from samhandling.organisations.permissions import can_found_collaboration, require_administrator
from samhandling.organisations.selectors.collaborations import (
    history_of_collaboration,
    may_join,
    missing_from_county,
    participation_in,
    participations_of,
)
from samhandling.organisations.selectors.collaborations import participants as taking_part
from samhandling.organisations.services.collaborations import (
    add_county,
    add_participant,
    change_settings,
    end_participation,
    found_collaboration,
    publish_collaboration,
    remove_participant,
    unpublish_collaboration,
)
from samhandling.organisations.views.answers import Question, accepted, ask, carried_out, page_of, to

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def settings(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    form = SettingsForm(request.POST or None, collaboration=collaboration)
    if form.is_valid():
        told = form.cleaned_data
        if accepted(form, lambda: change_settings(actor=request.user, collaboration=collaboration, **told)):
            messages.success(request, _("The settings are saved."))
            return redirect(to("settings", collaboration))
    refused = why_not_publish(collaboration.introduction, collaboration.contact_email)
    context = {
        "form": form,
        "why_not_publish": str(refused.label) if refused else "",
        "history": history_of_collaboration(collaboration),
    }
    return render(request, "organisations/settings.html", context)


@require_POST
@login_required
def publish(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    carried_out(
        request,
        lambda: publish_collaboration(actor=request.user, collaboration=collaboration),
        _("The collaboration is published: everybody may read what is public in it."),
    )
    return redirect(to("settings", collaboration))


@require_POST
@login_required
def unpublish(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    carried_out(
        request,
        lambda: unpublish_collaboration(actor=request.user, collaboration=collaboration),
        _("The collaboration is not public any more: only those with access may read it."),
    )
    return redirect(to("settings", collaboration))


@login_required
def found(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Whoever coordinates one collaboration may begin another."""
    require_administrator(request.user, collaboration.pk)
    require(can_found_collaboration(request.user))
    form = FoundForm(request.POST or None)
    if form.is_valid():
        made = accepted(form, lambda: found_collaboration(actor=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("The collaboration has begun. Nobody but you can see it yet."))
            return redirect(to("participants", made))
    address = to("settings", collaboration)
    question = Question(
        _("Begin another collaboration"),
        address,
        state=_("You become its coordinator. It is not public until you publish it."),
        submit_text=_("Begin"),
        crumb=_("Settings"),
        crumb_url=address,
    )
    return ask(request, question, form)


# --- Taking part -----------------------------------------------------------------------------------


@login_required
def participants(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    initial = {"organisation": request.GET.get("organisation", "")}
    form = ParticipantForm(request.POST or None, choices=may_join(collaboration), initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        if accepted(form, lambda: add_participant(actor=request.user, collaboration=collaboration, **told)):
            messages.success(request, _("%(name)s takes part on the days you stated.") % {"name": told["organisation"]})
            return redirect(to("participants", collaboration))
    context = {
        "form": form,
        "page": page_of(request, participations_of(collaboration)),
        "organisations": taking_part(collaboration).count(),
        "missing": missing_from_county(collaboration).count(),
    }
    return render(request, "organisations/participants.html", context)


@require_POST
@login_required
def participants_of_county(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    added = add_county(actor=request.user, collaboration=collaboration)
    said = ngettext(
        "%(count)d organisation of the county now takes part.",
        "%(count)d organisations of the county now take part.",
        added,
    )
    messages.success(request, said % {"count": added})
    return redirect(to("participants", collaboration))


@login_required
def participation_end(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    participation = participation_in(collaboration, pk)
    form = LeaveForm(request.POST or None)
    address = to("participants", collaboration)
    if form.is_valid():
        left_on = form.cleaned_data["left_on"]
        if accepted(form, lambda: end_participation(actor=request.user, participation=participation, left_on=left_on)):
            messages.success(request, _("The last day is saved."))
            return redirect(address)
    title = _("%(name)s stops taking part") % {"name": participation.organisation}
    return ask(request, Question(title, address, crumb=_("Who takes part"), crumb_url=address), form)


@require_POST
@login_required
def participation_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    participation = participation_in(collaboration, pk)
    said = _("The time that %(name)s took part has been removed.") % {"name": participation.organisation}
    carried_out(request, lambda: remove_participant(actor=request.user, participation=participation), said)
    return redirect(to("participants", collaboration))
