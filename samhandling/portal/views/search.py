"""Search: a page of its own, and suggestions as one types."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from samhandling.core.asked import choice_asked, filter_asked
from samhandling.core.http import VisitorRequest
from samhandling.portal.forms import SearchForm
from samhandling.portal.selectors.search import Findings, search

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

EVERYWHERE = "alla"


def search_page(request: VisitorRequest, collaboration: "Collaboration | None" = None) -> HttpResponse:
    form = SearchForm(request.GET or None)
    findings = _findings(request, form, collaboration)
    query = findings.query if findings else ""
    wider = f"?{urlencode({'q': query, 'var': EVERYWHERE})}"
    return render(request, "portal/search.html", {"form": form, "findings": findings, "wider": wider})


def suggestions(request: VisitorRequest, collaboration: "Collaboration | None" = None) -> HttpResponse:
    """The best of each kind, as a part of a page."""
    findings = _findings(request, SearchForm(request.GET or None), collaboration)
    return render(request, "portal/parts/suggestions.html", {"findings": findings})


def _findings(request: VisitorRequest, form: SearchForm, collaboration: "Collaboration | None") -> Findings | None:
    query = filter_asked(request, form).get("q", "")
    everywhere = choice_asked(request, "var", {EVERYWHERE}) == EVERYWHERE
    return search(request.user, query, collaboration=collaboration, everywhere=everywhere) if query else None
