"""Users, each with what they need and nothing more."""

from itertools import count
from typing import Any

from samhandling.accounts.models import User

_numbers = count(1)


def make_user(*, email: str = "", name: str = "", password: str | None = None, **fields: Any) -> User:
    """Somebody who can log in (with `client.force_login`, or with a password when one is given)."""
    number = next(_numbers)
    return User.objects.create_user(
        email or f"user{number}@example.se", password=password, name=name or f"Användare {number}", **fields
    )
