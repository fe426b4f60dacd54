"""Whom we let in when an organisation vouches for somebody: those who were invited, and nobody else."""

import logging
from typing import Any, ClassVar

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from requests import RequestException

from samhandling.accounts.enums import LogInRefusal
from samhandling.accounts.saml import NAME_OF
from samhandling.accounts.selectors import provider_with
from samhandling.accounts.services.log_ins import let_in
from samhandling.lib.errors import RuleBroken
from samhandling.lib.login_providers import LoginProvider

logger = logging.getLogger(__name__)

KINDS = {"oidc": "openid_connect", "saml": "saml"}


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultSocialAccountAdapter.error_messages

    def list_apps(
        self, _request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers of the operator's file. The table that allauth has for them is never asked."""
        apps = [_app_of(entry) for entry in settings.LOGIN_PROVIDERS]
        return [
            app
            for app in apps
            if provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Who has come this way before is known by the provider's key; anybody else by an invited address."""
        account = sociallogin.account
        try:
            known = let_in(
                provider=provider_with(account.provider),
                uid=account.uid,
                vouched=sociallogin.vouched,
                user=sociallogin.user if sociallogin.is_existing else None,
                now=timezone.now(),
            )
        except RuleBroken as broken:
            raise refused(request, LogInRefusal(broken.reason.value), provider_with(account.provider)) from broken
        sociallogin.account, sociallogin.user = known, known.user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """A page that says what happened, instead of allauth's. What the provider wrote is not shown."""
        if error == AuthError.CANCELLED:
            reason = LogInRefusal.CANCELLED
        elif isinstance(exception, RequestException | OSError):
            reason = LogInRefusal.UNREACHABLE
        elif exception is None and "state_id" in (extra_context or {}):
            reason = LogInRefusal.STALE
        else:
            reason = LogInRefusal.NOT_UNDERSTOOD
        # For the operator: what went wrong and where, and nothing of what was received about a person.
        logger.warning("Log-in through %s came to nothing: %s, %r", provider.app.provider_id, reason.value, exception)
        raise refused(request, reason, provider_with(provider.app.provider_id))


def refused(request: HttpRequest, reason: LogInRefusal, provider: LoginProvider) -> ImmediateHttpResponse:
    """The end of a log-in that came to nothing, as a page with the reason."""
    status = 503 if reason is LogInRefusal.UNREACHABLE else 403
    context = {"reason": reason, "provider": provider}
    return ImmediateHttpResponse(render(request, "accounts/log_in_refused.html", context, status=status))


def _app_of(entry: LoginProvider) -> SocialApp:
    app_settings = _oidc_settings(entry) if entry.type == "oidc" else _saml_settings(entry)
    return SocialApp(
        provider=KINDS[entry.type],
        provider_id=entry.id,
        name=entry.name,
        client_id=entry.client_id if entry.type == "oidc" else entry.id,
        secret=entry.secret,
        settings=app_settings,
    )


def _oidc_settings(entry: LoginProvider) -> dict[str, Any]:
    return {
        "server_url": entry.server_url,
        "scope": list(entry.scopes),
        "oauth_pkce_enabled": True,
        "uid_field": entry.uid_field or "sub",
        "email_field": entry.email_field,
        "name_field": entry.name_field,
        "affiliation_claim": entry.affiliation_claim,
    }


def _saml_settings(entry: LoginProvider) -> dict[str, Any]:
    given = {"uid": entry.uid_field, "email": entry.email_field, "name": entry.name_field}
    idp = {
        "entity_id": entry.entity_id,
        "sso_url": entry.sso_url,
        "x509cert": entry.certificate,
        "metadata": entry.metadata,
    }
    return {
        "idp": idp | ({"metadata_url": entry.metadata_url} if entry.metadata_url else {}),
        "attribute_mapping": {key: [given[key]] if given[key] else list(names) for key, names in NAME_OF.items()},
        "advanced": {"strict": True, "want_assertion_signed": True, "reject_idp_initiated_sso": True},
    }
