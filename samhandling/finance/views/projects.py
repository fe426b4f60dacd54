"""Joint projects with external co-financing."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.forms.projects import BudgetForm, DecisionForm, FunderForm, ProjectForm, budget_of
from samhandling.finance.permissions import can_decide_for
from samhandling.finance.selectors.agreement import agreement_now
from samhandling.finance.selectors.notices import told_of
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
from samhandling.finance.views.page import address_of, finance_page, form_page, require_keeper
from samhandling.organisations.permissions import require_member
from samhandling.organisations.selectors import participants
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from samhandling.finance.models import Project
    from samhandling.organisations.models import Collaboration


def projects(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    rows = list(projects_of(request.user, collaboration))
    return finance_page(request, collaboration, "projects", "projects", projects=rows)


def project(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    page = project_page(request.user, project_for(request.user, collaboration, pk))
    told = told_of(request.user, page.project)
    return finance_page(request, collaboration, "project", "projects", page=page, project=page.project, told=told)


@login_required
def project_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_keeper(request, collaboration)
    agreement = agreement_now(request.user, collaboration, timezone.localdate())
    back = address_of(collaboration, "projects")
    page = form_page(request, collaboration, "projects", _("New joint project"), back=back)
    form = ProjectForm(request.POST or None, owners=participants(collaboration), agreement=agreement)
    act = partial(start_project, actor=request.user, collaboration=collaboration, agreement=agreement)
    return ask(request, page, form, act, _("The project has been added. Add its funders."))


@login_required
def project_change(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    page = _form_page(request, found, found.title)
    initial = initial_of(ProjectForm, found)
    owners = participants(collaboration)
    form = ProjectForm(request.POST or None, owners=owners, agreement=found.agreement, initial=initial)
    act = partial(change_project, actor=request.user, project=found)
    return ask(request, page, form, act, _("The project has been saved."))


@login_required
@require_POST
def project_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    act = partial(remove_project, actor=request.user, project=_kept(request, collaboration, pk))
    back, to = address_of(collaboration, "project", pk=pk), address_of(collaboration, "projects")
    return acted(request, act, _("The project has been removed."), back, to=to)


@login_required
def funder_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    page = _form_page(request, found, _("A funder of %(project)s") % {"project": found})
    form = FunderForm(request.POST or None, organisations=possible_funders(found))
    act = partial(add_funder, actor=request.user, project=found)
    return ask(request, page, form, act, _("The funder has been added. Enter its budget."))


@login_required
@require_POST
def funder_remove(request: UserRequest, collaboration: "Collaboration", pk: int, funder: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    act = partial(remove_funder, actor=request.user, funder=funder_for(found, funder))
    return acted(request, act, _("The funder has been removed."), address_of(collaboration, "project", pk=found.pk))


@login_required
def funder_budget(request: UserRequest, collaboration: "Collaboration", pk: int, funder: int) -> HttpResponse:
    found = _kept(request, collaboration, pk)
    budgeted = funder_for(found, funder)
    page = _form_page(
        request,
        found,
        _("The budget of %(funder)s") % {"funder": budgeted},
        about=found.title,
        intro=_("Enter in kronor what is contributed each year, and the actual amount once known."),
        crumbs=[
            (_("Joint projects"), address_of(collaboration, "projects")),
            (found.title, address_of(collaboration, "project", pk=found.pk)),
        ],
        template="finance/budget_form.html",
        context={"project": found, "funder": budgeted},
    )
    initial = budget_of(budgeted)
    form = BudgetForm(request.POST if request.method == "POST" else None, years=budget_years(found), initial=initial)

    def save(**_cells: object) -> object:
        return budget_for(actor=request.user, funder=budgeted, lines=form.lines())

    return ask(request, page, form, save, _("The budget of %(funder)s has been saved.") % {"funder": budgeted})


@login_required
def project_decide(request: UserRequest, collaboration: "Collaboration", pk: int, organisation: int) -> HttpResponse:
    found = project_for(request.user, collaboration, pk)
    require_member(request.user, collaboration.pk)
    require(can_decide_for(request.user, found, organisation))
    party = get_object_or_404(participants(collaboration), pk=organisation)
    page = _form_page(request, found, _("What %(party)s decided") % {"party": party})
    today = timezone.localdate()
    form = DecisionForm(request.POST or None, initial={"decided_on": today})
    act = partial(decide_on_project, actor=request.user, project=found, organisation=party, today=today)
    return ask(request, page, form, act, _("The decision of %(party)s has been recorded.") % {"party": party})


def _form_page(request: UserRequest, project: "Project", title: str, **more: Any) -> FormPage:
    back = address_of(project.collaboration, "project", pk=project.pk)
    return form_page(request, project.collaboration, "projects", title, back=back, **more)


def _kept(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Project":
    """The project, for those who keep the accounts: 404 for strangers, 403 for other members."""
    found = project_for(request.user, collaboration, pk)
    require_keeper(request, collaboration)
    return found
