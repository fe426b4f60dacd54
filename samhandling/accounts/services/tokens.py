"""Verbs of tokens, with which programs act as their owners."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samhandling.accounts.domain import TOKEN_PREFIX, hash_of, is_use_noted, why_not_create_token
from samhandling.accounts.models import ApiToken, User
from samhandling.accounts.selectors import living_tokens_of
from samhandling.accounts.services.letters import address_of, write_to
from samhandling.core.access import require
from samhandling.core.api.scopes import all_scopes
from samhandling.core.audit import record
from samhandling.core.verbs import refuse
from samhandling.core.when_free import unless_busy


@dataclass(frozen=True, slots=True)
class NewToken:
    """The token and its secret, which is shown once and then known to nobody but its owner."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(*, actor: User, name: str, scopes: Collection[str], expires_at: datetime, now: datetime) -> NewToken:
    """Let a program act as oneself. A mail says so, in case it was somebody else."""
    User.objects.select_for_update().get(pk=actor.pk)  # two at once must not both be the last that is allowed
    living = living_tokens_of(actor, now).count()
    refuse(why_not_create_token(expires_at=expires_at, now=now, scopes=len(scopes), living=living))
    if unknown := set(scopes) - {scope.name for scope in all_scopes()}:
        raise ValueError(f"there are no scopes called {sorted(unknown)}")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=actor,
        name=name.strip(),
        secret_hash=hash_of(secret),
        beginning=secret[:8],
        scopes=sorted(scopes),
        created_at=now,
        expires_at=expires_at,
    )
    record(actor, "token.created", actor, after={"scopes": token.scopes, "expires_on": expires_at.date()})
    write_to(actor, "token_created", {"token": token, "url": address_of("accounts:tokens")}, now)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(*, actor: User, token: ApiToken, now: datetime) -> ApiToken:
    """From now on the token opens nothing. Only its owner revokes it; whoever is erased loses all of theirs."""
    require(token.user_id == actor.pk)
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        record(actor, "token.revoked", actor)
    return token


@transaction.atomic
def revoke_all_tokens(*, actor: User | None, user: User, now: datetime) -> int:
    """No program acts as the user any longer. Returns how many tokens there were; the operator is nobody as actor."""
    revoked = living_tokens_of(user, now).update(revoked_at=now)
    if revoked:
        record(actor, "token.all_revoked", user, after={"count": revoked})
    return revoked


def token_context(user: User, now: datetime) -> dict[str, object]:
    """For letters about what protects the account: how many programs still act as the user, and where they stand."""
    return {"tokens": living_tokens_of(user, now).count(), "tokens_url": address_of("accounts:tokens")}


def note_use(token: ApiToken, *, now: datetime) -> None:
    """When the token was last used, to the minute. No request waits for this to be written."""
    if not is_use_noted(token.last_used_at, now):
        unless_busy(lambda: ApiToken.objects.filter(pk=token.pk).update(last_used_at=now))
