"""A file is chosen, shown as what it would become or with all its faults, and read in."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.agreements.forms.importing import ConfirmForm, FileForm
from samhandling.agreements.permissions import can_create
from samhandling.agreements.selectors.importing import inspect_file
from samhandling.agreements.services.importing import FileRefused, import_agreement, preview_of
from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def import_file(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_create(request.user, collaboration.pk))
    if "content" in request.POST:
        return _carry_out(request, collaboration)
    form = FileForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "agreements/import.html", {"form": form})
    return _show(request, collaboration, form.content(), form.cleaned_data["file"].name)


def _show(request: UserRequest, collaboration: "Collaboration", content: bytes, file_name: str) -> HttpResponse:
    """What the file would become, or everything that is wrong with it."""
    inspection = inspect_file(content, collaboration, timezone.localdate())
    context = {"form": FileForm(), "file_name": file_name, "problems": inspection.problems_in_words()}
    if not inspection.problems:
        confirm = ConfirmForm({"content": inspection.text, "file_name": file_name})
        context |= {"preview": preview_of(inspection.file), "confirm": confirm}
    return render(request, "agreements/import.html", context)


def _carry_out(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    confirm = ConfirmForm(request.POST)
    if not confirm.is_valid():
        return redirect("agreements:import", collaboration=collaboration.slug)
    content, file_name = confirm.cleaned_data["content"].encode(), confirm.cleaned_data["file_name"]
    try:
        agreement = import_agreement(
            actor=request.user,
            collaboration=collaboration,
            content=content,
            file_name=file_name,
            today=timezone.localdate(),
        )
    except FileRefused as refused:
        problems = refused.inspection.problems_in_words()
        return render(
            request, "agreements/import.html", {"form": FileForm(), "file_name": file_name, "problems": problems}
        )
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("agreements:import", collaboration=collaboration.slug)
    messages.success(request, _("The agreement has been imported."))
    return redirect("agreements:detail", collaboration=collaboration.slug, pk=agreement.pk)
