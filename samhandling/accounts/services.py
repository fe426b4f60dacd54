"""Verbs of users and invitations. Who may invite is decided by the room above that gives access."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from samhandling.accounts.domain import (
    TOKEN_PREFIX,
    Vouched,
    erased_address,
    hash_of,
    is_use_noted,
    mark_of,
    why_not_accept,
    why_not_believe,
    why_not_create_token,
    why_not_trust,
)
from samhandling.accounts.enums import LogInRefusal, Refusal
from samhandling.accounts.models import ApiToken, Invitation, Session, User
from samhandling.accounts.selectors import living_tokens_of
from samhandling.core.access import require
from samhandling.core.api.scopes import all_scopes
from samhandling.core.audit import changes, record
from samhandling.core.models import OutgoingMail
from samhandling.core.outbox import queue_mail
from samhandling.core.patience import unless_busy
from samhandling.lib.errors import RuleBroken
from samhandling.lib.login_providers import LoginProvider

Lines = Iterable[str | Promise]


@transaction.atomic
def invite_user(
    *, actor: User, email: str, name: str, language: str, now: datetime, greeting_lines: Lines = ()
) -> Invitation:
    """Invite somebody to log in, and return the invitation; `invitation.user` is whom to give access to.

    Who is new, or has never answered, becomes an inactive user with a link to choose a password. Who logs in
    already keeps their account as it is: the invitation counts as accepted and the mail only tells the news.
    `greeting_lines` say what the access is for; lazy texts are read in the invited person's language.
    """
    user, is_new = User.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name.strip(), "language": language, "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record(actor, "user.invited", user)
    return _write_invitation(actor, user, now, greeting_lines)


@transaction.atomic
def resend_invitation(*, actor: User, invitation: Invitation, now: datetime, greeting_lines: Lines = ()) -> Invitation:
    """A new letter with a new link. The old link stops working."""
    if invitation.accepted_at is not None:
        raise RuleBroken(Refusal.ACCEPTED)
    return _write_invitation(actor, invitation.user, now, greeting_lines)


@transaction.atomic
def revoke_invitation(*, actor: User, invitation: Invitation, now: datetime) -> Invitation:
    """Take the invitation back: its link stops working."""
    if invitation.accepted_at is not None:
        raise RuleBroken(Refusal.ACCEPTED)
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    record(actor, "invitation.revoked", invitation.user)
    return invitation


@transaction.atomic
def accept_invitation(*, secret: str, name: str, password: str, now: datetime) -> User:
    """The invited person chooses a name and a password, and may log in. The secret is their permission."""
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(secret_hash=hash_of(secret)).first()
    if invitation is None:
        raise RuleBroken(Refusal.UNKNOWN)
    if reason := why_not_accept(
        accepted_at=invitation.accepted_at, revoked_at=invitation.revoked_at, expires_at=invitation.expires_at, now=now
    ):
        raise RuleBroken(reason)
    user = _accepted(invitation, name, now)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


@transaction.atomic
def let_in(*, provider: LoginProvider, uid: str, vouched: Vouched, user: User | None, now: datetime) -> SocialAccount:
    """An organisation vouches for somebody. `user` is who has come with this key before, if anybody has.

    The first time the address decides: somebody invited is thereby proved to be who was meant, and has accepted.
    From then on only the organisation's own key counts, whatever becomes of the address.
    """
    if reason := why_not_trust(provider, uid, vouched.affiliation):
        raise RuleBroken(reason)
    if user is not None:
        return SocialAccount.objects.select_related("user").get(provider=provider.id, uid=uid)
    if reason := why_not_believe(provider, vouched):
        raise RuleBroken(reason)
    found = _invited(vouched, now)
    if SocialAccount.objects.filter(user=found, provider=provider.id).exists():
        raise RuleBroken(LogInRefusal.ANOTHER_PERSON)
    account = SocialAccount.objects.create(user=found, provider=provider.id, uid=uid)
    record(found, "user.provider_connected", found)
    _write_to(found, "provider_connected", {"provider": provider.name, "url": _address("accounts:profile")}, now)
    return account


@transaction.atomic
def disconnect_provider(*, actor: User, connection_id: int, now: datetime) -> bool:
    """One's organisation's log-in leads here no longer, if it did. Who has no password chooses one by the letter."""
    account = SocialAccount.objects.filter(user=actor, pk=connection_id).first()
    if account is None:
        return False
    account.delete()
    record(actor, "user.provider_disconnected", actor)
    _write_to(actor, "provider_disconnected", {"reset_url": _address("account_reset_password")}, now)
    return True


@transaction.atomic
def end_log_in(*, actor: User, mark: str) -> int:
    """End one of one's own log-ins. What it holds is gone with its row, so the next request finds nobody."""
    keys = Session.objects.filter(user=actor).values_list("session_key", flat=True)
    ended, _rows = Session.objects.filter(pk__in=[key for key in keys if mark_of(key) == mark]).delete()
    return _remember_ended(actor, ended)


@transaction.atomic
def end_other_log_ins(*, actor: User, here: str | None) -> int:
    """End all of one's own log-ins but the one that asks."""
    ended, _rows = Session.objects.filter(user=actor).exclude(session_key=here).delete()
    return _remember_ended(actor, ended)


@transaction.atomic
def tell_of_factor(*, user: User, change: str, now: datetime) -> None:
    """A passkey, an app or recovery codes came or went. A letter tells it, in case it was somebody else."""
    record(user, f"user.{change}", user)
    _write_to(user, "factor_changed", {"change": change, "url": _address("accounts:profile")}, now)


