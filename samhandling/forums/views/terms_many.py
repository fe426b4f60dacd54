"""The chosen seats and terms of the two lists, on their way to an act."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.http import UserRequest
from samhandling.forums.selectors.terms import chosen_terms, chosen_vacant
from samhandling.forums.views.many_terms import acts_on_terms, acts_on_vacant
from samhandling.forums.views.terms import query_told
from samhandling.ui.acting import FormPage, show
from samhandling.ui.bulk import asked_of_list, on_many

if TYPE_CHECKING:
    from samhandling.forums.models import Appointment, Seat
    from samhandling.organisations.models import Collaboration


@login_required
def terms_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """What can be asked of the list is asked again: nobody chooses a term that they may not see."""
    query, _form = query_told(request, collaboration, asked_of_list(request))

    def rows_of(_asked: QueryDict, numbers: list[int] | None) -> "list[Appointment]":
        return chosen_terms(request.user, collaboration, query, numbers)

    return on_many(request, _page(collaboration), acts_on_terms(request, collaboration, query), rows_of, show)


@login_required
def vacant_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    query, _form = query_told(request, collaboration, asked_of_list(request))

    def rows_of(_asked: QueryDict, numbers: list[int] | None) -> "list[Seat]":
        return chosen_vacant(request.user, collaboration, query, numbers)

    return on_many(request, _page(collaboration), acts_on_vacant(request, collaboration, query), rows_of, show)


def _page(collaboration: "Collaboration") -> FormPage:
    back = reverse("forums:terms", args=[collaboration.slug])
    title = _("Vacancies and terms")
    return FormPage(title=title, back=back, crumbs=[(title, back)])
