"""What one party pays, over the years."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import VisitorRequest
from samhandling.finance.selectors.entries import entries_of
from samhandling.finance.selectors.ledger import invoice_rows, ledger_of
from samhandling.finance.selectors.splits import prices_of_annex
from samhandling.finance.views.page import finance_page
from samhandling.organisations.selectors import organisation_for
from samhandling.ui.panels import render_panel

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def ledger(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    organisation = organisation_for(request.user, collaboration, pk)
    years = ledger_of(request.user, collaboration, organisation, timezone.localdate())
    return finance_page(request, collaboration, "ledger", "overview", organisation=organisation, years=years)


def ledger_export(request: VisitorRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    """Every amount of every party, a row each, for those who invoice."""
    if kind not in {"csv", "xlsx"}:
        raise Http404
    headers, rows = invoice_rows(entries_of(request.user, collaboration))
    write = xlsx_response if kind == "xlsx" else csv_response
    return write(_("fees-and-shares"), headers, rows)


def organisation_panel(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """This year of the ledger, on the organisation's own page; the newest year, where nothing is known of this one."""
    organisation = organisation_for(request.user, collaboration, pk)
    today = timezone.localdate()
    years = ledger_of(request.user, collaboration, organisation, today)
    latest = next((part for part in years if part.year <= today.year), years[0] if years else None)
    return render_panel(
        request, "finance/organisation_panel.html", {"latest": latest, "organisation": organisation}, about=organisation
    )


def annex_panel(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """What the lines of a municipality's annex cost, on the annex's own page in the agreement."""
    party, shares = prices_of_annex(request.user, collaboration, pk)
    return render_panel(request, "finance/annex_panel.html", {"shares": shares, "party": party}, about=party)
