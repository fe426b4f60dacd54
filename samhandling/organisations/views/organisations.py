"""Organisations."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.asked import filter_asked
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.organisations.domain.numbers import organisation_number
from samhandling.organisations.forms.organisations import KeeperForm, OrganisationFilterForm, OrganisationForm
from samhandling.organisations.permissions import (
    can_administer,
    can_edit_organisation,
    require_administrator,
)
from samhandling.organisations.selectors.merging import what_would_move
from samhandling.organisations.selectors.organisations import (
    OrganisationFilter,
    list_organisations,
    organisation_for,
    organisation_page,
    organisation_with_number,
)
from samhandling.organisations.services.merging import merge_organisations
from samhandling.organisations.services.organisations import change_organisation, create_organisation
from samhandling.organisations.views.answers import Question, accepted, ask, below_organisation, page_of, to

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.organisations.models import Collaboration, Organisation


def _asked_for(
    request: VisitorRequest, collaboration: "Collaboration"
) -> tuple[OrganisationFilterForm, "QuerySet[Organisation]"]:
    form = OrganisationFilterForm(request.GET)
    told = filter_asked(request, form)
    wanted = OrganisationFilter(
        query=told.get("query", ""),
        kind=told.get("kind", ""),
        sector=told.get("sector", ""),
        whole_register=told.get("register") == "all",
    )
    return form, list_organisations(request.user, collaboration, wanted, on=timezone.localdate())


def organisation_list(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    form, found = _asked_for(request, collaboration)
    context = {
        "form": form,
        "page": page_of(request, found),
        "may_administer": can_administer(request.user, collaboration.pk),
        "query": request.GET.urlencode(),
    }
    return render(request, "organisations/organisation_list.html", context)


def organisation_export(request: VisitorRequest, collaboration: "Collaboration", form: str) -> HttpResponse:
    """The list as it was filtered."""
    _form, found = _asked_for(request, collaboration)
    answer = csv_response if form == "csv" else xlsx_response
    headers = [
        _("Name"),
        _("Formal name"),
        _("Kind"),
        _("Sector"),
        _("SCB code"),
        _("Organisation number"),
        _("Takes part"),
        _("Inhabitants"),
    ]
    rows = (_export_row(organisation) for organisation in found)
    return answer(f"organisationer-{collaboration.slug}", headers, rows)


def _export_row(organisation: Any) -> list[Any]:
    return [
        organisation.display_name,
        organisation.formal_name,
        organisation.get_kind_display(),
        organisation.get_sector_display(),
        organisation.scb_code or "",
        organisation.organisation_number,
        organisation.takes_part,
        organisation.inhabitants,
    ]


def organisation_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    organisation = organisation_for(request.user, collaboration, pk)
    if organisation.pk != pk:  # it was merged: the address of the duplicate leads to the one that is kept
        return redirect(to("detail", collaboration, organisation.pk))
    today = timezone.localdate()
    context = {
        "told": organisation_page(request.user, collaboration, organisation, on=today),
        "today": today,
        "organisation": organisation,
        "may_administer": can_administer(request.user, collaboration.pk),
        "may_edit": can_edit_organisation(request.user, collaboration.pk, organisation),
    }
    return render(request, "organisations/organisation_detail.html", context)


@login_required
def organisation_create(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    form = OrganisationForm(request.POST or None, collaboration=collaboration)
    if form.is_valid():
        facts = form.cleaned_data
        made = accepted(form, lambda: create_organisation(actor=request.user, collaboration=collaboration, **facts))
        if made:
            messages.success(request, _("The organisation is saved."))
            return redirect(to("detail", collaboration, made.pk))
    question = Question(_("Add an organisation"), to("list", collaboration))
    return ask(request, question, form, twin=_twin(form, collaboration))


@login_required
def organisation_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    organisation = organisation_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    require(can_edit_organisation(request.user, collaboration.pk, organisation))
    form = OrganisationForm(request.POST or None, collaboration=collaboration, organisation=organisation)
    address = to("detail", collaboration, organisation.pk)
    if form.is_valid():
        facts = form.cleaned_data
        changed = accepted(
            form,
            lambda: change_organisation(
                actor=request.user, collaboration=collaboration, organisation=organisation, **facts
            ),
        )
        if changed:
            messages.success(request, _("The organisation is saved."))
            return redirect(address)
    question = Question(str(organisation), address, **below_organisation(collaboration, pk, str(organisation)))
    return ask(request, question, form, twin=_twin(form, collaboration, organisation))


def _twin(
    form: OrganisationForm, collaboration: "Collaboration", organisation: "Organisation | None" = None
) -> "Organisation | None":
    """Who already has the number that was written, so that the page can lead there."""
    written = form.cleaned_data.get("organisation_number", "") if form.is_bound and form.errors else ""
    number = organisation_number(written) if written else None
    return organisation_with_number(collaboration, number, other_than=organisation) if number else None


@login_required
def organisation_merge(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """First which one is kept and what would move, then the act."""
    duplicate = organisation_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    require(can_edit_organisation(request.user, collaboration.pk, duplicate))
    form = KeeperForm(request.POST or None, collaboration=collaboration, duplicate=duplicate)
    if form.is_valid():
        chosen = form.cleaned_data["keeper"]
        keeper = accepted(
            form,
            lambda: merge_organisations(
                actor=request.user, collaboration=collaboration, duplicate=duplicate, keeper=chosen
            ),
        )
        if keeper:
            said = _("%(duplicate)s is now part of %(keeper)s.") % {"duplicate": duplicate, "keeper": keeper}
            messages.success(request, said)
            return redirect(to("detail", collaboration, keeper.pk))
    address = to("detail", collaboration, duplicate.pk)
    question = Question(
        _("Merge %(name)s with another") % {"name": duplicate},
        address,
        state=_("For an organisation that was entered twice. It cannot be taken back."),
        submit_text=_("Merge"),
        **below_organisation(collaboration, pk, str(duplicate)),
    )
    return ask(request, question, form, moving=what_would_move(duplicate))