@transaction.atomic
def forget_factors(*, user: User, now: datetime) -> int:
    """For who has lost both key and codes, asked for by the operator. Their log-ins end, and a letter tells it."""
    forgotten: int = Authenticator.objects.filter(user=user).delete()[0]
    Session.objects.filter(user=user).delete()
    if forgotten:
        record(None, "user.factors_forgotten", user)
        _write_to(user, "factor_changed", {"change": "factors_forgotten", "url": _address("accounts:profile")}, now)
    return forgotten


@transaction.atomic
def change_profile(*, actor: User, name: str, language: str) -> User:
    """One's own name, and the language one reads."""
    before, after = changes(actor, {"language": language})
    is_renamed = actor.name != name.strip()
    if after or is_renamed:
        actor.name, actor.language = name.strip(), language
        actor.save(update_fields=["name", "language"])
        record(actor, "user.renamed" if is_renamed else "user.changed", actor, before=before, after=after)
    return actor


@transaction.atomic
def set_password(*, user: User, password: str, now: datetime, here: str | None = None) -> User:
    """A new password, chosen by the user. A letter tells it, in case it was somebody else.

    All log-ins end but the one that asks: `here` is its key.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.filter(user=user).exclude(session_key=here).delete()
    record(user, "user.password_changed", user)
    _write_to(user, "password_changed", {"reset_url": _address("account_reset_password")}, now)
    return user


@transaction.atomic
def anonymise_user(*, actor: User, user: User) -> User:
    """Erase who the user is. The row stays since events point at it; nobody can log in with it again.

    Log-ins, second factors and the keys of the organisation's own log-in go with it.
    """
    OutgoingMail.objects.filter(to=user.email).delete()
    user.invitations.all().delete()
    user.api_tokens.all().delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    user.name, user.email, user.is_active = "", erased_address(user.pk), False
    user.set_unusable_password()
    user.save(update_fields=["name", "email", "is_active", "password"])
    record(actor, "user.erased", user)
    return user


def forget_old_sessions(now: datetime) -> None:
    """Rows of sessions that have expired. Lies in the slot `tick`."""
    Session.objects.filter(expire_date__lt=now).delete()


# --- Tokens ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewToken:
    """The token and its secret, which is shown once and then known to nobody but its owner."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(*, actor: User, name: str, scopes: Collection[str], expires_at: datetime, now: datetime) -> NewToken:
    """Let a program act as oneself. A letter tells it, in case it was somebody else."""
    User.objects.select_for_update().get(pk=actor.pk)  # two at once shall not both be the last that is allowed
    living = living_tokens_of(actor, now).count()
    if reason := why_not_create_token(expires_at=expires_at, now=now, scopes=len(scopes), living=living):
        raise RuleBroken(reason)
    assert set(scopes) <= {scope.name for scope in all_scopes()}
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
    _write_to(actor, "token_created", {"token": token, "url": _address("accounts:tokens")}, now)
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


def note_use(token: ApiToken, *, now: datetime) -> None:
    """When the token was last used, to the minute. No request waits for this to be written."""
    if is_use_noted(token.last_used_at, now):
        return
    free = ApiToken.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)

    def note() -> None:
        for row in free.filter(pk=token.pk):
            row.last_used_at = now
            row.save(update_fields=["last_used_at"])

    unless_busy(note)


def _invited(vouched: Vouched, now: datetime) -> User:
    """Who is meant by the address: somebody who may log in, or whose invitation is open and thereby accepted."""
    user = User.objects.select_for_update().filter(email=vouched.email.strip().lower()).first()
    if user is None:
        raise RuleBroken(LogInRefusal.NOT_INVITED)
    if not user.is_active:
        invitation = user.invitations.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).first()
        if invitation is None:
            raise RuleBroken(LogInRefusal.NOT_INVITED)
        _accepted(invitation, user.name or vouched.name[:150], now)
        user.refresh_from_db()
    return user


def _accepted(invitation: Invitation, name: str, now: datetime) -> User:
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    user = invitation.user
    user.name, user.is_active = name.strip(), True
    user.save(update_fields=["name", "is_active"])
    record(user, "invitation.accepted", user)
    return user


def _remember_ended(actor: User, ended: int) -> int:
    if ended:
        record(actor, "user.log_ins_ended", actor, after={"count": ended})
    return ended


def _write_invitation(actor: User, user: User, now: datetime, greeting_lines: Lines) -> Invitation:
    user.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=user,
        invited_by=actor,
        secret_hash=hash_of(secret),
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
        accepted_at=now if user.is_active else None,
    )
    url = _address("account_login") if user.is_active else _address("accounts:invitation", secret=secret)
    letter = "new_access" if user.is_active else "invitation"
    context = {"invitation": invitation, "greeting_lines": list(greeting_lines), "url": url}
    _write_to(user, letter, context, now)
    return invitation


def _write_to(user: User, letter: str, context: dict[str, object], now: datetime) -> None:
    with translation.override(user.language):
        text = render_to_string(f"accounts/mail/{letter}.txt", {"user": user, **context})
    # The first line of a letter's template is its subject, the rest its text.
    subject, _line_end, body = text.strip().partition("\n")
    queue_mail(to=user.email, subject=subject, body=f"{body.strip()}\n", now=now)


def _address(name: str, **parts: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=parts)}"
