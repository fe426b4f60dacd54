"""Ways to reach people and organisations."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.http import UserRequest
from samhandling.organisations.forms.organisations import ContactPointForm
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.organisations import organisation_for
from samhandling.organisations.selectors.people import contact_point_in, person_for
from samhandling.organisations.services.contacts import (
    add_contact_point,
    change_contact_point,
    remove_contact_point,
)
from samhandling.organisations.views.answers import Question, accepted, ask, below_organisation, below_person

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Person


@login_required
def organisation_contact_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    owner = organisation_for(request.user, collaboration, pk)
    return _add(request, collaboration, owner, below_organisation(collaboration, owner.pk, str(owner)))


@login_required
def person_contact_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    owner = person_for(request.user, collaboration, pk)
    return _add(request, collaboration, owner, below_person(collaboration, owner.pk, str(owner)))


def _add(
    request: UserRequest, collaboration: "Collaboration", owner: "Person | Organisation", place: dict[str, str]
) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    address = place["crumb_url"]
    form = ContactPointForm(request.POST or None)
    if form.is_valid():
        told = {"collaboration": collaboration, "owner": owner, **form.cleaned_data}
        added = accepted(form, lambda: add_contact_point(actor=request.user, **told))
        if added:
            messages.success(request, _("The way of contact is saved."))
            return redirect(address)
    title = _("Add a way to reach %(name)s") % {"name": owner}
    return ask(request, Question(title, address, **place), form)


@login_required
def contact_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    point = contact_point_in(collaboration, pk)
    place = _place_of_owner(collaboration, point)
    address = place["crumb_url"]
    kept: dict[str, Any] = {name: getattr(point, name) for name in ("kind", "value", "is_public", "keep_until")}
    form = ContactPointForm(request.POST or None, initial=kept)
    if form.is_valid():
        change_contact_point(actor=request.user, point=point, **form.cleaned_data)
        messages.success(request, _("The way of contact is saved."))
        return redirect(address)
    return ask(request, Question(_("Change a way of contact"), address, **place), form)


@require_POST
@login_required
def contact_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    point = contact_point_in(collaboration, pk)
    address = _place_of_owner(collaboration, point)["crumb_url"]
    remove_contact_point(actor=request.user, point=point)
    messages.success(request, _("The way of contact is removed."))
    return redirect(address)


def _place_of_owner(collaboration: "Collaboration", point: "ContactPoint") -> dict[str, str]:
    if point.person_id is not None:
        return below_person(collaboration, point.person_id, str(point.person))
    organisation = cast("Organisation", point.organisation)  # it hangs on one of the two: the database sees to it
    return below_organisation(collaboration, organisation.pk, str(organisation))
