"""Verbs of the log-in by one's organisation, and of the log-ins one has open."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from samhandling.accounts.domain import Vouched, mark_of, why_not_believe, why_not_trust
from samhandling.accounts.enums import LogInRefusal
from samhandling.accounts.models import Session, User
from samhandling.accounts.services.invitations import count_as_accepted
from samhandling.accounts.services.letters import address_of, write_to
from samhandling.accounts.services.tokens import revoke_all_tokens
from samhandling.core.audit import record
from samhandling.core.verbs import refuse
from samhandling.lib.errors import RuleBroken
from samhandling.lib.login_providers import LoginProvider
from samhandling.lib.text import clean_line, shortened


@transaction.atomic
def let_in(*, provider: LoginProvider, uid: str, vouched: Vouched, user: User | None, now: datetime) -> SocialAccount:
    """An organisation vouches for somebody. `user` is who has come with this key before, if anybody has.

    The first time the address decides: somebody invited is thereby proved to be who was meant, and has accepted.
    From then on only the organisation's own key counts, whatever becomes of the address.
    """
    refuse(why_not_trust(provider, uid, vouched.affiliation))
    if user is not None:
        return SocialAccount.objects.select_related("user").get(provider=provider.id, uid=uid)
    refuse(why_not_believe(provider, vouched))
    found = _invited(vouched, now)
    if SocialAccount.objects.filter(user=found, provider=provider.id).exists():
        raise RuleBroken(LogInRefusal.ANOTHER_PERSON)
    account = SocialAccount.objects.create(user=found, provider=provider.id, uid=uid)
    record(found, "user.provider_connected", found)
    write_to(found, "provider_connected", {"provider": provider.name, "url": address_of("accounts:profile")}, now)
    return account


@transaction.atomic
def disconnect_provider(*, actor: User, connection_id: int, now: datetime) -> bool:
    """One's organisation's log-in leads here no longer, if it did. Who has no password chooses one by the letter."""
    account = SocialAccount.objects.filter(user=actor, pk=connection_id).first()
    if account is None:
        return False
    account.delete()
    record(actor, "user.provider_disconnected", actor)
    write_to(actor, "provider_disconnected", {"reset_url": address_of("account_reset_password")}, now)
    return True


@transaction.atomic
def end_log_in(*, actor: User, mark: str) -> int:
    """End one of one's own log-ins. What it holds is gone with its row, so the next request finds nobody."""
    keys = Session.objects.filter(user=actor).values_list("session_key", flat=True)
    ended, _rows = Session.objects.filter(pk__in=[key for key in keys if mark_of(key) == mark]).delete()
    return _remember_ended(actor, ended)


@transaction.atomic
def end_other_log_ins(*, actor: User, here: str | None, now: datetime, revoke_tokens: bool = False) -> int:
    """End all of one's own log-ins but the one that asks, and if wished shut out the programs with a token too."""
    if revoke_tokens:
        revoke_all_tokens(actor=actor, user=actor, now=now)
    ended, _rows = Session.objects.filter(user=actor).exclude(session_key=here).delete()
    return _remember_ended(actor, ended)


def forget_old_sessions(now: datetime) -> None:
    """Rows of sessions that have expired. Lies in the slot `tick`."""
    Session.objects.filter(expire_date__lt=now).delete()


def _invited(vouched: Vouched, now: datetime) -> User:
    """Who is meant by the address: somebody who may log in, or whose invitation is open and thereby accepted."""
    user = User.objects.select_for_update().filter(email=vouched.email.strip().lower()).first()
    if user is None:
        raise RuleBroken(LogInRefusal.NOT_INVITED)
    if not user.is_active:
        invitation = user.invitations.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).first()
        if invitation is None:
            raise RuleBroken(LogInRefusal.NOT_INVITED)
        count_as_accepted(invitation, user.name or shortened(clean_line(vouched.name), 150), now)
        user.refresh_from_db()
    return user


def _remember_ended(actor: User, ended: int) -> int:
    if ended:
        record(actor, "user.log_ins_ended", actor, after={"count": ended})
    return ended
