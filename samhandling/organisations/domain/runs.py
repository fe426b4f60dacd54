"""When an import may be carried out, and when it may be taken back."""

from collections.abc import Mapping

from samhandling.organisations.domain.columns import headings_chosen_twice, missing_name_columns
from samhandling.organisations.enums import ImportState, Refusal, RowOutcome


def why_not_map(mapping: Mapping[str, str]) -> tuple[Refusal, str] | None:
    """The reason and what it is about: a name must come from somewhere, and no column says two things."""
    if twice := headings_chosen_twice(mapping):
        return Refusal.COLUMN_TWICE, ", ".join(twice)
    if missing := missing_name_columns(mapping):
        return Refusal.COLUMNS_MISSING, ", ".join(str(column.label) for column in missing)
    return None


def why_not_apply(
    state: ImportState, row_count: int, outcomes: Mapping[RowOutcome, int], *, leave_out_errors: bool
) -> Refusal | None:
    """Carried out once, with rows that say something, and with errors only when told to leave them out."""
    if state is not ImportState.PREVIEWED:
        return Refusal.ALREADY_APPLIED
    if not row_count:
        return Refusal.ROWS_CLEARED
    if outcomes[RowOutcome.ERROR] and not leave_out_errors:
        return Refusal.ROWS_HAVE_ERRORS
    if not outcomes[RowOutcome.NEW] and not outcomes[RowOutcome.CHANGED]:
        return Refusal.NOTHING_TO_DO
    return None


def why_not_undo(state: ImportState, *, has_traces: bool) -> Refusal | None:
    if state is not ImportState.APPLIED:
        return Refusal.NOT_APPLIED
    return None if has_traces else Refusal.ROWS_CLEARED
