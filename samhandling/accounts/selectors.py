"""Reads: invitations by their secret, and those that are still open."""

from collections.abc import Iterable
from datetime import datetime

from samhandling.accounts.domain import hash_of
from samhandling.accounts.models import Invitation, User


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation whose mail held this secret, whatever has become of it."""
    return Invitation.objects.select_related("user", "invited_by").filter(secret_hash=hash_of(secret)).first()


def user_by_email(email: str) -> User | None:
    """Who logs in with this address, written in any case."""
    return User.objects.filter(email=email.strip().lower()).first()


def open_invitations(user_ids: Iterable[int], *, now: datetime) -> dict[int, Invitation]:
    """For each of these users the invitation that waits for an answer, if one does. One query."""
    waiting = Invitation.objects.filter(
        user__in=list(user_ids), accepted_at=None, revoked_at=None, expires_at__gt=now
    ).order_by("invited_at")
    return {invitation.user_id: invitation for invitation in waiting}
