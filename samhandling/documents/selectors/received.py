"""What an organisation has had from others: for the page about what it answers for."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, Q

from samhandling.documents.permissions import visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation


class Received(NamedTuple):
    pk: int
    title: str
    owner: str
    shared_at: datetime


def received_by(
    viewer: "Viewer", collaboration: "Collaboration", organisation: "Organisation", on: date, *, today: date, most: int
) -> tuple[int, list[Received]]:
    """How many documents had been shared straight with the organisation on the day, and the latest of them.

    As far as one may read them today, whatever day is asked about.
    """
    by_then = {} if on >= today else {"shares__shared_at__date__lte": on}
    found = visible_to(viewer, today, collaboration.pk).filter(
        shares__recipient=organisation, shares__through="", disposed_at=None, **by_then
    )
    of_share = Max("shares__shared_at", filter=Q(shares__recipient=organisation, shares__through=""))
    rows = found.annotate(got_at=of_share).order_by("-got_at", "-pk")
    latest = [Received(*row) for row in rows.values_list("pk", "title", "owner__display_name", "got_at")[:most]]
    return (found.count() if len(latest) == most else len(latest)), latest
