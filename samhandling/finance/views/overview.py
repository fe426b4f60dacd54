"""The room's first page: what collaboration costs, who pays, in which form and for what."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.asked import note_misread
from samhandling.core.http import VisitorRequest, as_of
from samhandling.finance.selectors.board import board_of
from samhandling.finance.views.page import finance_page
from samhandling.lib.periods import EARLIEST, LATEST

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def overview(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    board = board_of(request.user, collaboration, year=_year(request), today=timezone.localdate())
    return finance_page(request, collaboration, "overview", "overview", board=board)


def _year(request: VisitorRequest) -> int:
    """`?ar=2027`, else the year of the day that the page tells about."""
    asked = request.GET.get("ar", "")
    if asked.isascii() and asked.isdigit() and EARLIEST.year <= int(asked[:5]) <= LATEST.year:
        return int(asked)
    year = as_of(request).year
    if asked:
        words = _("“%(asked)s” is not a valid year. Write it with four digits.")
        note_misread(request, "ar", words, _("%(year)s is shown.") % {"year": year})
    return year
