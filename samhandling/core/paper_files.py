"""A paper as a file to keep: Word or PDF."""

from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import override

from samhandling.core.papers import Making, PaperResponse
from samhandling.lib.paper.chapters import Paper
from samhandling.lib.paper.pdf import as_pdf
from samhandling.lib.paper.word import as_docx

KINDS = ("docx", "pdf")


def as_file(paper: Paper, kind: str, *, today: date, title: str = "") -> PaperResponse:
    """The file is named after `title`, or else after the paper. Word tells the day it was made, and no more."""
    return PaperResponse(_making(paper, kind, today), title=title or paper.title, kind=kind)


def _making(paper: Paper, kind: str, today: date) -> Making:
    if kind == "docx":
        return Making(as_docx, (paper, datetime.combine(today, time(12), UTC)))
    with override(paper.language):
        return Making(as_pdf, (paper, _("Contents")))
