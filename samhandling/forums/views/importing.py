"""People and appointments from a file: upload, choose columns, look, carry out, take back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.core.asked import choice_asked, page_asked
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest, as_of
from samhandling.forums.forms.importing import AppointmentColumnsForm, AppointmentsApplyForm, AppointmentsUploadForm
from samhandling.forums.selectors.importing import (
    history_of_run,
    preview_appointments,
    show_appointment,
    template_table,
)
from samhandling.forums.services.importing import (
    apply_appointments,
    missing_columns,
    start_appointments,
    undo_appointments,
)
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.runs import why_not_undo
from samhandling.organisations.enums import ImportKind, ImportState, RowOutcome
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.imports import import_for, imports_of, told_of_source
from samhandling.organisations.services.imports import choose_columns

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, ImportRun

ROWS_ON_A_PAGE = 50


@login_required
def import_list(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Earlier files, the template to fill in, and the field for a new one."""
    require_administrator(request.user, collaboration.pk)
    form = AppointmentsUploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = start_appointments(
                actor=request.user, collaboration=collaboration, content=upload.read(), file_name=upload.name
            )
            return redirect(_next_page(run), collaboration=collaboration.slug, pk=run.pk)
        except RuleBroken as broken:
            form.add_error("file", broken.message)
    runs = imports_of(request.user, collaboration, ImportKind.APPOINTMENTS)
    page = page_asked(request, runs, ROWS_ON_A_PAGE)
    return render(request, "forums/import_list.html", {"form": form, "page": page})


def _next_page(run: "ImportRun") -> str:
    return "forums:import_columns" if missing_columns(run.mapping) else "forums:import"


def _run(request: UserRequest, collaboration: "Collaboration", pk: int) -> "ImportRun":
    require_administrator(request.user, collaboration.pk)
    return import_for(request.user, collaboration, pk, ImportKind.APPOINTMENTS)


@login_required
def import_columns(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    run = _run(request, collaboration, pk)
    form = AppointmentColumnsForm(request.POST or None, headers=run.headers, mapping=run.mapping)
    if form.is_valid():
        try:
            choose_columns(actor=request.user, run=run, mapping=form.cleaned_data)
            return redirect("forums:import", collaboration=collaboration.slug, pk=run.pk)
        except RuleBroken as broken:
            form.add_error(None, broken.message)
    return render(request, "forums/import_columns.html", {"form": form, "run": run})


@login_required
def import_detail(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The dry run: what each row would do. Once carried out: how to take it back."""
    run = _run(request, collaboration, pk)
    if run.state != ImportState.PREVIEWED:
        refused = why_not_undo(ImportState(run.state), has_traces=bool(run.traces))
        context = {"run": run, "why_not_undo": str(refused.label) if refused else "", "history": history_of_run(run)}
        return render(request, "forums/import_done.html", context)
    if missing_columns(run.mapping):
        return redirect("forums:import_columns", collaboration=collaboration.slug, pk=run.pk)
    form = AppointmentsApplyForm(request.POST or None)
    if form.is_valid():
        try:
            apply_appointments(actor=request.user, run=run, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The import is carried out."))
            return redirect("forums:import", collaboration=collaboration.slug, pk=run.pk)
        except RuleBroken as broken:
            form.add_error(None, broken.message)
    return _preview(request, run, form)


def _preview(request: UserRequest, run: "ImportRun", form: AppointmentsApplyForm) -> HttpResponse:
    preview = preview_appointments(run)
    wanted = choice_asked(request, "visa", RowOutcome.values)
    plans = [plan for plan in preview.plans if not wanted or plan.outcome == wanted]
    page = page_asked(request, plans, ROWS_ON_A_PAGE)
    context = {
        "run": run,
        "source": told_of_source(run),
        "form": form,
        "mark": preview.mark,
        "counts": [
            (outcome, preview.counts[outcome])
            for outcome in (RowOutcome.NEW, RowOutcome.SAME, RowOutcome.SKIPPED, RowOutcome.ERROR)
        ],
        "error_count": preview.counts[RowOutcome.ERROR],
        "has_something_to_do": preview.has_something_to_do,
        "state": _state(preview.counts),
        "page": page,
        "rows": [show_appointment(plan) for plan in page.object_list],
        "tab": wanted,
    }
    return render(request, "forums/import_preview.html", context)


def _state(counts: dict[RowOutcome, int]) -> str:
    new, wrong = counts[RowOutcome.NEW], counts[RowOutcome.ERROR]
    told = [ngettext("%(count)s would be appointed.", "%(count)s would be appointed.", new) % {"count": new}]
    if vacant := counts[RowOutcome.SKIPPED]:
        words = ngettext(
            "%(count)s row tells of a vacant seat and is left out.",
            "%(count)s rows tell of vacant seats and are left out.",
            vacant,
        )
        told.append(words % {"count": vacant})
    if wrong:
        told.append(ngettext("%(count)s row has errors.", "%(count)s rows have errors.", wrong) % {"count": wrong})
    return " ".join([*told, _("Nothing has been changed yet.")])


@require_POST
@login_required
def import_undo(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    run = _run(request, collaboration, pk)
    try:
        undone = undo_appointments(actor=request.user, run=run, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("forums:import", collaboration=collaboration.slug, pk=run.pk)
    messages.success(request, _("The import is taken back."))
    left = undone.appointments + len(undone.people)
    if left:
        told = ngettext(
            "%(count)s row was left as it is, because it has been changed or used since.",
            "%(count)s rows were left as they are, because they have been changed or used since.",
            left,
        )
        messages.warning(request, told % {"count": left})
    return redirect("forums:import", collaboration=collaboration.slug, pk=run.pk)


@login_required
def import_template(request: UserRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    """The file to fill in, with a row for every vacant seat."""
    require_administrator(request.user, collaboration.pk)
    table = template_table(request.user, collaboration, as_of(request))
    write = csv_response if kind == "csv" else xlsx_response
    told = _("vacant-seats")
    return write(f"{collaboration.slug}-{told}", table.headers, table.rows)
