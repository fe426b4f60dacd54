"""A file is uploaded, looked at, carried out in one transaction, and taken back: any kind of file, in any room."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.files import safe_name
from samhandling.core.tables import read_table
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.columns import guess_mapping
from samhandling.organisations.domain.imports import why_not_apply, why_not_undo
from samhandling.organisations.enums import ImportState, Refusal, RowOutcome
from samhandling.organisations.models import Collaboration, ImportRun
from samhandling.organisations.permissions import can_administer
from samhandling.organisations.selectors.imports import FileKind, preview_import, remembered_mapping, sound_plans

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def start_import(
    *, actor: "User", kind: FileKind, collaboration: Collaboration, content: bytes, file_name: str
) -> ImportRun:
    """Read the file and guess its columns. Nothing but the upload itself is stored."""
    require(can_administer(actor, collaboration.pk))
    table = read_table(content, file_name)
    run = ImportRun.objects.create(
        collaboration=collaboration,
        kind=kind.key,
        file_name=safe_name(file_name),
        source=asdict(table.source),
        headers=table.headers,
        rows=[[row.number, row.cells] for row in table.rows],
        mapping=guess_mapping(table.headers, kind.columns, remembered_mapping(collaboration, kind)),
        started_by=actor,
    )
    record(actor, "import.uploaded", run, after={"rows": len(table.rows)})
    return run


@transaction.atomic
def choose_columns(*, actor: "User", kind: FileKind, run: ImportRun, mapping: Mapping[str, str]) -> ImportRun:
    """Say which heading holds what. It is remembered for the next file."""
    require(can_administer(actor, run.collaboration_id))
    if run.state != ImportState.PREVIEWED:
        raise RuleBroken(Refusal.ALREADY_APPLIED)
    chosen = {key: heading for key, heading in mapping.items() if heading in run.headers}
    if refused := kind.why_not_map(chosen):
        raise RuleBroken(*refused)
    run.mapping = chosen
    run.save(update_fields=["mapping"])
    record(actor, "import.columns_chosen", run)
    return run


@transaction.atomic
def apply_import(
    *, actor: "User", kind: FileKind, run: ImportRun, seen: str, now: datetime, leave_out_errors: bool = False
) -> ImportRun:
    """Do what the preview said, all or nothing. `seen` is the mark of the preview that was looked at."""
    require(can_administer(actor, run.collaboration_id))
    run = _held(kind, run)
    if refused := kind.why_not_map(run.mapping):
        raise RuleBroken(*refused)
    kind.hold(run.collaboration)
    preview = preview_import(kind, run)
    if reason := why_not_apply(
        ImportState(run.state), preview.plans, nothing_to_do=kind.nothing_to_do, leave_out_errors=leave_out_errors
    ):
        raise RuleBroken(reason)
    if seen != preview.mark:
        raise RuleBroken(Refusal.CHANGED_SINCE_PREVIEW)
    run.traces = kind.carry_out(
        actor=actor, collaboration=run.collaboration, plans=sound_plans(kind, run, preview), on=localdate(now)
    )
    run.state, run.applied_at = ImportState.APPLIED, now
    run.save(update_fields=["state", "applied_at", "traces"])
    record(actor, "import.applied", run, after={outcome.value: preview.counts[outcome] for outcome in RowOutcome})
    return run


@transaction.atomic
def undo_import(*, actor: "User", kind: FileKind, run: ImportRun, now: datetime) -> Sequence[Any]:
    """Take the import back, and tell what it left as it is, because it changed since."""
    require(can_administer(actor, run.collaboration_id))
    run = _held(kind, run)
    if reason := why_not_undo(ImportState(run.state), has_traces=bool(run.traces)):
        raise RuleBroken(reason)
    kept = kind.take_back(actor=actor, collaboration=run.collaboration, traces=run.traces)
    run.state, run.undone_at = ImportState.UNDONE, now
    run.source, run.rows, run.traces = {}, [], {}
    run.save(update_fields=["state", "undone_at", "source", "rows", "traces"])
    record(actor, "import.undone", run, after={"kept": len(kept)})
    return kept


def _held(kind: FileKind, run: ImportRun) -> ImportRun:
    """The run as it is now, held until the transaction ends, so that nobody carries it out twice."""
    runs = ImportRun.objects.select_for_update(of=("self",)).select_related("collaboration")
    return runs.get(pk=run.pk, kind=kind.key)
