"""Joint projects with external co-financing."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.forms.projects import BudgetForm, DecisionForm, FunderForm, ProjectForm
from samhandling.finance.permissions import can_decide_for, can_keep_accounts
from samhandling.finance.selectors.agreement import agreement_now
from samhandling.finance.selectors.projects import (
    budget_years,
    funder_for,
    possible_funders,
    project_for,
    project_page,
    projects_of,
)
from samhandling.finance.services.projects import (
    add_funder,
    budget_for,
    change_project,
    decide_on_project,
    remove_funder,
    remove_project,
    start_project,
)
from samhandling.finance.views.page import address, carried_out, finance_page, form_page, to
from samhandling.organisations.permissions import require_member
from samhandling.organisations.selectors import participants

if TYPE_CHECKING:
    from samhandling.finance.models import Project
    from samhandling.organisations.models import Collaboration

SAID = ("title", "purpose", "owner", "area", "starts_on", "ends_on", "registration_number", "outcome")


def projects(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    rows = list(projects_of(request.user, collaboration))
    return finance_page(request, collaboration, "projects", "projects", projects=rows)


def project(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    page = project_page(request.user, project_for(request.user, collaboration, pk))
    return finance_page(request, collaboration, "project", "projects", page=page, project=page.project)


@login_required
def project_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    _require_keeper(request, collaboration)
    agreement = agreement_now(request.user, collaboration, timezone.localdate())
    form = ProjectForm(request.POST or None, owners=participants(collaboration), agreement=agreement)
    if form.is_valid() and carried_out(
        form,
        lambda: start_project(
            actor=request.user, collaboration=collaboration, agreement=agreement, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The project is noted. Add those who fund it."))
        return to(collaboration, "projects")
    back = address(collaboration, "projects")
    return form_page(request, collaboration, "projects", form, title=_("A new joint project"), back=back)


@login_required
def project_change(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    initial = {name: getattr(found, name) for name in SAID}
    form = ProjectForm(
        request.POST or None, owners=participants(collaboration), agreement=found.agreement, initial=initial
    )
    if form.is_valid() and carried_out(
        form, lambda: change_project(actor=request.user, project=found, **form.cleaned_data)
    ):
        messages.success(request, _("The project is saved."))
        return to(collaboration, "project", pk=found.pk)
    return _form_of(request, collaboration, found, form, title=found.title)


@login_required
@require_POST
def project_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    is_gone = acted(request, lambda: remove_project(actor=request.user, project=found), _("The project is removed."))
    return to(collaboration, "projects") if is_gone else to(collaboration, "project", pk=pk)


@login_required
def funder_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    form = FunderForm(request.POST or None, organisations=possible_funders(found))
    if form.is_valid() and carried_out(form, lambda: add_funder(actor=request.user, project=found, **form.terms())):
        messages.success(request, _("The funder is added. Write its budget."))
        return to(collaboration, "project", pk=found.pk)
    return _form_of(request, collaboration, found, form, title=_("A funder of %(project)s") % {"project": found})


@login_required
@require_POST
def funder_remove(request: UserRequest, collaboration: "Collaboration", pk: int, funder: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    removed = funder_for(found, funder)
    acted(request, lambda: remove_funder(actor=request.user, funder=removed), _("The funder is removed."))
    return to(collaboration, "project", pk=found.pk)


@login_required
def funder_budget(request: UserRequest, collaboration: "Collaboration", pk: int, funder: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    budgeted = funder_for(found, funder)
    initial: dict[str, int | None] = {}
    for line in budgeted.lines.all():
        initial[f"planned_{line.year}_{line.means}"] = line.planned_ore
        initial[f"spent_{line.year}_{line.means}"] = line.spent_ore
    form = BudgetForm(request.POST if request.method == "POST" else None, years=budget_years(found), initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: budget_for(actor=request.user, funder=budgeted, lines=form.lines())
    ):
        messages.success(request, _("The budget of %(funder)s is saved.") % {"funder": budgeted})
        return to(collaboration, "project", pk=found.pk)
    return finance_page(
        request,
        collaboration,
        "budget_form",
        "projects",
        form=form,
        form_title=_("The budget of %(funder)s") % {"funder": budgeted},
        project=found,
        funder=budgeted,
        back=address(collaboration, "project", pk=found.pk),
    )


@login_required
def project_decide(request: UserRequest, collaboration: "Collaboration", pk: int, organisation: int) -> HttpResponse:
    found = project_for(request.user, collaboration, pk)
    require_member(request.user, collaboration.pk)
    require(can_decide_for(request.user, found, organisation))
    party = get_object_or_404(participants(collaboration), pk=organisation)
    today = timezone.localdate()
    form = DecisionForm(request.POST or None, initial={"decided_on": today})
    if form.is_valid() and carried_out(
        form,
        lambda: decide_on_project(
            actor=request.user, project=found, organisation=party, today=today, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The decision of %(party)s is recorded.") % {"party": party})
        return to(collaboration, "project", pk=found.pk)
    return _form_of(request, collaboration, found, form, title=_("What %(party)s decided") % {"party": party})


def _form_of(
    request: UserRequest,
    collaboration: "Collaboration",
    found: "Project",
    form: ProjectForm | FunderForm | DecisionForm,
    *,
    title: str,
) -> HttpResponse:
    back = address(collaboration, "project", pk=found.pk)
    return form_page(request, collaboration, "projects", form, title=title, back=back)


def _require_keeper(request: UserRequest, collaboration: "Collaboration") -> None:
    require_member(request.user, collaboration.pk)
    require(can_keep_accounts(request.user, collaboration.pk))


def _kept(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Project":
    """The project, for those who keep the accounts: 404 for strangers, 403 for other members."""
    found = project_for(request.user, collaboration, pk)
    _require_keeper(request, collaboration)
    return found
