"""Verbs of what protects the account beside the password."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from samhandling.accounts.models import Session, User
from samhandling.accounts.services.letters import address_of, write_to
from samhandling.accounts.services.tokens import revoke_all_tokens, token_context
from samhandling.core.audit import record


@transaction.atomic
def report_factor_change(*, user: User, change: str, now: datetime) -> None:
    """A passkey, an app or recovery codes came or went. A mail says so, in case it was somebody else."""
    record(user, f"user.{change}", user)
    _write(user, change, now)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What the operator took away: passkeys, app and codes, and tokens."""

    factors: int
    tokens: int


@transaction.atomic
def forget_factors(*, user: User, now: datetime, keep_tokens: bool = False) -> Forgotten:
    """For who has lost both key and codes, asked for by the operator. Their log-ins end, and a mail says so.

    What was lost may be in other hands, so programs are shut out too, unless they are to be kept.
    """
    factors: int = Authenticator.objects.filter(user=user).delete()[0]
    Session.objects.filter(user=user).delete()
    if not factors:
        return Forgotten(0, 0)
    record(None, "user.factors_forgotten", user)
    tokens = 0 if keep_tokens else revoke_all_tokens(actor=None, user=user, now=now)
    _write(user, "factors_forgotten", now)
    return Forgotten(factors, tokens)


def _write(user: User, change: str, now: datetime) -> None:
    context = {"change": change, "url": address_of("accounts:profile"), **token_context(user, now)}
    write_to(user, "factor_changed", context, now)
