"""Ways to reach people and organisations."""

from functools import partial
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.forms import initial_of
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
from samhandling.organisations.views.answers import Crumbs, below_organisation, below_person, form_page
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Person


@login_required
def organisation_contact_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    owner = organisation_for(request.user, collaboration, pk)
    return _add(request, collaboration, owner, below_organisation(collaboration, owner))


@login_required
def person_contact_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    owner = person_for(request.user, collaboration, pk)
    return _add(request, collaboration, owner, below_person(collaboration, owner))


def _add(
    request: UserRequest, collaboration: "Collaboration", owner: "Person | Organisation", crumbs: Crumbs
) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    page = form_page(crumbs, _("Add contact details for %(name)s") % {"name": owner})
    act = partial(add_contact_point, actor=request.user, collaboration=collaboration, owner=owner)
    return ask(request, page, ContactPointForm(request.POST or None), act, _("The contact details have been saved."))


@login_required
def contact_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    point = contact_point_in(collaboration, pk)
    page = form_page(_below_owner(collaboration, point), _("Edit contact details"))
    form = ContactPointForm(request.POST or None, initial=initial_of(ContactPointForm, point))
    act = partial(change_contact_point, actor=request.user, point=point)
    return ask(request, page, form, act, _("The contact details have been saved."))


@require_POST
@login_required
def contact_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    point = contact_point_in(collaboration, pk)
    _text, back = _below_owner(collaboration, point)[-1]
    act = partial(remove_contact_point, actor=request.user, point=point)
    return acted(request, act, _("The contact details have been removed."), back)


def _below_owner(collaboration: "Collaboration", point: "ContactPoint") -> Crumbs:
    if point.person is not None:
        return below_person(collaboration, point.person)
    # It hangs on one of the two, and the database sees to it.
    return below_organisation(collaboration, cast("Organisation", point.organisation))
