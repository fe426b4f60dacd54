"""What has been done to something, in sentences, for those who may know it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from samhandling.core.api.fields import Out
from samhandling.core.api.paging import Listing, Paging, page_of
from samhandling.core.history import read

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.core.models import Event


class ChangeOut(Out):
    """What was changed, in words, from what to what."""

    field: str
    before: str
    after: str


class HistoryOut(Out):
    """Something that was done: by whom, on whose behalf, when and why."""

    at: datetime
    actor: str
    on_behalf_of: str
    sentence: str
    changes: list[ChangeOut]
    reason: str


def history_listing(request: HttpRequest, events: "QuerySet[Event]", paging: Paging) -> Listing[HistoryOut]:
    """A page of events, the newest first. Their persons are looked up for all of them at once."""
    shown, more = page_of(request, events, paging, order=("-at", "-pk"))
    return Listing[HistoryOut](items=[HistoryOut.of(line) for line in read(shown)], next=more)
