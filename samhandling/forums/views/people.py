"""Where a person sits and where a party sits: pages of their own, and panels on lower pages."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.selectors import agreement_for
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import VisitorRequest, as_of
from samhandling.forums.permissions import can_hand_over, can_shift
from samhandling.forums.selectors.chart import forums_of_agreement
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.places import organisation_for, person_for, places_of_party, places_of_person
from samhandling.organisations.permissions import is_member
from samhandling.ui.panels import render_panel

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def person(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    context = _person(request, collaboration, pk)
    return render(request, "forums/person.html", context)


@hears_day
def person_panel(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    context = _person(request, collaboration, pk)
    return render_panel(request, "forums/person_panel.html", context, about=context["places"].person)


def _person(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> dict[str, Any]:
    on = as_of(request)
    found = person_for(request.user, collaboration, pk)
    return {
        "places": places_of_person(request.user, found, on),
        "on": on,
        "may_hand_over": can_hand_over(request.user, found),
    }


@hears_day
def party(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    context = _party(request, collaboration, pk)
    return render(request, "forums/party.html", context)


@hears_day
def organisation_panel(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    context = _party(request, collaboration, pk)
    return render_panel(request, "forums/organisation_panel.html", context, about=context["places"].organisation)


def _party(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> dict[str, Any]:
    on = as_of(request)
    organisation = organisation_for(request.user, collaboration, pk)
    places = places_of_party(request.user, collaboration, organisation, on)
    state = _("All seats are filled.")
    if places.vacant:
        text = ngettext("One seat is vacant.", "%(number)s seats are vacant.", places.vacant)
        state = text % {"number": number_first(places.vacant)}
    member = is_member(request.user, collaboration.pk)
    return {
        "places": places,
        "state": state,
        "on": on,
        "is_member": member,
        "can_shift": can_shift(request.user, collaboration.pk, organisation.pk),
    }


@hears_day
def agreement_panel(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The forums that the agreement sets up."""
    on = as_of(request)
    agreement = agreement_for(request.user, collaboration, pk)
    found = forums_of_agreement(request.user, agreement, on)
    return render_panel(request, "forums/agreement_panel.html", {"forums": found, "on": on}, about=agreement)
