"""Long lists, a page at a time.

A page begins after the last row of the one before: deep pages cost what the first does, and rows that are added
meanwhile neither repeat nor hide any other.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from samhandling.core.api.fields import Out
from samhandling.core.api.problems import invalid_parameter

T = TypeVar("T", bound=Out)
Row = TypeVar("Row", bound=Model)

MOST_ON_A_PAGE = 200
_SALT = "samhandling.core.api.paging"


class Paging(BaseModel):
    """How much of the list, and from where."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=MOST_ON_A_PAGE, description="How many at most.")
    cursor: str = Field(
        "", max_length=3000, description="Where to go on: the cursor of the answer's `next`. Empty for the beginning."
    )


class Listing(Out, Generic[T]):
    """A page of a list. `next` is the address of the page that follows, or null on the last."""

    items: list[T]
    next: str | None = None


def listing(
    request: HttpRequest,
    rows: QuerySet[Row],
    paging: Paging,
    make: Callable[[Row], T],
    *,
    order: Sequence[str] = ("sort_key", "pk"),
) -> Listing[T]:
    """The page that `paging` asks for. `order` names columns of the row that are never null; the last is unique."""
    shown, more = page_of(request, rows, paging, order=order)
    return Listing[T](items=[make(row) for row in shown], next=more)


def page_of(
    request: HttpRequest, rows: QuerySet[Row], paging: Paging, *, order: Sequence[str]
) -> tuple[list[Row], str | None]:
    """The rows of the page and the address of the next: for rows that become answers together."""
    if paging.cursor:
        rows = rows.filter(_after(rows.model, order, _read(request, paging.cursor, len(order))))
    read = list(rows.order_by(*order)[: paging.limit + 1])
    shown = read[: paging.limit]
    return shown, _address_after(request, shown[-1], order) if len(read) > len(shown) else None


def _address_after(request: HttpRequest, row: Model, order: Sequence[str]) -> str:
    query = request.GET.copy()
    values = [getattr(row, column.lstrip("-")) for column in order]
    query["cursor"] = signing.dumps(values, salt=_salt(request), serializer=_Serializer)
    return f"{request.path}?{query.urlencode()}"


def _salt(request: HttpRequest) -> str:
    """A cursor belongs to one list with its filters, and leads nowhere in another."""
    filters: QueryDict = request.GET.copy()
    for name in ("cursor", "limit"):
        filters.pop(name, None)
    return f"{_SALT}:{request.path}?{filters.urlencode()}"


class _Serializer(signing.JSONSerializer):
    def dumps(self, obj: Any) -> bytes:
        return DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":")).encode(obj).encode()


def _read(request: HttpRequest, cursor: str, length: int) -> list[Any]:
    try:
        values = signing.loads(cursor, salt=_salt(request), serializer=_Serializer)
    except (signing.BadSignature, ValueError) as error:
        raise _leads_nowhere() from error
    if not isinstance(values, list) or len(values) != length:  # from a version that ordered the list otherwise
        raise _leads_nowhere()
    return values


def _leads_nowhere() -> Exception:
    words = _("The cursor is not valid for this list. Take it from the answer’s next, with the same filters.")
    return invalid_parameter("cursor", words, "cursor")


def _after(model: type[Model], order: Sequence[str], values: list[Any]) -> Q:
    """Rows that come after these values. The first column's own limit lets an index find where to begin."""
    columns = [(column.lstrip("-"), column.startswith("-")) for column in order]
    try:
        places = [_field(model, name).to_python(value) for (name, _way), value in zip(columns, values, strict=True)]
    except ValidationError as error:
        raise _leads_nowhere() from error
    after = Q()
    for (name, falls), value in reversed(list(zip(columns, places, strict=True))):
        beyond = Q(**{f"{name}__{'lt' if falls else 'gt'}": value})
        after = beyond | (Q(**{name: value}) & after) if after else beyond
    name, falls = columns[0]
    return Q(**{f"{name}__{'lte' if falls else 'gte'}": places[0]}) & after


def _field(model: type[Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
