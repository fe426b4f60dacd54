"""One's own API tokens: what they reach, made, shown once, revoked."""

from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samhandling.accounts.forms import TokenForm
from samhandling.accounts.selectors import token_for, token_page
from samhandling.accounts.services.tokens import create_token, revoke_token
from samhandling.core.http import UserRequest
from samhandling.lib.errors import RuleBroken


@login_required
def token_list(request: UserRequest) -> HttpResponse:
    return render(request, "accounts/tokens.html", {"told": token_page(request.user, timezone.now())})


@never_cache
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def token_create(request: UserRequest) -> HttpResponse:
    """The page that answers shows the secret. It is never shown again, not even by going back to it."""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        now, told = timezone.now(), form.cleaned_data
        expires_at = now + timedelta(days=int(told["days"]))
        try:
            made = create_token(
                actor=request.user, name=told["name"], scopes=told["scopes"], expires_at=expires_at, now=now
            )
        except RuleBroken as broken:
            form.add_error(None, broken.message)
        else:
            return render(request, "accounts/token_created.html", {"token": made.token, "secret": made.secret})
    return render(request, "accounts/token_create.html", {"form": form})


@require_POST
@login_required
def token_revoke(request: UserRequest, token: int) -> HttpResponse:
    revoke_token(actor=request.user, token=token_for(request.user, token), now=timezone.now())
    messages.success(request, _("The token is revoked and opens nothing any more."))
    return redirect("accounts:tokens")
