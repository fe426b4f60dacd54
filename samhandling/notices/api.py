"""One's own notices for programs, such as an intranet that shows what waits."""

from datetime import datetime

from django.http import Http404
from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import Out
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.router import RoomRouter
from samhandling.notices.enums import NoticeKind
from samhandling.notices.permissions import visible_to

router = RoomRouter("notices", tag="Notices")


class NoticeOut(Out):
    """Word of one happening, in the reader's language. `url` leads to what it is about; it is empty where nothing does.

    A notice that is withdrawn is no longer needed: what was asked was taken back, or is done.
    """

    id: int
    collaboration_id: int
    kind: NoticeKind
    text: str
    url: str
    created_at: datetime
    read_at: datetime | None
    withdrawn_at: datetime | None


@router.read("/notices", Listing[NoticeOut])
def notice_list(request: ApiRequest, paging: Query[Paging]) -> Listing[NoticeOut]:
    """One's own notices, the newest first. Reading them here does not mark them as read."""
    if not request.user.is_authenticated:
        raise Http404
    return listing(request, visible_to(request.user), paging, NoticeOut.of, order=["-pk"])
