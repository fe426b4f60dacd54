"""What has been done with an agreement's money, for those who take part."""

from typing import TYPE_CHECKING

from django.http import HttpResponse

from samhandling.agreements.selectors import agreement_for
from samhandling.core.asked import page_asked
from samhandling.core.history import read
from samhandling.core.http import VisitorRequest
from samhandling.finance.selectors.history import events_of_money
from samhandling.finance.views.page import finance_page
from samhandling.organisations.permissions import require_member

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

EVENTS_PER_PAGE = 50


def history(request: VisitorRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    """Drafts are told of here, so it is for members; others need not know that the page exists."""
    about = agreement_for(request.user, collaboration, agreement)
    require_member(request.user, collaboration.pk)
    events = page_asked(request, events_of_money(about), EVENTS_PER_PAGE)
    return finance_page(
        request,
        collaboration,
        "history",
        "history",
        agreement=about,
        events=events,
        lines=read(events.object_list),
    )
