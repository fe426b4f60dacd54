"""Calendars, each behind a secret that the test knows."""

from datetime import UTC, datetime
from typing import Any

from samhandling.accounts.models import User
from samhandling.opendata.domain.feeds import hash_of
from samhandling.opendata.models import CalendarFeed
from samhandling.organisations.models import Collaboration, Organisation


def make_feed(
    user: User,
    collaboration: Collaboration,
    organisation: Organisation | None = None,
    *,
    secret: str = "hemlig",  # a test's own
    **fields: Any,
) -> CalendarFeed:
    """An open calendar of the user's, at the address that ends in `secret`."""
    return CalendarFeed.objects.create(
        user=user,
        collaboration=collaboration,
        organisation=organisation,
        secret_hash=hash_of(secret),
        made_at=fields.pop("made_at", None) or datetime(2026, 3, 1, tzinfo=UTC),
        **fields,
    )
