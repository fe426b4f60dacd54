"""What a file that is read in would do, when it may be carried out, and when it may be taken back. Any kind of file."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samhandling.lib.cells import is_no_value
from samhandling.lib.errors import Reason
from samhandling.organisations.enums import ImportState, Refusal, RowOutcome


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one row, in a column that has a `label`. `detail` ends the sentence where it needs
    an end, and `other_row` is the row it quarrels with."""

    column: Any
    reason: Reason
    value: str = ""
    detail: str = ""
    other_row: int | None = None


def cells_without_value(columns: Iterable[Any], cells: Mapping[str, str], reason: Reason) -> list[Fault]:
    """Cells that show a formula or an error: what else is wrong with the row is not known before they are mended."""
    empty = [column for column in columns if is_no_value(cells.get(column, ""))]
    return [Fault(column, reason, cells[column][:60]) for column in empty]


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What would be done with one row. Each kind of file adds what it needs to do it, and to tell of it."""

    number: int
    outcome: RowOutcome

    @property
    def does_something(self) -> bool:
        return self.outcome in {RowOutcome.NEW, RowOutcome.CHANGED}

    @property
    def promise(self) -> object:
        """What must be the same when the file is carried out as when somebody looked at it."""
        return self


def count_outcomes(plans: Iterable[RowPlan]) -> dict[RowOutcome, int]:
    outcomes = [plan.outcome for plan in plans]
    return {outcome: outcomes.count(outcome) for outcome in RowOutcome}


def mark_of(plans: Iterable[RowPlan]) -> str:
    """The same text for the same plan: tells whether somebody changed anything after the preview."""
    promised = repr([plan.promise for plan in plans])
    return hashlib.sha256(promised.encode()).hexdigest()[:16]


def why_not_apply(
    state: ImportState, plans: Sequence[RowPlan], *, nothing_to_do: Reason, leave_out_errors: bool
) -> Reason | None:
    """Carried out once, with rows that do something, and with errors only when asked to leave them out."""
    if state is not ImportState.PREVIEWED:
        return Refusal.ALREADY_APPLIED
    if not plans:
        return Refusal.ROWS_CLEARED
    if not leave_out_errors and any(plan.outcome is RowOutcome.ERROR for plan in plans):
        return Refusal.ROWS_HAVE_ERRORS
    return None if any(plan.does_something for plan in plans) else nothing_to_do


def why_not_undo(state: ImportState, *, has_traces: bool) -> Refusal | None:
    if state is not ImportState.APPLIED:
        return Refusal.NOT_APPLIED
    return None if has_traces else Refusal.ROWS_CLEARED
