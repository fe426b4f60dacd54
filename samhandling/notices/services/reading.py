"""One's own notices are read. No event tells of it: what somebody has looked at is nobody else's business."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.notices.models import Notice
from samhandling.notices.permissions import visible_to
from samhandling.notices.selectors.own import forget_unread

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def mark_read(*, actor: "User", notice: Notice, now: datetime) -> None:
    """The notice, and those that said the very same of the same page."""
    same = visible_to(actor).filter(read_at=None, text=notice.text, url=notice.url)
    same.update(read_at=now)
    forget_unread(actor)


@transaction.atomic
def mark_all_read(*, actor: "User", now: datetime) -> int:
    read = visible_to(actor).filter(read_at=None).update(read_at=now)
    forget_unread(actor)
    return read


@transaction.atomic
def mark_unread(*, actor: "User", read_at: datetime) -> int:
    """Those that were marked read at that moment, all at once."""
    unread = visible_to(actor).filter(read_at=read_at).update(read_at=None)
    forget_unread(actor)
    return unread
