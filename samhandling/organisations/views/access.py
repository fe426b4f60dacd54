"""Who has access, and how they get it."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest
from samhandling.organisations.enums import Refusal
from samhandling.organisations.forms.collaborations import InviteForm
from samhandling.organisations.permissions import can_administer, require_administrator
from samhandling.organisations.selectors.access import (
    access_lines,
    history_of_access,
    invitation_in,
    invitation_lines,
    party_access_in,
    role_access_in,
)
from samhandling.organisations.selectors.granted_access import granted_in
from samhandling.organisations.services.access import invite, send_again, take_back, take_party, take_role
from samhandling.organisations.views.answers import address_of, below, form_page
from samhandling.organisations.views.many_users import acts_on_access
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def access(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    context = {
        "lines": access_lines(collaboration, now=timezone.now()),
        "acts": acts_on_access(request.user, collaboration),
        "history": history_of_access(collaboration),
        "last_coordinator": str(Refusal.LAST_COORDINATOR.label),
    }
    return render(request, "organisations/access.html", context)


@login_required
def granted(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Who has got what, by whom and when. For the coordinator, and for those whom parts of it concern."""
    context = {
        "lines": granted_in(request.user, collaboration),
        "may_administer": can_administer(request.user, collaboration.pk),
    }
    return render(request, "organisations/granted.html", context)


@login_required
def granted_export(request: UserRequest, collaboration: "Collaboration", form: str) -> HttpResponse:
    answer = csv_response if form == "csv" else xlsx_response
    rows = [
        (str(line.user), line.user.email, line.access, line.given_at, line.given_by)
        for line in granted_in(request.user, collaboration)
    ]
    headers = [_("User"), _("Email"), _("Access"), _("Granted"), _("By")]
    return answer(f"atkomst-{collaboration.slug}", headers, rows)


@login_required
def access_invite(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Somebody new, or more access for somebody who has some: the address tells which."""
    require_administrator(request.user, collaboration.pk)
    page = form_page(
        below("access", _("Access"), collaboration),
        _("Invite someone"),
        _("Send the invitation"),
        intro=_(
            "The person receives an email with a link. Anyone who can already log in is notified of the new access."
        ),
    )
    initial = {"email": request.GET.get("epost", ""), "name": request.GET.get("namn", "")}
    form = InviteForm(request.POST or None, collaboration=collaboration, initial=initial)
    act = partial(invite, actor=request.user, collaboration=collaboration, now=timezone.now())
    done = _("An invitation is on its way to %(email)s.")
    return ask(request, page, form, act, lambda invited: done % {"email": invited.email})


@require_POST
@login_required
def role_take(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    found = role_access_in(collaboration, pk)
    # Whoever takes the role from themselves has no business on the page of access any more.
    is_own = found.user_id == request.user.pk
    act = partial(take_role, actor=request.user, access=found)
    back = address_of("list" if is_own else "access", collaboration)
    return acted(request, act, _("The role has been withdrawn."), back)


@require_POST
@login_required
def party_take(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    act = partial(take_party, actor=request.user, access=party_access_in(collaboration, pk))
    return acted(request, act, _("The access has been withdrawn."), address_of("access", collaboration))


@login_required
def invitations(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    lines = invitation_lines(collaboration, now=timezone.now())
    return render(request, "organisations/invitations.html", {"lines": lines})


@require_POST
@login_required
def invitation_send(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    found, now = invitation_in(collaboration, pk), timezone.now()
    act = partial(send_again, actor=request.user, collaboration=collaboration, invitation=found, now=now)
    done = _("A new invitation is on its way. The old link no longer works.")
    return acted(request, act, done, address_of("invitations", collaboration))


@require_POST
@login_required
def invitation_revoke(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    found, now = invitation_in(collaboration, pk), timezone.now()
    act = partial(take_back, actor=request.user, collaboration=collaboration, invitation=found, now=now)
    done = _("The invitation has been withdrawn. Its link no longer works.")
    return acted(request, act, done, address_of("invitations", collaboration))
