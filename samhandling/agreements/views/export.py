"""An agreement and a comparison as files to keep: Word and PDF."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from samhandling.agreements.domain.chapters import Paper
from samhandling.agreements.domain.pdf import as_pdf
from samhandling.agreements.domain.word import as_docx
from samhandling.agreements.selectors.agreements import agreement_for
from samhandling.agreements.selectors.document import comparison_paper, contents_word, paper_of
from samhandling.agreements.selectors.renewal import comparison_of
from samhandling.core.http import VisitorRequest, as_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def export_docx(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return _docx(paper_of(agreement, as_of(request)))


def export_pdf(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return _pdf(paper_of(agreement, as_of(request)))


def comparison_docx(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    return _docx(_comparison(request, collaboration, pk))


def comparison_pdf(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    return _pdf(_comparison(request, collaboration, pk))


def _comparison(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> Paper:
    comparison = comparison_of(agreement_for(request.user, collaboration, pk))
    if comparison is None:
        raise Http404
    return comparison_paper(comparison, timezone.localdate())


def _docx(paper: Paper) -> HttpResponse:
    return _file(as_docx(paper, timezone.now()), DOCX, paper, "docx")


def _pdf(paper: Paper) -> HttpResponse:
    return _file(as_pdf(paper, contents_word(paper.language)), "application/pdf", paper, "pdf")


def _file(content: bytes, content_type: str, paper: Paper, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = f"{slugify(paper.title)[:80] or 'agreement'}.{ending}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
