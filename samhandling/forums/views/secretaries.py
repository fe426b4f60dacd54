"""Who is the forum's secretary."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.acting import carried_out, done
from samhandling.core.http import UserRequest
from samhandling.forums.forms.forums import SecretaryForm
from samhandling.forums.permissions import can_manage
from samhandling.forums.selectors.forums import forum_for, secretary_access, secretary_access_for, users_of
from samhandling.forums.services.access import add_secretary, remove_secretary
from samhandling.forums.views.acting import forum_url, one_button

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def secretaries(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    form = SecretaryForm(request.POST or None, users=users_of(collaboration))
    if carried_out(form, lambda: add_secretary(actor=request.user, forum=forum, **form.cleaned_data)):
        return done(request, _("The secretary has been added."), forum_url("secretaries", forum))
    context = {"forum": forum, "form": form, "access": secretary_access(forum), "cancel": forum_url("detail", forum)}
    return render(request, "forums/secretaries.html", context)


@login_required
@require_POST
def secretary_remove(request: UserRequest, collaboration: "Collaboration", pk: int, access: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    found = secretary_access_for(forum, access)
    return one_button(
        request,
        lambda: remove_secretary(actor=request.user, access=found),
        said=_("The secretary has been removed."),
        back=forum_url("secretaries", forum),
    )
