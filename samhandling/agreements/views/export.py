"""An agreement and a comparison as files to keep: Word and PDF."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from samhandling.agreements.selectors.agreements import agreement_for
from samhandling.agreements.selectors.document import comparison_paper, paper_of
from samhandling.agreements.selectors.renewal import comparison_of
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import VisitorRequest, as_of
from samhandling.core.paper_files import as_file
from samhandling.core.papers import PaperResponse
from samhandling.lib.paper.chapters import Paper

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def export_docx(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return as_file(paper_of(agreement, as_of(request)), "docx", today=timezone.localdate())


@hears_day
def export_pdf(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return as_file(paper_of(agreement, as_of(request)), "pdf", today=timezone.localdate())


@hears_day
def comparison_docx(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    return as_file(_comparison(request, collaboration, pk), "docx", today=timezone.localdate())


@hears_day
def comparison_pdf(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    return as_file(_comparison(request, collaboration, pk), "pdf", today=timezone.localdate())


def _comparison(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> Paper:
    comparison = comparison_of(agreement_for(request.user, collaboration, pk))
    if comparison is None:
        raise Http404
    return comparison_paper(comparison, timezone.localdate())
