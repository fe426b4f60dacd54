"""The list of documents, a document's own page, its file, and the panel on an organisation's page."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from samhandling.core.asked import filter_asked, page_asked
from samhandling.core.files import serve
from samhandling.core.http import VisitorRequest
from samhandling.documents.forms.documents import DocumentFilterForm
from samhandling.documents.permissions import can_draft, can_register
from samhandling.documents.selectors.document_page import document_page
from samhandling.documents.selectors.documents import document_for, documents_visible
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


def document_list(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    viewer, today = request.user, timezone.localdate()
    has_own = can_draft(viewer, collaboration.pk)
    choices = choices_in(viewer, collaboration, today)
    form = DocumentFilterForm(request.GET, choices=choices, has_own=has_own)
    wanted = wanted_from(request, form)
    rows = rows_listed(viewer, collaboration, today, wanted)
    page = page_of(request, rows, count=None if wanted.is_narrowed else choices.count)
    page.object_list = lines_of(page)
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "is_narrowed": wanted.is_narrowed,
        "state": ngettext("One document you can read.", "%(count)s documents you can read.", count) % {"count": count},
        "can_draft": has_own,
        "can_register": can_register(viewer, collaboration.pk),
        "is_member": is_member(viewer, collaboration.pk),
        "acts": acts_on_documents(viewer, collaboration),
    }
    return render(request, "documents/list.html", context)


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


def organisation_panel(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The latest documents of an organisation, on its page."""
    organisation = organisation_for(request.user, collaboration, pk)
    found = documents_visible(request.user, collaboration, timezone.localdate()).filter(owner=organisation)
    context = {"organisation": organisation, "documents": found[:ROWS_IN_A_PANEL], "count": found.count()}
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
