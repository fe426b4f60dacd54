"""An agreement and a comparison as files to keep: Word and PDF."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from samhandling.agreements.domain.chapters import Paper
from samhandling.agreements.selectors.agreements import agreement_for
from samhandling.agreements.selectors.document import comparison_paper, making_of, paper_of
from samhandling.agreements.selectors.renewal import comparison_of
from samhandling.core.http import VisitorRequest, as_of
from samhandling.core.papers import PaperResponse

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def export_docx(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return _as_file(paper_of(agreement, as_of(request)), "docx")


def export_pdf(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return _as_file(paper_of(agreement, as_of(request)), "pdf")


def comparison_docx(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    return _as_file(_comparison(request, collaboration, pk), "docx")


def comparison_pdf(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    return _as_file(_comparison(request, collaboration, pk), "pdf")


def _comparison(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> Paper:
    comparison = comparison_of(agreement_for(request.user, collaboration, pk))
    if comparison is None:
        raise Http404
    return comparison_paper(comparison, timezone.localdate())


def _as_file(paper: Paper, kind: str) -> PaperResponse:
    return PaperResponse(making_of(paper, kind, timezone.localdate()), title=paper.title, kind=kind)
