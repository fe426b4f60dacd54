"""Users, each with what they need and nothing more."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from samhandling.accounts.domain import hash_of
from samhandling.accounts.models import ApiToken, Invitation, User

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


def make_token(user: User, *, secret: str = "", scopes: Iterable[str] = (), **fields: Any) -> ApiToken:
    """A token of the user's that works for a week. Its secret is told, or is one that nobody knows."""
    known = secret or f"sht_{next(_numbers)}"
    now = datetime.now(UTC)
    return ApiToken.objects.create(
        user=user,
        secret_hash=hash_of(known),
        beginning=known[:8],
        scopes=sorted(scopes),
        **{"name": "Intranätet", "created_at": now, "expires_at": now + timedelta(days=7), **fields},
    )


def by_token(user: User, *scopes: str) -> dict[str, str]:
    """The header by which a program of the user's calls the API."""
    secret = f"sht_{next(_numbers)}"
    make_token(user, secret=secret, scopes=scopes)
    return {"Authorization": f"Bearer {secret}"}
