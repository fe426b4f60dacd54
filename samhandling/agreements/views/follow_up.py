"""What is to be followed up, in all agreements of the collaboration."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.agreements.selectors.follow_up import follow_up_of
from samhandling.core.http import VisitorRequest

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def follow_up(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    agreements = follow_up_of(request.user, collaboration, timezone.localdate())
    late = sum(one.late for one in agreements)
    return render(request, "agreements/follow_up.html", {"agreements": agreements, "late": late})
