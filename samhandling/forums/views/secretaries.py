"""Who is the forum's secretary."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.forums.forms.forums import SecretaryForm
from samhandling.forums.permissions import can_manage
from samhandling.forums.selectors.forums import forum_for, secretary_access, secretary_access_for, users_of
from samhandling.forums.services.access import add_secretary, remove_secretary
from samhandling.forums.views.page import form_page, forum_url
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def secretaries(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    page = form_page(
        forum,
        _("Secretaries"),
        _("Add a secretary"),
        intro=_("A secretary fills seats, manages the mandate, and reads and adds papers, in this forum only."),
        template="forums/secretaries.html",
        context={"access": secretary_access(forum)},
    )
    form = SecretaryForm(request.POST or None, users=users_of(collaboration))
    act = partial(add_secretary, actor=request.user, forum=forum)
    return ask(request, page, form, act, _("The secretary has been added."), to=forum_url("secretaries", forum))


@login_required
@require_POST
def secretary_remove(request: UserRequest, collaboration: "Collaboration", pk: int, access: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    act = partial(remove_secretary, actor=request.user, access=secretary_access_for(forum, access))
    return acted(request, act, _("The secretary has been removed."), forum_url("secretaries", forum))
