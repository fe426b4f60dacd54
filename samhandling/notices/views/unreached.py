"""Whom no mail reaches, for the coordinator."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from samhandling.core.http import UserRequest
from samhandling.notices.selectors.reach import unreached_in
from samhandling.organisations.permissions import require_administrator

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def unreached(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    return render(request, "notices/unreached.html", {"users": unreached_in(collaboration)})
