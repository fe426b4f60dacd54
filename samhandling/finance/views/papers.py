"""Lists and annexes as files: for those who invoice, and to lay beside the agreement."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from samhandling.agreements.domain.chapters import Paper
from samhandling.agreements.domain.pdf import as_pdf
from samhandling.agreements.domain.word import as_docx
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.document import contents_word
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import VisitorRequest
from samhandling.finance.selectors.annex import annex_of_party, annex_of_year
from samhandling.finance.selectors.fees import fee_list_for, fee_rows

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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
) -> HttpResponse:
    found = fee_list_for(request.user, agreement_for(request.user, collaboration, agreement), year)
    return _file(annex_of_year(found), kind)


def party_annex(
    request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int, *, party: int, kind: str
) -> HttpResponse:
    found = fee_list_for(request.user, agreement_for(request.user, collaboration, agreement), year)
    fee = get_object_or_404(found.fees.select_related("party__organisation"), party=party)
    return _file(annex_of_party(request.user, found, fee), kind)


def _file(paper: Paper, kind: str) -> HttpResponse:
    if kind == "docx":
        response = HttpResponse(as_docx(paper, timezone.now()), content_type=DOCX)
    elif kind == "pdf":
        response = HttpResponse(as_pdf(paper, contents_word(paper.language)), content_type="application/pdf")
    else:
        raise Http404
    name = f"{slugify(paper.title)[:80]}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
