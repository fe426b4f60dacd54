"""Lists in an order that no columns of the row give, such as by urgency, or by the forum that a seat is in.

They are as long as one collaboration makes them on a day, and are turned by how many came before. The long ones are
`core.paged_rows.Leafed`, of which the database reads only the page. What grows with the years is turned by keyset
(`paging.listing`).
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samhandling.core.api.fields import Out
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.problems import invalid_parameter

Row = TypeVar("Row")
T = TypeVar("T", bound=Out)

_SALT = "samhandling.core.api.shortlists"


def short_listing(request: HttpRequest, rows: Sequence[Row], paging: Paging, make: Callable[[Row], T]) -> Listing[T]:
    """The page that `paging` asks for. Only its rows are made into answers."""
    start = _start(request, paging.cursor)
    stop = start + paging.limit
    # One more than the page holds tells whether there is another, without counting them all.
    read = rows[start : stop + 1]
    more = _address_from(request, stop) if len(read) > paging.limit else None
    return Listing[T](items=[make(row) for row in read[: paging.limit]], next=more)


def _address_from(request: HttpRequest, place: int) -> str:
    query = request.GET.copy()
    query["cursor"] = signing.dumps(place, salt=_salt(request))
    return f"{request.path}?{query.urlencode()}"


def _start(request: HttpRequest, cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(signing.loads(cursor, salt=_salt(request)))
    except signing.BadSignature as error:
        words = _("The cursor is not valid for this list. Take it from the answer’s next, with the same filters.")
        raise invalid_parameter("cursor", words, "cursor") from error


def _salt(request: HttpRequest) -> str:
    """A cursor belongs to one list with its filters, and leads nowhere in another."""
    filters = {name: request.GET[name] for name in sorted(request.GET) if name not in {"cursor", "limit"}}
    return f"{_SALT}:{request.path}?{filters}"
