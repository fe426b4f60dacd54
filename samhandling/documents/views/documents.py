"""The list of documents, a document's own page, its file, and the panel on an organisation's page."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from samhandling.core.asked import filter_asked, page_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.files import serve
from samhandling.core.http import VisitorRequest, as_of
from samhandling.documents.forms.documents import DocumentFilterForm
from samhandling.documents.permissions import can_draft, can_register
from samhandling.documents.selectors.document_page import document_page
from samhandling.documents.selectors.documents import document_for
from samhandling.documents.selectors.listing import DocumentFilter, choices_in, lines_of, rows_listed
from samhandling.documents.views.many_documents import acts_on_documents
from samhandling.organisations.permissions import is_member
from samhandling.organisations.selectors import organisation_for
from samhandling.ui.panels import render_panel

if TYPE_CHECKING:
    from django import forms

    from samhandling.organisations.models import Collaboration

ROWS_ON_A_PAGE = 40
ROWS_IN_A_PANEL = 5


@hears_day
def document_list(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """As of a day that is past: what was dated by then, and how far it had gone. Of a coming day nothing is known."""
    viewer, today, on = request.user, timezone.localdate(), as_of(request)
    then = on if on < today else None
    has_own = can_draft(viewer, collaboration.pk)
    choices = choices_in(viewer, collaboration, today, then)
    form = DocumentFilterForm(request.GET, choices=choices, has_own=has_own)
    wanted = wanted_from(request, form)
    rows = rows_listed(viewer, collaboration, today, wanted, then)
    page = page_of(request, rows, count=None if wanted.is_narrowed else choices.count)
    page.object_list = lines_of(page, then)
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "is_narrowed": wanted.is_narrowed,
        "on": on,
        "then": then,
        "state": _counted(count, then),
        "can_draft": has_own,
        "can_register": can_register(viewer, collaboration.pk),
        "is_member": is_member(viewer, collaboration.pk),
        # What one does is done today: a list of a day that is past is to be read.
        "acts": [] if then else acts_on_documents(viewer, collaboration),
    }
    return render(request, "documents/list.html", context)


def _counted(count: int, then: date | None) -> str:
    if then is None:
        return ngettext("One document you can read.", "%(count)s documents you can read.", count) % {"count": count}
    text = ngettext(
        "One document you can read, dated %(day)s or earlier.",
        "%(count)s documents you can read, dated %(day)s or earlier.",
        count,
    )
    return text % {"count": count, "day": date_format(then, "j F Y")}


def document_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    today = timezone.localdate()
    document = document_for(request.user, collaboration, pk, today)
    return render(
        request,
        "documents/detail.html",
        {"document": document, "page": document_page(request.user, document, today), "today": today},
    )


def document_file(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponseBase:
    document = document_for(request.user, collaboration, pk, timezone.localdate())
    if document.file is None:
        raise Http404
    return serve(document.file, inline=True)


@hears_day
def organisation_panel(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The latest documents of an organisation, on its page."""
    organisation = organisation_for(request.user, collaboration, pk)
    today, on = timezone.localdate(), as_of(request)
    then = on if on < today else None
    rows = rows_listed(request.user, collaboration, today, DocumentFilter(owner=organisation.pk), then)
    listed = reverse("documents:list", kwargs={"collaboration": collaboration.slug})
    context = {
        "documents": lines_of(rows[:ROWS_IN_A_PANEL], then),
        "count": rows.count(),
        "list_url": f"{listed}?owner={organisation.pk}",
    }
    return render_panel(request, "documents/organisation_panel.html", context, about=organisation)


def wanted_from(request: HttpRequest, form: "forms.Form") -> DocumentFilter:
    return wanted_in(filter_asked(request, form))


def wanted_in(asked: Mapping[str, Any]) -> DocumentFilter:
    """What was asked for; a filter that says nothing sensible asks for nothing."""
    return DocumentFilter(
        query=asked.get("query", ""),
        owner=asked.get("owner"),
        kind=asked.get("kind", ""),
        openness=asked.get("openness", ""),
        year=asked.get("year"),
        is_mine=asked.get("is_mine", False),
    )


def page_of(request: HttpRequest, rows: Any, at_once: int = ROWS_ON_A_PAGE, *, count: int | None = None) -> Any:
    """The part of the list that `?sida=` asks for. They are counted, unless `count` says how many there are."""
    return page_asked(request, rows, at_once, count=count)
