"""The register of one's own organisation's documents, as a page to print and as a table to take along."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.access import require
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest
from samhandling.documents.forms.documents import RegisterFilterForm
from samhandling.documents.permissions import can_register
from samhandling.documents.selectors.register import RegisterLine, register_lines
from samhandling.documents.views.documents import page_of, wanted_from

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

# A register is printed whole, so a page of it holds what somebody would print.
ROWS_ON_A_PAGE = 500
ANSWERS = {"csv": csv_response, "xlsx": xlsx_response}


@login_required
def register(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_register(request.user, collaboration.pk))
    form, lines = _asked_for(request, collaboration)
    context = {
        "form": form,
        "page": page_of(request, lines, ROWS_ON_A_PAGE),
        "is_narrowed": wanted_from(request, form).is_narrowed,
        "has_many": len(form.registers) > 1,
        "state": ngettext(
            "One document in the register of %(organisations)s.",
            "%(count)s documents in the register of %(organisations)s.",
            len(lines),
        )
        % {"count": len(lines), "organisations": ", ".join(map(str, form.registers))},
        "query": request.GET.urlencode(),
    }
    return render(request, "documents/register.html", context)


@login_required
def register_export(request: UserRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    """The register as it was filtered."""
    if kind not in ANSWERS:
        raise Http404
    require(can_register(request.user, collaboration.pk))
    _form, lines = _asked_for(request, collaboration)
    headers = [
        _("Register of"),
        _("Registration number"),
        _("Date"),
        _("Received, sent or drawn up"),
        _("Sender or recipient"),
        _("Title"),
        _("Kind"),
        _("Openness"),
        _("Shared"),
        _("Shared with"),
        _("Published"),
        _("Retention"),
        _("Kept from"),
        _("Disposed of"),
    ]
    return ANSWERS[kind](f"dokumentlista-{collaboration.slug}", headers, (_row(line) for line in lines))


def _asked_for(request: UserRequest, collaboration: "Collaboration") -> tuple[RegisterFilterForm, list[RegisterLine]]:
    today = timezone.localdate()
    form = RegisterFilterForm(request.GET, viewer=request.user, collaboration=collaboration, today=today)
    wanted = wanted_from(request, form)
    chosen = form.cleaned_data.get("organisation") if form.is_valid() else None
    return form, register_lines(request.user, collaboration, today, wanted, chosen)


def _row(line: RegisterLine) -> list[Any]:
    document = line.document
    return [
        str(line.organisation),
        line.registration_number,
        line.day,
        line.direction,
        line.correspondent,
        line.title,
        str(document.get_kind_display()),
        str(document.get_openness_display()),
        line.shared_at,
        line.shared_with,
        document.published_at,
        str(document.retention_class or ""),
        document.retained_from,
        document.disposed_at,
    ]
