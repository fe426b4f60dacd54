"""How a program says whose it is: Authorization: Bearer sht_…. Cookies mean nothing in the API."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone, translation

from samhandling.accounts.domain import why_not_use_token
from samhandling.accounts.enums import TokenRefusal
from samhandling.accounts.selectors import token_by_secret
from samhandling.accounts.services.tokens import note_use
from samhandling.core.api.caller import Caller
from samhandling.core.api.language import language_for
from samhandling.core.api.problems import Problem


def caller_of(request: HttpRequest) -> Caller:
    """For the slot `api.caller`. Without a token one is a visitor; a token that opens nothing is 401, not a visitor."""
    translation.activate(language_for(request))
    header = request.headers.get("Authorization")
    caller = Caller(AnonymousUser()) if header is None else _caller_by(header)
    if caller.user.is_authenticated:
        translation.activate(language_for(request, caller.user.language))
    request.user = caller.user
    return caller


def _caller_by(header: str) -> Caller:
    scheme, _space, secret = header.partition(" ")
    token = token_by_secret(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise _opens_nothing(TokenRefusal.UNKNOWN)
    now = timezone.now()
    if reason := why_not_use_token(
        revoked_at=token.revoked_at, expires_at=token.expires_at, may_log_in=token.user.is_active, now=now
    ):
        raise _opens_nothing(reason)
    note_use(token, now=now)
    return Caller(token.user, frozenset(token.scopes))


def _opens_nothing(reason: TokenRefusal) -> Problem:
    return Problem(
        "not-known",
        detail=reason.label,
        code=reason.value,
        headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )
