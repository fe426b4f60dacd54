"""The pages of every import: upload, choose columns, look, carry out, take back. Other rooms use them for their files.

A room says what its pages say in `ImportPages`, and puts `import_paths` among its addresses.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.asked import choice_asked, page_asked
from samhandling.core.http import UserRequest
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.imports import why_not_apply, why_not_undo
from samhandling.organisations.enums import ImportState, RowOutcome
from samhandling.organisations.forms.imports import ApplyForm, ColumnsForm, UploadForm
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.imports import (
    FileKind,
    Preview,
    ShownRow,
    history_of_import,
    import_for,
    imports_of,
    preview_import,
    source_of,
)
from samhandling.organisations.services.imports import apply_import, choose_columns, start_import, undo_import
from samhandling.ui.acting import FormPage, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, ImportRun

Text = str | Promise

ROWS_ON_A_PAGE = 50
_TONES = {RowOutcome.ERROR: "danger", RowOutcome.NEW: "success", RowOutcome.CHANGED: "info"}


def nothing_changed_yet(_counts: Mapping[RowOutcome, int]) -> str:
    return _("Nothing has changed yet. This is a preview.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPages:
    """What the pages of one kind of file say, in one room.

    `above` is the page they stand below, by its name and its address; `heads` are those of the name and of the
    row's own cells; `about` is a template that tells what a file may hold.
    """

    kind: FileKind
    room: str
    title: Text
    above: tuple[Text, str]
    about: str
    show: Callable[[Any], ShownRow]
    heads: Sequence[Text]
    note: Text = ""
    after: Text
    before_undo: Text
    kept_in_words: Callable[[Sequence[Any]], list[str]]
    state: Callable[[Mapping[RowOutcome, int]], str] = nothing_changed_yet
    outcomes: Sequence[RowOutcome] = tuple(RowOutcome)

    def url(self, name: str, collaboration: "Collaboration", *pk: int) -> str:
        return reverse(f"{self.room}:{name}", args=[collaboration.slug, *pk])


def import_paths(at: str, pages: ImportPages) -> list[URLPattern]:
    """The addresses of one kind of file, for the `urls.py` of its room."""
    given = {"pages": pages}
    return [
        path(at, import_list, given, name="imports"),
        path(f"{at}<int:pk>/", import_detail, given, name="import"),
        path(f"{at}<int:pk>/kolumner/", import_columns, given, name="import_columns"),
        path(f"{at}<int:pk>/angra/", import_undo, given, name="import_undo"),
    ]


@login_required
def import_list(request: UserRequest, collaboration: "Collaboration", pages: ImportPages) -> HttpResponse:
    """Earlier files, and the field for a new one."""
    require_administrator(request.user, collaboration.pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = start_import(
                actor=request.user,
                kind=pages.kind,
                collaboration=collaboration,
                content=upload.read(),
                file_name=upload.name,
            )
            is_clear = pages.kind.why_not_map(run.mapping) is None
            return redirect(pages.url("import" if is_clear else "import_columns", collaboration, run.pk))
        except RuleBroken as broken:
            form.add_error("file", broken.message)
    runs = page_asked(request, imports_of(request.user, collaboration, pages.kind), ROWS_ON_A_PAGE)
    listed = [(run, pages.url("import", collaboration, run.pk)) for run in runs]
    return _page(request, collaboration, pages, "import_list", form=form, page=runs, runs=listed)


def _run(request: UserRequest, collaboration: "Collaboration", pages: ImportPages, pk: int) -> "ImportRun":
    require_administrator(request.user, collaboration.pk)
    return import_for(request.user, collaboration, pk, pages.kind)


def _page(
    request: UserRequest, collaboration: "Collaboration", pages: ImportPages, name: str, **context: Any
) -> HttpResponse:
    above, address = pages.above
    around = {
        "pages": pages,
        "above": above,
        "above_url": reverse(address, args=[collaboration.slug]),
        "list_url": pages.url("imports", collaboration),
    }
    return render(request, f"organisations/{name}.html", around | context)


@login_required
def import_columns(request: UserRequest, collaboration: "Collaboration", pages: ImportPages, pk: int) -> HttpResponse:
    """Which column holds what."""
    run = _run(request, collaboration, pages, pk)
    form = ColumnsForm(request.POST or None, columns=pages.kind.columns, headers=run.headers, mapping=run.mapping)
    above, address = pages.above
    page = FormPage(
        title=_("Which column holds what?"),
        intro=_("Suggested from the headings of %(file)s. Your choice is remembered.") % {"file": run.file_name},
        back=pages.url("imports", collaboration),
        submit=_("Preview"),
        crumbs=[
            (str(above), reverse(address, args=[collaboration.slug])),
            (str(pages.title), pages.url("imports", collaboration)),
            (run.file_name, request.path),
        ],
    )

    def choose(**mapping: str) -> object:
        return choose_columns(actor=request.user, kind=pages.kind, run=run, mapping=mapping)

    return ask(request, page, form, choose, "", to=pages.url("import", collaboration, run.pk))


@login_required
def import_detail(request: UserRequest, collaboration: "Collaboration", pages: ImportPages, pk: int) -> HttpResponse:
    """The dry run: what each row would do. Once carried out: how to take it back."""
    run = _run(request, collaboration, pages, pk)
    if run.state != ImportState.PREVIEWED:
        return _done(request, collaboration, pages, run)
    if pages.kind.why_not_map(run.mapping):
        return redirect(pages.url("import_columns", collaboration, run.pk))
    form = ApplyForm(request.POST or None)
    if form.is_valid():
        try:
            apply_import(actor=request.user, kind=pages.kind, run=run, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The import has been carried out."))
            return redirect(pages.url("import", collaboration, run.pk))
        except RuleBroken as broken:
            form.add_error(None, broken.message)
    return _preview(request, collaboration, pages, run, form)


def _done(request: UserRequest, collaboration: "Collaboration", pages: ImportPages, run: "ImportRun") -> HttpResponse:
    refused = why_not_undo(ImportState(run.state), has_traces=bool(run.traces))
    context = {
        "run": run,
        "undo_url": pages.url("import_undo", collaboration, run.pk),
        "why_not_undo": str(refused.label) if refused else "",
        "history": history_of_import(run),
    }
    return _page(request, collaboration, pages, "import_done", **context)


def _preview(
    request: UserRequest, collaboration: "Collaboration", pages: ImportPages, run: "ImportRun", form: ApplyForm
) -> HttpResponse:
    preview = preview_import(pages.kind, run)
    wanted = choice_asked(request, "visa", RowOutcome.values)
    plans = [plan for plan in preview.plans if not wanted or plan.outcome == wanted]
    page = page_asked(request, plans, ROWS_ON_A_PAGE)
    here = pages.url("import", collaboration, run.pk)
    context = {
        "run": run,
        "source": source_of(run),
        "form": form,
        "mark": preview.mark,
        "state": pages.state(preview.counts),
        "here": here,
        "columns_url": pages.url("import_columns", collaboration, run.pk),
        "tabs": _tabs(pages, preview, here),
        "tab": wanted,
        "error_count": preview.counts[RowOutcome.ERROR],
        "page": page,
        "rows": [_row(pages, pages.show(plan)) for plan in page.object_list],
        "why_not": _why_not(pages.kind, preview),
    }
    return _page(request, collaboration, pages, "import_preview", **context)


def _tabs(pages: ImportPages, preview: Preview, here: str) -> list[tuple[str, str, str]]:
    """Key, text and address."""
    of_outcome = [
        (
            outcome.value,
            _("%(label)s (%(count)s)") % {"label": capfirst(str(outcome.label)), "count": preview.counts[outcome]},
            f"{here}?visa={outcome.value}",
        )
        for outcome in pages.outcomes
    ]
    return [("", _("All rows"), here), *of_outcome]


def _row(pages: ImportPages, shown: ShownRow) -> dict[str, Any]:
    return {
        "shown": shown,
        "state": shown.state or capfirst(str(shown.outcome.label)),
        "tone": _TONES.get(shown.outcome, "neutral"),
        "cells": shown.cells,
    }


def _why_not(kind: FileKind, preview: Preview) -> str:
    """Why there is no button to carry it out with. Rows with errors may be left out, and are then no reason."""
    refused = why_not_apply(
        ImportState.PREVIEWED, preview.plans, nothing_to_do=kind.nothing_to_do, leave_out_errors=True
    )
    if refused is kind.nothing_to_do and preview.counts[RowOutcome.ERROR]:
        return _("There is nothing to carry out. Correct the file and upload it again.")
    return str(refused.label) if refused else ""


@require_POST
@login_required
def import_undo(request: UserRequest, collaboration: "Collaboration", pages: ImportPages, pk: int) -> HttpResponse:
    run = _run(request, collaboration, pages, pk)
    try:
        kept = undo_import(actor=request.user, kind=pages.kind, run=run, now=timezone.now())
        messages.success(request, _("The import has been undone."))
        for text in pages.kept_in_words(kept):
            messages.warning(request, text)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect(pages.url("import", collaboration, run.pk))
