"""Areas with their topics, aims and perspectives."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.areas import AimForm, AreaForm, NewAimForm
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.areas import aim_for, area_for, areas_of, purpose_of
from samhandling.agreements.services.areas import add_aim, add_area, change_aim, change_area, remove_aim, remove_area
from samhandling.agreements.views.page import address_of, agreement_page, carried_out, form_page, to
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def areas(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    return agreement_page(
        request, agreement, "areas", "areas", areas=areas_of(agreement), purpose=purpose_of(agreement)
    )


@login_required
def area_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = AreaForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: add_area(actor=request.user, agreement=agreement, **form.cleaned_data)
    ):
        messages.success(request, _("The area is added."))
        return to(agreement, "areas")
    back = address_of(agreement, "areas")
    return form_page(request, agreement, "areas", form, title=_("A new area"), submit_text=_("Add"), back=back)


@login_required
def area_change(request: UserRequest, collaboration: "Collaboration", pk: int, area: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = area_for(agreement, area)
    form = AreaForm(request.POST or None, initial={"name": changed.name, "topics": "\n".join(changed.topics)})
    if form.is_valid() and carried_out(
        form, lambda: change_area(actor=request.user, area=changed, **form.cleaned_data)
    ):
        messages.success(request, _("The area is saved."))
        return to(agreement, "areas")
    return form_page(request, agreement, "areas", form, title=changed.name, back=address_of(agreement, "areas"))


@login_required
@require_POST
def area_remove(request: UserRequest, collaboration: "Collaboration", pk: int, area: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    removed = area_for(agreement, area)
    acted(request, lambda: remove_area(actor=request.user, area=removed), _("The area is removed."))
    return to(agreement, "areas")


@login_required
def aim_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = NewAimForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: add_aim(actor=request.user, agreement=agreement, **form.cleaned_data)
    ):
        messages.success(request, _("It is added."))
        return to(agreement, "areas")
    back = address_of(agreement, "areas")
    title = _("A new aim or perspective")
    return form_page(request, agreement, "areas", form, title=title, submit_text=_("Add"), back=back)


@login_required
def aim_change(request: UserRequest, collaboration: "Collaboration", pk: int, aim: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = aim_for(agreement, aim)
    form = AimForm(request.POST or None, initial={"text": changed.text})
    if form.is_valid() and carried_out(form, lambda: change_aim(actor=request.user, aim=changed, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return to(agreement, "areas")
    title = changed.get_kind_display().capitalize()
    return form_page(request, agreement, "areas", form, title=title, back=address_of(agreement, "areas"))


@login_required
@require_POST
def aim_remove(request: UserRequest, collaboration: "Collaboration", pk: int, aim: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    removed = aim_for(agreement, aim)
    acted(request, lambda: remove_aim(actor=request.user, aim=removed), _("It is removed."))
    return to(agreement, "areas")
