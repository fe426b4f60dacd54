"""The page for whoever answers for an organisation: all of it from one place."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.core.chosen_day import hears_day
from samhandling.core.http import UserRequest, as_of
from samhandling.portal.permissions import require_party
from samhandling.portal.selectors.our_organisation import our_organisation, own_party_for
from samhandling.portal.selectors.own import OwnParty, own_parties

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
@login_required
def our_organisations(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """The organisation; those who answer for several choose."""
    require_party(request.user, collaboration.pk)
    on = as_of(request)
    parties = own_parties(request.user, collaboration, on)
    if len(parties) == 1:
        return _page(request, collaboration, parties[0], on)
    return render(request, "portal/our_organisations.html", {"parties": parties, "on": on})


@hears_day
@login_required
def one_of_ours(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    on = as_of(request)
    return _page(request, collaboration, own_party_for(request.user, collaboration, pk, on), on)


def _page(request: UserRequest, collaboration: "Collaboration", party: OwnParty, on: date) -> HttpResponse:
    page = our_organisation(request.user, collaboration, party, on, today=timezone.localdate())
    return render(request, "portal/our_organisation.html", {"ours": page, "on": on})
