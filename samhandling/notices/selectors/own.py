"""One's own notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, F, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.navigation import Door
from samhandling.core.outbox import unreached
from samhandling.core.prepared import Prepared
from samhandling.notices.models import Notice
from samhandling.notices.permissions import visible_to

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer

# So many stand on home; the page of one's notices has them all.
FEW = 5
_KEPT = "_unread_notices"


def notices_of(viewer: "Viewer") -> QuerySet[Notice]:
    """All of one's own, the unread first, then the newest."""
    return (
        visible_to(viewer)
        .select_related("collaboration")
        .order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
    )


def notice_for(viewer: "Viewer", pk: int) -> Notice:
    """One's own, or 404."""
    return get_object_or_404(visible_to(viewer), pk=pk)


def unread_count(viewer: "Viewer") -> int:
    """How many are unread. Slot `frame.unread`: one prepared question for all who ask while a page is made.

    Kept on the user, who lives as long as a request; reading them forgets it.
    """
    if not viewer.is_authenticated or not viewer.is_active:
        return 0
    kept: int | None = getattr(viewer, _KEPT, None)
    if kept is None:
        kept = next(iter(_unread_count(user=viewer.pk)), 0)
        setattr(viewer, _KEPT, kept)
    return kept


def forget_unread(viewer: "Viewer") -> None:
    setattr(viewer, _KEPT, None)


_unread_count = Prepared(
    int,
    lambda user: (
        Notice.objects.filter(user=user, read_at=None, withdrawn_at=None)
        .order_by()
        .values("user")
        .annotate(count=Count("pk"))
        .values_list("count")
    ),
)


class UnreadNotice(NamedTuple):
    pk: int
    text: str
    created_at: datetime


_newest_unread = Prepared(
    UnreadNotice,
    lambda user: (
        Notice.objects.filter(user=user, read_at=None, withdrawn_at=None)
        .order_by("-created_at", "-pk")
        .values_list("pk", "text", "created_at")[:FEW]
    ),
)


@dataclass(frozen=True, slots=True)
class Unread:
    """What home shows: the newest few, each with the address that marks it read, and how many there are in all."""

    notices: list[UnreadNotice]
    count: int

    @property
    def more(self) -> int:
        return max(0, self.count - len(self.notices))


def unread_of(user: "User") -> Unread:
    count = unread_count(user)
    return Unread(_newest_unread(user=user.pk) if count else [], count)


def is_unreached(user: "User") -> bool:
    """Whether the latest mail to the user's address was refused until we gave up."""
    return bool(unreached([user.email]))


def notice_doors(user: "User") -> list[Door]:
    """Slot `account.doors`."""
    count = unread_count(user)
    state = ngettext("One unread", "%(count)s unread", count) % {"count": count} if count else ""
    return [
        Door(_("Notices"), reverse("notices:list"), state),
        Door(_("How you are notified"), reverse("notices:wishes")),
    ]
