"""One's own account, the language of the pages, and the answer to an invitation."""

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from samhandling.accounts.domain import why_not_accept
from samhandling.accounts.enums import Refusal
from samhandling.accounts.forms import AcceptForm, ProfileForm
from samhandling.accounts.middleware import MISSING, SECOND_FACTOR
from samhandling.accounts.selectors import (
    connections_of,
    doors_of,
    factors_of,
    invitation_by_secret,
    provider_of_address,
)
from samhandling.accounts.services.invitations import accept_invitation
from samhandling.accounts.services.users import change_profile
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.lib.errors import RuleBroken
from samhandling.ui.acting import FormPage, ask

if TYPE_CHECKING:
    from samhandling.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_required
def profile(request: UserRequest) -> HttpResponse:
    user = request.user
    page = FormPage(
        title=_("My account"),
        intro=_("You log in with %(email)s.") % {"email": user.email},
        back=reverse("accounts:profile"),
        template="accounts/profile.html",
        context={
            "factors": factors_of(user),
            "connections": connections_of(user),
            "doors": doors_of(user),
            "second_factor_wanted": request.session.get(SECOND_FACTOR) == MISSING,
        },
    )
    form = ProfileForm(request.POST or None, initial=initial_of(ProfileForm, user))
    return ask(request, page, form, partial(change_profile, actor=user), _saved_in_words)


def _saved_in_words(user: "User") -> str:
    """In the language that was just chosen."""
    with translation.override(user.language):
        return _("Your details have been saved.")


@require_POST
def language(request: VisitorRequest) -> HttpResponse:
    """Show the pages in another language: kept with the user, or in a cookie for a visitor."""
    chosen = request.POST.get("language", "")
    response = redirect(_way_back(request))
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            change_profile(actor=request.user, name=request.user.name, language=chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=60 * 60 * 24 * 365,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: VisitorRequest, secret: str) -> HttpResponse:
    invitation = invitation_by_secret(secret)
    if invitation is None:
        return _closed(request, Refusal.UNKNOWN, status=404)
    now = timezone.now()
    reason = why_not_accept(
        accepted_at=invitation.accepted_at, revoked_at=invitation.revoked_at, expires_at=invitation.expires_at, now=now
    )
    if reason:
        return _closed(request, reason)
    provider = provider_of_address(invitation.user.email)
    if provider and provider.required:
        return render(request, "accounts/invitation.html", {"invitation": invitation, "organisation": provider})
    form = AcceptForm(request.POST or None, user=invitation.user, initial={"name": invitation.user.name})
    if form.is_valid():
        given = form.cleaned_data
        try:
            user = accept_invitation(secret=secret, name=given["name"], password=given["password1"], now=now)
        except RuleBroken as broken:
            return _closed(request, Refusal(broken.reason.value))
        login(request, user, backend=BACKEND)
        messages.success(request, _("Welcome, %(name)s. You are logged in.") % {"name": user.name})
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "invitation": invitation, "organisation": provider}
    return render(request, "accounts/invitation.html", context)


def _closed(request: VisitorRequest, reason: Refusal, status: int = 410) -> HttpResponse:
    return render(request, "accounts/invitation_closed.html", {"reason": reason}, status=status)


def _way_back(request: VisitorRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else resolve_url("/")
