"""Notices, as somebody has got them."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from samhandling.accounts.models import User
from samhandling.notices.enums import NoticeKind
from samhandling.notices.models import Notice
from samhandling.organisations.models import Collaboration

_numbers = count(1)


def make_notice(user: User, collaboration: Collaboration, text: str = "Svara på en fråga.", **fields: Any) -> Notice:
    """An unread request that waits to be mailed."""
    return Notice.objects.create(
        user=user,
        collaboration=collaboration,
        text=text,
        **{
            "source": f"test:{next(_numbers)}",
            "kind": NoticeKind.REQUEST,
            "url": f"/samverkan/{collaboration.slug}/",
            "created_at": datetime(2026, 12, 1, 8, tzinfo=UTC),
            **fields,
        },
    )
