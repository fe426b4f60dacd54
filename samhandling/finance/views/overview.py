"""The room's first page: what collaboration costs, who pays, in which form and for what."""

from typing import TYPE_CHECKING

from django.http import HttpResponse

from samhandling.core.http import VisitorRequest, as_of
from samhandling.finance.selectors.board import board_of
from samhandling.finance.views.page import finance_page

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def overview(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    board = board_of(request.user, collaboration, year=_year(request))
    return finance_page(request, collaboration, "overview", "overview", board=board)


def _year(request: VisitorRequest) -> int:
    """`?ar=2027`, else the year of the day that the page tells about. A year that is none is this one."""
    asked = request.GET.get("ar", "")
    is_year = asked.isascii() and asked.isdigit() and len(asked) == 4
    return int(asked) if is_year else as_of(request).year
