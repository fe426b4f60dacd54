"""Lasting addresses lead on to the page about the thing, for those who may see it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from samhandling.core.http import VisitorRequest
from samhandling.opendata.selectors import lasting_addresses

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


class SeeOther(HttpResponseRedirect):
    """The address names a thing in the world; here is a page about it."""

    status_code = 303


@require_safe
def organisation(request: VisitorRequest, organisation: int) -> HttpResponse:
    return _lead(request, lasting_addresses.page_of_organisation, organisation)


@require_safe
def forum(request: VisitorRequest, forum: int) -> HttpResponse:
    return _lead(request, lasting_addresses.page_of_forum, forum)


@require_safe
def person(request: VisitorRequest, person: int) -> HttpResponse:
    return _lead(request, lasting_addresses.page_of_person, person)


@require_safe
def seat(request: VisitorRequest, seat: int) -> HttpResponse:
    return _lead(request, lasting_addresses.page_of_seat, seat)


@require_safe
def appointment(request: VisitorRequest, appointment: int) -> HttpResponse:
    return _lead(request, lasting_addresses.page_of_appointment, appointment)


@require_safe
def presidium_term(request: VisitorRequest, term: int) -> HttpResponse:
    return _lead(request, lasting_addresses.page_of_presidium_term, term)


@require_safe
def participation(request: VisitorRequest, participation: int) -> HttpResponse:
    return _lead(request, lasting_addresses.page_of_participation, participation)


def _lead(request: VisitorRequest, page_of: Callable[["Viewer", int], str], pk: int) -> HttpResponse:
    return SeeOther(page_of(request.user, pk))
