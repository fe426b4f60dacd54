"""One's own API tokens: what they reach, made, shown once, revoked."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samhandling.accounts.forms import TokenForm
from samhandling.accounts.selectors import token_for, token_page
from samhandling.accounts.services.tokens import create_token, revoke_token
from samhandling.core.http import UserRequest
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from samhandling.accounts.services.tokens import NewToken


@login_required
def token_list(request: UserRequest) -> HttpResponse:
    return render(request, "accounts/tokens.html", {"page": token_page(request.user, timezone.now())})


@never_cache
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def token_create(request: UserRequest) -> HttpResponse:
    """The page that answers shows the secret. It is never shown again, not even by going back to it."""
    tokens = reverse("accounts:tokens")
    page = FormPage(
        title=_("Create a token"),
        intro=_("Anyone who has the token can act as you. It is shown once, on the next page."),
        submit=_("Create the token"),
        back=tokens,
        crumbs=[(_("My account"), reverse("accounts:profile")), (_("API tokens"), tokens)],
    )

    def create(name: str, scopes: list[str], days: int) -> "NewToken":
        now = timezone.now()
        return create_token(actor=request.user, name=name, scopes=scopes, expires_at=now + timedelta(days), now=now)

    def shown(made: "NewToken") -> HttpResponse:
        return render(request, "accounts/token_created.html", {"token": made.token, "secret": made.secret})

    return ask(request, page, TokenForm(request.POST or None), create, "", to=shown)


@require_POST
@login_required
def token_revoke(request: UserRequest, token: int) -> HttpResponse:
    act = partial(revoke_token, actor=request.user, token=token_for(request.user, token), now=timezone.now())
    return acted(request, act, _("The token has been revoked and no longer works."), reverse("accounts:tokens"))
