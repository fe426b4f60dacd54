"""What is to be followed up, in all agreements of the collaboration."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.agreements.selectors.follow_up import due_by_year, follow_up_of
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import VisitorRequest, as_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def follow_up(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    on, today = as_of(request), timezone.localdate()
    agreements = follow_up_of(request.user, collaboration, on, today=today)
    context = {
        "agreements": agreements,
        "late": sum(one.late for one in agreements),
        "by_year": due_by_year(agreements, min(on, today)),
        "on": on,
        "is_foretold": on > today,
    }
    return render(request, "agreements/follow_up.html", context)
