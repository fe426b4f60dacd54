"""The collaboration's own settings, and who takes part."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.forms import initial_of
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
from samhandling.organisations.views.answers import address_of, below, form_page, page_of
from samhandling.organisations.views.many_organisations import acts_on_participants
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def settings(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    refused = why_not_publish(collaboration.introduction, collaboration.contact_email)
    page = form_page(
        below("settings", _("Settings"), collaboration),
        _("Settings"),
        template="organisations/settings.html",
        context={
            "why_not_publish": str(refused.label) if refused else "",
            "history": history_of_collaboration(collaboration),
        },
    )
    form = SettingsForm(request.POST or None, initial=initial_of(SettingsForm, collaboration))
    act = partial(change_settings, actor=request.user, collaboration=collaboration)
    return ask(request, page, form, act, _("The settings have been saved."))


@require_POST
@login_required
def publish(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    act = partial(publish_collaboration, actor=request.user, collaboration=collaboration)
    done = _("The collaboration is published: everyone can read its public content.")
    return acted(request, act, done, address_of("settings", collaboration))


@require_POST
@login_required
def unpublish(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    act = partial(unpublish_collaboration, actor=request.user, collaboration=collaboration)
    done = _("The collaboration is no longer public: only those with access can read it.")
    return acted(request, act, done, address_of("settings", collaboration))


@login_required
def found(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Whoever coordinates one collaboration may begin another."""
    require_administrator(request.user, collaboration.pk)
    require(can_found_collaboration(request.user))
    page = form_page(
        below("settings", _("Settings"), collaboration),
        _("Start another collaboration"),
        _("Create"),
        intro=_("You become its coordinator. It is not public until you publish it."),
    )
    act = partial(found_collaboration, actor=request.user)
    done = _("The collaboration has been created. Only you can see it so far.")
    form = FoundForm(request.POST or None)
    return ask(request, page, form, act, done, to=partial(address_of, "participants"))


# --- Taking part -----------------------------------------------------------------------------------


@login_required
def participants(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    page = form_page(
        below("participants", _("Who takes part"), collaboration),
        _("Who takes part"),
        _("Add"),
        template="organisations/participants.html",
        context={
            "page": page_of(request, participations_of(collaboration)),
            "organisations": taking_part(collaboration).count(),
            "missing": missing_from_county(collaboration).count(),
            "acts": acts_on_participants(request.user, collaboration),
        },
    )
    initial = {"organisation": request.GET.get("organisation", "")}
    form = ParticipantForm(request.POST or None, choices=may_join(collaboration), initial=initial)
    act = partial(add_participant, actor=request.user, collaboration=collaboration)
    done = _("%(name)s takes part on the days you stated.")
    return ask(request, page, form, act, lambda added: done % {"name": added.organisation})


@require_POST
@login_required
def participants_of_county(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    act = partial(add_county, actor=request.user, collaboration=collaboration)
    return acted(request, act, _joined_in_words, address_of("participants", collaboration))


def _joined_in_words(added: int) -> str:
    text = ngettext(
        "%(count)d organisation of the county now takes part.",
        "%(count)d organisations of the county now take part.",
        added,
    )
    return text % {"count": added}


@login_required
def participation_end(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    participation = participation_in(collaboration, pk)
    title = _("%(name)s stops taking part") % {"name": participation.organisation}
    page = form_page(below("participants", _("Who takes part"), collaboration), title)
    act = partial(end_participation, actor=request.user, participation=participation)
    return ask(request, page, LeaveForm(request.POST or None), act, _("The last day has been saved."))


@require_POST
@login_required
def participation_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    participation = participation_in(collaboration, pk)
    act = partial(remove_participant, actor=request.user, participation=participation)
    done = _("The period when %(name)s took part has been removed.") % {"name": participation.organisation}
    return acted(request, act, done, address_of("participants", collaboration))
