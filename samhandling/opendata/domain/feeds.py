"""When a calendar may be made and closed, and how its secret is kept."""

import hashlib
from datetime import datetime, timedelta

from samhandling.opendata.enums import Refusal

# How often it is noted that a program has asked, however often it asks.
NOTED_EVERY = timedelta(hours=1)


def hash_of(secret: str) -> str:
    """Only this is stored. The secret is long and random, so a plain hash cannot be guessed backwards."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def why_not_make(*, is_open: bool, takes_part: bool) -> Refusal | None:
    """One calendar of each kind: whoever has lost its address makes a new one, and the old one stops."""
    if not takes_part:
        return Refusal.NOT_A_PARTY
    return Refusal.ALREADY_OPEN if is_open else None


def why_not_close(closed_at: datetime | None) -> Refusal | None:
    return None if closed_at is None else Refusal.ALREADY_CLOSED


def is_to_be_noted(fetched_at: datetime | None, now: datetime) -> bool:
    return fetched_at is None or now - fetched_at >= NOTED_EVERY
