"""What makes an invitation good, and how its secret is kept."""

import hashlib
from datetime import datetime

from samhandling.accounts.enums import Refusal


def why_not_accept(
    *, accepted_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, now: datetime
) -> Refusal | None:
    """An invitation is used once, within its time, unless it was taken back."""
    if accepted_at is not None:
        return Refusal.ACCEPTED
    if revoked_at is not None:
        return Refusal.REVOKED
    if now >= expires_at:
        return Refusal.EXPIRED
    return None


def hash_of(secret: str) -> str:
    """Only this is stored. The secret is long and random, so a plain hash cannot be guessed backwards."""
    return hashlib.sha256(secret.encode()).hexdigest()


ERASED_DOMAIN = "erased.invalid"


def erased_address(user_id: int) -> str:
    """An address that can never exist, in place of the one that was erased."""
    return f"{user_id}@{ERASED_DOMAIN}"
