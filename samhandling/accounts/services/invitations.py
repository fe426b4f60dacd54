"""Verbs of invitations. Who may invite is decided by the room above that gives access."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise

from samhandling.accounts.domain import hash_of, why_not_accept
from samhandling.accounts.enums import Refusal
from samhandling.accounts.models import Invitation, User
from samhandling.accounts.services.letters import address_of, write_to
from samhandling.core.audit import record
from samhandling.core.verbs import refuse
from samhandling.lib.errors import RuleBroken
from samhandling.lib.written import email_address

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
        email=email_address(email), defaults={"name": name.strip(), "language": language, "is_active": False}
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
    refuse(
        why_not_accept(
            accepted_at=invitation.accepted_at,
            revoked_at=invitation.revoked_at,
            expires_at=invitation.expires_at,
            now=now,
        )
    )
    user = count_as_accepted(invitation, name, now)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def count_as_accepted(invitation: Invitation, name: str, now: datetime) -> User:
    """The invited person has proved to be who was meant, and may log in from now on."""
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    user = invitation.user
    user.name, user.is_active = name.strip(), True
    user.save(update_fields=["name", "is_active"])
    record(user, "invitation.accepted", user)
    return user


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
    url = address_of("account_login") if user.is_active else address_of("accounts:invitation", secret=secret)
    letter = "new_access" if user.is_active else "invitation"
    context = {"invitation": invitation, "greeting_lines": list(greeting_lines), "url": url}
    write_to(user, letter, context, now)
    return invitation
