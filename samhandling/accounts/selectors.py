"""Reads: invitations by their secret and those still open, what keeps an account safe, whose log-in is trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from samhandling.accounts.domain import hash_of, mark_of
from samhandling.accounts.models import ApiToken, Invitation, Session, User
from samhandling.core.api.scopes import all_scopes
from samhandling.core.navigation import Door
from samhandling.core.slots import functions
from samhandling.lib.login_providers import LoginProvider, provider_for
from samhandling.lib.swedish import sort_key
from samhandling.lib.written import email_address


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation whose mail held this secret, whatever has become of it."""
    return Invitation.objects.select_related("user", "invited_by").filter(secret_hash=hash_of(secret)).first()


def user_by_email(email: str) -> User | None:
    """Who logs in with this address, written in any case."""
    return User.objects.filter(email=email_address(email)).first()


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


def count_living_tokens(user: User) -> int:
    """How many programs may act as the user now, by the database's own clock."""
    return tokens_of(user).filter(revoked_at=None, expires_at__gt=Now()).count()


def token_for(user: User, pk: int) -> ApiToken:
    """One's own token, or 404."""
    return get_object_or_404(tokens_of(user), pk=pk)


def unanswered_invitations(user_ids: Iterable[int]) -> dict[int, Invitation]:
    """For each of these users who has never answered, the latest invitation, whatever became of it. One query."""
    sent = Invitation.objects.filter(user__in=list(user_ids), user__is_active=False, accepted_at=None)
    return {row.user_id: row for row in sent.select_related("user", "invited_by").order_by("invited_at", "pk")}


@dataclass(frozen=True, slots=True)
class LogIn:
    """One browser where the user is logged in, as it is shown to them."""

    mark: str
    device: str
    started_at: datetime | None
    expires_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """An organisation's log-in that leads to this account."""

    pk: int
    name: str
    connected_at: datetime


@dataclass(frozen=True, slots=True)
class Factors:
    """What a user has beside the password. `codes_left` is None when there are no recovery codes."""

    passkeys: list[Authenticator]
    app: Authenticator | None
    codes_left: int | None


def log_ins_of(user: User, *, here: str | None, now: datetime) -> list[LogIn]:
    """Where the user is logged in, the latest first. `here` is the key of the session that asks."""
    return [
        LogIn(mark_of(row.session_key), row.device, row.started_at, row.expire_date, row.session_key == here)
        for row in Session.objects.filter(user=user, expire_date__gt=now).order_by("-started_at")
    ]


def factors_of(user: User) -> Factors:
    """Passkeys, app and recovery codes of a user. One query."""
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        passkeys=[row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        app=next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        codes_left=None if codes is None else len(codes.wrap().get_unused_codes()),
    )


def has_second_factor(user: User) -> bool:
    """True when a password alone does not let one in."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def must_have_second_factor(user: User) -> bool:
    """What the installation asks: of nobody, of everybody, or of those whom an upper room names (coordinators)."""
    match settings.REQUIRE_SECOND_FACTOR:
        case "everybody":
            return True
        case "coordinators":
            return any(asks(user) for asks in functions("account.second_factor"))
        case _:
            return False


def doors_of(user: User) -> list[Door]:
    """Pages of other rooms that belong to one's account."""
    return [door for doors in functions("account.doors") for door in doors(user)]


def connections_of(user: User) -> list[Connection]:
    """The organisations whose log-in leads to this account. One that is no longer trusted shows its old id."""
    names = {provider.id: provider.name for provider in settings.LOGIN_PROVIDERS}
    return [
        Connection(row.pk, names.get(row.provider, row.provider), row.date_joined)
        for row in SocialAccount.objects.filter(user=user).order_by("date_joined")
    ]


def providers_of_log_in() -> list[LoginProvider]:
    """All organisations whose log-in is trusted, by name."""
    return sorted(settings.LOGIN_PROVIDERS, key=lambda provider: sort_key(provider.name))


def provider_with(provider_id: str) -> LoginProvider:
    """The provider of that id in the operator's file."""
    return next(provider for provider in settings.LOGIN_PROVIDERS if provider.id == provider_id)


def provider_of_address(email: str) -> LoginProvider | None:
    """Whose log-in addresses of this domain use. Says nothing about whether the address is known here."""
    return provider_for(email, settings.LOGIN_PROVIDERS)


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
