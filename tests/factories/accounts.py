"""Users, each with what they need and nothing more."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from samhandling.accounts.domain import hash_of
from samhandling.accounts.models import Invitation, User

_numbers = count(1)


def make_user(*, email: str = "", name: str = "", password: str | None = None, **fields: Any) -> User:
    """Somebody who can log in (with `client.force_login`, or with a password when one is given)."""
    number = next(_numbers)
    return User.objects.create_user(
        email or f"user{number}@example.se", password=password, name=name or f"Användare {number}", **fields
    )


def make_invitation(
    *, user: User | None = None, secret: str = "hemlig", expires_at: datetime | None = None, **fields: Any
) -> Invitation:
    """An open invitation to somebody who has not answered yet, by a link that ends in `secret`."""
    invited = user or make_user(is_active=False)
    return Invitation.objects.create(
        user=invited,
        invited_by=fields.pop("invited_by", None) or make_user(name="Åsa Ek"),
        secret_hash=hash_of(secret),
        expires_at=expires_at or datetime.now(UTC) + timedelta(days=14),
        **fields,
    )
