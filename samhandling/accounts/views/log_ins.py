"""Where one is logged in, and what leads there: to see and to end."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.accounts.adapter import wants_tokens_revoked
from samhandling.accounts.selectors import log_ins_of
from samhandling.accounts.services.log_ins import disconnect_provider, end_log_in, end_other_log_ins
from samhandling.core.http import UserRequest


@login_required
def log_ins(request: UserRequest) -> HttpResponse:
    lines = log_ins_of(request.user, here=request.session.session_key, now=timezone.now())
    return render(request, "accounts/log_ins.html", {"lines": lines})


@require_POST
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def end_one(request: UserRequest) -> HttpResponse:
    """One that is chosen by its mark. One confirms who one is: else a borrowed screen could shut its owner out."""
    if end_log_in(actor=request.user, mark=request.POST.get("mark", "")):
        messages.success(request, _("The session has been ended."))
    return redirect("accounts:log_ins")


@require_POST
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def end_others(request: UserRequest) -> HttpResponse:
    ended = end_other_log_ins(
        actor=request.user,
        here=request.session.session_key,
        now=timezone.now(),
        revoke_tokens=wants_tokens_revoked(request),
    )
    messages.success(
        request, _("You have been logged out everywhere else.") if ended else _("You are not logged in anywhere else.")
    )
    return redirect("accounts:log_ins")


@require_POST
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def disconnect(request: UserRequest, pk: int) -> HttpResponse:
    if not disconnect_provider(actor=request.user, connection_id=pk, now=timezone.now()):
        raise Http404
    messages.success(request, _("Your organisation’s log-in no longer leads here."))
    return redirect("accounts:profile")
