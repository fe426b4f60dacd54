"""Reads: invitations by their secret, and those that are still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from samhandling.accounts.domain import hash_of
from samhandling.accounts.models import ApiToken, Invitation, User
from samhandling.core.api.scopes import all_scopes


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation whose mail held this secret, whatever has become of it."""
    return Invitation.objects.select_related("user", "invited_by").filter(secret_hash=hash_of(secret)).first()


def user_by_email(email: str) -> User | None:
    """Who logs in with this address, written in any case."""
    return User.objects.filter(email=email.strip().lower()).first()


def open_invitations(user_ids: Iterable[int], *, now: datetime) -> dict[int, Invitation]:
    """For each of these users the invitation that waits for an answer, if one does. One query."""
    waiting = Invitation.objects.filter(
        user__in=list(user_ids), accepted_at=None, revoked_at=None, expires_at__gt=now
    ).order_by("invited_at")
    return {invitation.user_id: invitation for invitation in waiting}


def token_by_secret(secret: str) -> ApiToken | None:
    """The token with this secret, and its user, whatever has become of them. One query."""
    return ApiToken.objects.select_related("user").filter(secret_hash=hash_of(secret)).first()


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """One's own tokens, those that have ended too, the newest first."""
    return ApiToken.objects.filter(user=user)


def living_tokens_of(user: User, now: datetime) -> QuerySet[ApiToken]:
    return tokens_of(user).filter(revoked_at=None, expires_at__gt=now)


def token_for(user: User, pk: int) -> ApiToken:
    """One's own token, or 404."""
    return get_object_or_404(tokens_of(user), pk=pk)


@dataclass(frozen=True, slots=True)
class ShownToken:
    """A token as its owner reads of it."""

    token: ApiToken
    scopes: list[str | Promise]


@dataclass(frozen=True, slots=True)
class TokenPage:
    """One's tokens: those that open something, and those that have ended."""

    living: list[ShownToken]
    ended: list[ShownToken]


def token_page(user: User, now: datetime) -> TokenPage:
    """One query."""
    labels = {scope.name: scope.label for scope in all_scopes()}
    shown = [ShownToken(token, [labels.get(name, name) for name in token.scopes]) for token in tokens_of(user)]
    living = [one for one in shown if one.token.revoked_at is None and one.token.expires_at > now]
    return TokenPage(living, [one for one in shown if one not in living])
