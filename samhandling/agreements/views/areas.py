"""Areas with their topics, aims and perspectives."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.areas import AimForm, AreaForm, NewAimForm
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.areas import aim_for, area_for, areas_of, purpose_of
from samhandling.agreements.services.areas import add_aim, add_area, change_aim, change_area, remove_aim, remove_area
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def areas(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return agreement_page(
        request, agreement, "areas", "areas", areas=areas_of(agreement), purpose=purpose_of(agreement)
    )


@login_required
def area_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(request, agreement, "areas", _("New area"), submit=_("Add"))
    form = AreaForm(request.POST or None)
    return ask(
        request, page, form, partial(add_area, actor=request.user, agreement=agreement), _("The area has been added.")
    )


@login_required
def area_change(request: UserRequest, collaboration: "Collaboration", pk: int, area: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = area_for(agreement, area)
    page = form_page(request, agreement, "areas", changed.name)
    form = AreaForm(request.POST or None, initial=initial_of(AreaForm, changed))
    return ask(
        request, page, form, partial(change_area, actor=request.user, area=changed), _("The area has been saved.")
    )


@login_required
@require_POST
def area_remove(request: UserRequest, collaboration: "Collaboration", pk: int, area: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(remove_area, actor=request.user, area=area_for(agreement, area))
    return acted(request, act, _("The area has been removed."), address_of(agreement, "areas"))


@login_required
def aim_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(request, agreement, "areas", _("New aim or perspective"), submit=_("Add"))
    form = NewAimForm(request.POST or None)
    return ask(request, page, form, partial(add_aim, actor=request.user, agreement=agreement), _("It has been added."))


@login_required
def aim_change(request: UserRequest, collaboration: "Collaboration", pk: int, aim: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = aim_for(agreement, aim)
    page = form_page(request, agreement, "areas", changed.get_kind_display().capitalize())
    form = AimForm(request.POST or None, initial=initial_of(AimForm, changed))
    return ask(request, page, form, partial(change_aim, actor=request.user, aim=changed), _("It has been saved."))


@login_required
@require_POST
def aim_remove(request: UserRequest, collaboration: "Collaboration", pk: int, aim: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(remove_aim, actor=request.user, aim=aim_for(agreement, aim))
    return acted(request, act, _("It has been removed."), address_of(agreement, "areas"))
