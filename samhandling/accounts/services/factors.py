"""Verbs of what protects the account beside the password."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from samhandling.accounts.models import Session, User
from samhandling.accounts.services.letters import address_of, write_to
from samhandling.core.audit import record


@transaction.atomic
def tell_of_factor(*, user: User, change: str, now: datetime) -> None:
    """A passkey, an app or recovery codes came or went. A letter tells it, in case it was somebody else."""
    record(user, f"user.{change}", user)
    write_to(user, "factor_changed", {"change": change, "url": address_of("accounts:profile")}, now)


@transaction.atomic
def forget_factors(*, user: User, now: datetime) -> int:
    """For who has lost both key and codes, asked for by the operator. Their log-ins end, and a letter tells it."""
    forgotten: int = Authenticator.objects.filter(user=user).delete()[0]
    Session.objects.filter(user=user).delete()
    if forgotten:
        record(None, "user.factors_forgotten", user)
        write_to(user, "factor_changed", {"change": "factors_forgotten", "url": address_of("accounts:profile")}, now)
    return forgotten
