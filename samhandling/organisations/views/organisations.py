"""Organisations."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.asked import filter_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.organisations.forms.organisations import KeeperForm, OrganisationFilterForm, OrganisationForm
from samhandling.organisations.permissions import (
    can_administer,
    can_edit_organisation,
    require_administrator,
)
from samhandling.organisations.selectors.merging import what_would_move
from samhandling.organisations.selectors.organisations import (
    list_organisations,
    organisation_for,
    organisation_page,
    wanted_from,
)
from samhandling.organisations.services.merging import merge_organisations
from samhandling.organisations.services.organisations import change_organisation, create_organisation
from samhandling.organisations.views.answers import address_of, below, below_organisation, form_page, page_of
from samhandling.organisations.views.many_organisations import acts_on_organisations
from samhandling.organisations.views.organisations_table import organisations_table
from samhandling.ui.acting import ask

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.organisations.models import Collaboration, Organisation


def _asked_for(
    request: VisitorRequest, collaboration: "Collaboration"
) -> tuple[OrganisationFilterForm, "QuerySet[Organisation]"]:
    form = OrganisationFilterForm(request.GET)
    wanted = wanted_from(filter_asked(request, form))
    return form, list_organisations(request.user, collaboration, wanted, on=as_of(request))


@hears_day
def organisation_list(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    form, found = _asked_for(request, collaboration)
    context = {
        "form": form,
        "page": page_of(request, found),
        "may_administer": can_administer(request.user, collaboration.pk),
        "query": request.GET.urlencode(),
        "on": as_of(request),
        "acts": acts_on_organisations(request.user, collaboration),
    }
    return render(request, "organisations/organisation_list.html", context)


@hears_day
def organisation_export(request: VisitorRequest, collaboration: "Collaboration", form: str) -> HttpResponse:
    """The list as it was filtered."""
    _form, found = _asked_for(request, collaboration)
    return organisations_table(collaboration, form, found)


@hears_day
def organisation_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    organisation = organisation_for(request.user, collaboration, pk)
    if organisation.pk != pk:  # it was merged: the address of the duplicate leads to the one that is kept
        return redirect(address_of("detail", collaboration, organisation.pk))
    on = as_of(request)
    context = {
        "page": organisation_page(request.user, collaboration, organisation, on=on),
        "on": on,
        "organisation": organisation,
        "may_administer": can_administer(request.user, collaboration.pk),
        "may_edit": can_edit_organisation(request.user, collaboration.pk, organisation),
    }
    return render(request, "organisations/organisation_detail.html", context)


@login_required
def organisation_create(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    crumbs = below("list", _("Organisations"), collaboration)
    page = form_page(crumbs, _("Add an organisation"), template="organisations/organisation_form.html")
    return ask(
        request,
        page,
        OrganisationForm(request.POST or None, collaboration=collaboration),
        partial(create_organisation, actor=request.user, collaboration=collaboration),
        _("The organisation has been saved."),
        to=lambda made: address_of("detail", collaboration, made.pk),
    )


@login_required
def organisation_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    organisation = _to_edit(request, collaboration, pk)
    crumbs = below_organisation(collaboration, organisation)
    page = form_page(crumbs, str(organisation), template="organisations/organisation_form.html")
    form = OrganisationForm(request.POST or None, collaboration=collaboration, organisation=organisation)
    act = partial(change_organisation, actor=request.user, collaboration=collaboration, organisation=organisation)
    return ask(request, page, form, act, _("The organisation has been saved."))


@login_required
def organisation_merge(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """First which one is kept and what would move, then the act."""
    duplicate = _to_edit(request, collaboration, pk)
    page = form_page(
        below_organisation(collaboration, duplicate),
        _("Merge %(name)s with another") % {"name": duplicate},
        _("Merge"),
        intro=_("For an organisation that was entered twice. This cannot be undone."),
        template="organisations/merge.html",
        context={"moving": what_would_move(duplicate)},
    )
    done = _("%(duplicate)s is now part of %(keeper)s.")
    return ask(
        request,
        page,
        KeeperForm(request.POST or None, collaboration=collaboration, duplicate=duplicate),
        partial(merge_organisations, actor=request.user, collaboration=collaboration, duplicate=duplicate),
        lambda keeper: done % {"duplicate": duplicate, "keeper": keeper},
        to=lambda keeper: address_of("detail", collaboration, keeper.pk),
    )


def _to_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Organisation":
    organisation = organisation_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    require(can_edit_organisation(request.user, collaboration.pk, organisation))
    return organisation
