"""Lists and annexes as files: for those who invoice, and to keep beside the agreement."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from samhandling.agreements.selectors import agreement_for
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import VisitorRequest
from samhandling.core.paper_files import KINDS, as_file
from samhandling.core.papers import PaperResponse
from samhandling.finance.selectors.annex import annex_of_party, annex_of_year
from samhandling.finance.selectors.fees import fee_list_for, fee_rows
from samhandling.lib.paper.chapters import Paper

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


def fees_table(
    request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int, kind: str
) -> HttpResponse:
    """The year's list, a row for each party."""
    if kind not in WRITERS:
        raise Http404
    found = fee_list_for(request.user, agreement_for(request.user, collaboration, agreement), year)
    headers, rows = fee_rows(found)
    return WRITERS[kind](f"{collaboration.slug}-{year}", headers, rows)


def annex(
    request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int, kind: str
) -> PaperResponse:
    found = fee_list_for(request.user, agreement_for(request.user, collaboration, agreement), year)
    return _file(annex_of_year(found, timezone.localdate()), kind)


def party_annex(
    request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int, *, party: int, kind: str
) -> PaperResponse:
    found = fee_list_for(request.user, agreement_for(request.user, collaboration, agreement), year)
    fee = get_object_or_404(found.fees.select_related("party__organisation"), party=party)
    return _file(annex_of_party(request.user, found, fee, timezone.localdate()), kind)


def _file(paper: Paper, kind: str) -> PaperResponse:
    if kind not in KINDS:
        raise Http404
    return as_file(paper, kind, today=timezone.localdate())
