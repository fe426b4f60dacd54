"""What most services do: refuse, hold a row, and add, alter or remove one together with the event that tells of it.

`add`, `alter` and `remove` begin as `record` does, and take what it takes: `add(actor, "aim.added", aim, "text")`.
The event lies on the row, or on the row `on` where people look for it: a seat's event lies on its forum. Nothing
here asks whether the person may: the service does that first.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from django.db import models

from samhandling.core.audit import Memory, changes, record
from samhandling.lib.errors import Reason, RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

Row = TypeVar("Row", bound=models.Model)
Facts = dict[str, Any]


def refuse(reason: Reason | None, detail: str = "") -> None:
    """Stop with `RuleBroken` when a rule gives a reason: `refuse(why_not_end(...))`. `detail` says what it is about."""
    if reason:
        raise RuleBroken(reason, detail)


def locked(row: Row, *related: str) -> Row:
    """The row as it is now, and nobody else's to change until this transaction ends. `related` is read with it."""
    rows: models.QuerySet[Row] = models.QuerySet(type(row)).select_for_update(of=("self",))
    return rows.select_related(*related).get(pk=row.pk) if related else rows.get(pk=row.pk)


def add(
    actor: "User | None",
    verb: str,
    row: Row,
    *facts: str,
    on: models.Model | None = None,
    after: Facts | None = None,
    **memory: Unpack[Memory],
) -> Row:
    """Save a new row. Its event tells these facts of it, and `after` beside them."""
    row.save(force_insert=True)
    record(actor, verb, on or row, after=facts_of(row, *facts) | (after or {}), **memory)
    return row


def alter(
    actor: "User | None",
    verb: str,
    row: Row,
    values: Facts,
    *,
    check: Callable[[Row], None] | None = None,
    on: models.Model | None = None,
    after: Facts | None = None,
    **memory: Unpack[Memory],
) -> bool:
    """Give the row these values. When none differs, nothing is saved or remembered. Tells whether any did.

    `check` looks at the row with its new values, and raises `RuleBroken` before anything is saved. The event tells
    the fields that differed as they were and as they are, and `after` beside them.
    """
    was, is_now = set_values(row, values)
    if check:
        check(row)
    if is_now:
        row.save(update_fields=list(is_now))
        record(actor, verb, on or row, before=was, after=is_now | (after or {}), **memory)
    return bool(is_now)


def remove(
    actor: "User | None",
    verb: str,
    row: models.Model,
    *facts: str,
    on: models.Model | None = None,
    before: Facts | None = None,
    **memory: Unpack[Memory],
) -> None:
    """Delete the row. Its event tells these facts of it, and `before` beside them."""
    record(actor, verb, on or row, before=facts_of(row, *facts) | (before or {}), **memory)
    row.delete()


def set_values(row: models.Model, values: Facts) -> tuple[Facts, Facts]:
    """Set what differs, without saving. Returns those fields as they were and as they are."""
    was, is_now = changes(row, values)
    for name, value in is_now.items():
        setattr(row, name, value)
    return was, is_now


def facts_of(row: models.Model, *names: str) -> Facts:
    """These fields of the row, for an event to tell."""
    return {name: getattr(row, name) for name in names}
