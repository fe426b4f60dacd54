"""Verbs of users."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from samhandling.accounts.domain import erased_address
from samhandling.accounts.models import Session, User
from samhandling.accounts.services.letters import address_of, write_to
from samhandling.accounts.services.tokens import revoke_all_tokens, token_context
from samhandling.core.audit import changes, record
from samhandling.core.held_files import discard_all_held
from samhandling.core.idempotency import forget_contents
from samhandling.core.kept import discard_all_kept
from samhandling.core.models import OutgoingMail


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
def set_password(
    *, user: User, password: str, now: datetime, here: str | None = None, revoke_tokens: bool = False
) -> User:
    """A new password, chosen by the user. A mail says so, in case it was somebody else.

    All log-ins end but the one that asks: `here` is its key. A program's token lives on unless it is to go too, and
    the letter says how many do.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.filter(user=user).exclude(session_key=here).delete()
    record(user, "user.password_changed", user)
    if revoke_tokens:
        revoke_all_tokens(actor=user, user=user, now=now)
    context = {"reset_url": address_of("account_reset_password"), **token_context(user, now)}
    write_to(user, "password_changed", context, now)
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
    discard_all_kept(user)
    discard_all_held(user)
    user.name, user.email, user.is_active = "", erased_address(user.pk), False
    user.set_unusable_password()
    user.save(update_fields=["name", "email", "is_active", "password"])
    forget_contents()
    record(actor, "user.erased", user)
    return user
