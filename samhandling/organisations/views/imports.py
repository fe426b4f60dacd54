"""Files of people: upload, choose columns, look, carry out, take back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.asked import choice_asked
from samhandling.core.http import UserRequest
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.columns import PEOPLE_COLUMNS
from samhandling.organisations.domain.runs import why_not_apply, why_not_map, why_not_undo
from samhandling.organisations.enums import ImportKind, ImportState, RowOutcome
from samhandling.organisations.forms.collaborations import ApplyForm, ColumnsForm, UploadForm
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.imports import (
    history_of_import,
    import_for,
    imports_of,
    preview_import,
    show_plan,
    told_of_source,
)
from samhandling.organisations.selectors.people import names_of_people
from samhandling.organisations.services.imports import apply_import, choose_columns, start_import, undo_import
from samhandling.organisations.views.answers import Question, accepted, ask, page_of, to

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, ImportRun


@login_required
def import_list(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Earlier uploads, and the field for a new one."""
    require_administrator(request.user, collaboration.pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        run = accepted(
            form,
            lambda: start_import(
                actor=request.user, collaboration=collaboration, content=upload.read(), file_name=upload.name
            ),
        )
        if run:
            is_clear = why_not_map(run.mapping) is None
            return redirect(to("import" if is_clear else "import_columns", collaboration, run.pk))
    runs = page_of(request, imports_of(request.user, collaboration, ImportKind.PEOPLE))
    return render(request, "organisations/import_list.html", {"form": form, "page": runs})


def _run(request: UserRequest, collaboration: "Collaboration", pk: int) -> "ImportRun":
    require_administrator(request.user, collaboration.pk)
    return import_for(request.user, collaboration, pk, ImportKind.PEOPLE)


@login_required
def import_columns(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    run = _run(request, collaboration, pk)
    form = ColumnsForm(request.POST or None, columns=PEOPLE_COLUMNS, headers=run.headers, mapping=run.mapping)
    if form.is_valid():
        mapping = form.cleaned_data
        chosen = accepted(form, lambda: choose_columns(actor=request.user, run=run, mapping=mapping))
        if chosen:
            return redirect(to("import", collaboration, run.pk))
    question = Question(
        _("Which column holds what?"),
        to("imports", collaboration),
        state=_("We have guessed from the headings of %(file)s. Your choice is remembered.") % {"file": run.file_name},
        submit_text=_("Show what would happen"),
        crumb=_("Import"),
        crumb_url=to("imports", collaboration),
    )
    return ask(request, question, form)


@login_required
def import_detail(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The dry run: what each row would do. Once carried out: how to take it back."""
    run = _run(request, collaboration, pk)
    if run.state != ImportState.PREVIEWED:
        refused = why_not_undo(ImportState(run.state), has_traces=bool(run.traces))
        context = {
            "run": run,
            "why_not_undo": str(refused.label) if refused else "",
            "history": history_of_import(run),
        }
        return render(request, "organisations/import_done.html", context)
    form = ApplyForm(request.POST or None)
    if form.is_valid() and _applied(request, run, form):
        return redirect(to("import", collaboration, run.pk))
    return _preview(request, run, form)


def _applied(request: UserRequest, run: "ImportRun", form: ApplyForm) -> bool:
    done = accepted(form, lambda: apply_import(actor=request.user, run=run, now=timezone.now(), **form.cleaned_data))
    if done:
        messages.success(request, _("The import is carried out."))
    return done is not None


def _preview(request: UserRequest, run: "ImportRun", form: ApplyForm) -> HttpResponse:
    preview = preview_import(run)
    refused = why_not_apply(ImportState.PREVIEWED, len(run.rows), preview.counts, leave_out_errors=True)
    wanted = choice_asked(request, "visa", RowOutcome.values)
    plans = [plan for plan in preview.plans if not wanted or plan.outcome == wanted]
    if not form.is_bound:
        form = ApplyForm(initial={"seen": preview.mark})
    page = page_of(request, plans)
    page.object_list = [show_plan(plan) for plan in page.object_list]
    context = {
        "run": run,
        "source": told_of_source(run),
        "form": form,
        "mark": preview.mark,
        "counts": [(outcome, preview.counts[outcome]) for outcome in RowOutcome],
        "error_count": preview.counts[RowOutcome.ERROR],
        "page": page,
        "tab": wanted,
        "why_not": str(refused.label) if refused else "",
    }
    return render(request, "organisations/import_preview.html", context)


@require_POST
@login_required
def import_undo(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    run = _run(request, collaboration, pk)
    try:
        kept = undo_import(actor=request.user, run=run, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(to("import", collaboration, run.pk))
    messages.success(request, _("The import is taken back."))
    names = names_of_people(one.person_id for one in kept)
    for one in kept:
        who = names.get(one.person_id, _("Somebody"))
        messages.warning(request, _("%(name)s was left as is: %(reason)s.") % {"name": who, "reason": one.reason.label})
    return redirect(to("imports", collaboration))
