"""Files that were read in, of any kind: what was uploaded, and what each row would do now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samhandling.core.history import HistoryLine, events_of, read
from samhandling.core.tables import Source, source_in_words
from samhandling.lib.errors import Reason
from samhandling.organisations.domain.columns import Column, cells_by_column, headings_chosen_twice
from samhandling.organisations.domain.imports import Fault, count_outcomes, mark_of
from samhandling.organisations.enums import Refusal, RowOutcome
from samhandling.organisations.models import Collaboration, ImportRun
from samhandling.organisations.permissions import imports_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

Rows = list[tuple[int, dict[str, str]]]  # each row's number in the file, and its cells by column
Mapped = Mapping[str, str]


def _hold_nothing(_collaboration: Collaboration) -> None:
    """What most kinds of file hold while they are carried out."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that can be read in: what its columns hold, what its rows would do, and how it is done.

    `plan` gives a `RowPlan`, or one's own kind of it, for each row. `carry_out` gets `actor`, `collaboration`,
    the sound `plans` and the day `on`, and returns what is needed to take it back. `take_back` gets `actor`,
    `collaboration` and those `traces`, and returns what it left as it was. Both run in the shell's transaction.
    """

    key: str
    columns: tuple[Column, ...]
    why_not_read: Callable[[Mapped], tuple[Reason, str] | None]  # while the chosen columns do not say enough
    plan: Callable[[Collaboration, Rows], Sequence[Any]]
    carry_out: Callable[..., dict[str, Any]]
    take_back: Callable[..., Sequence[Any]]
    nothing_to_do: Reason
    hold: Callable[[Collaboration], None] = _hold_nothing  # what must not change between the plan and the deed

    def why_not_map(self, mapping: Mapped) -> tuple[Reason, str] | None:
        """The reason and what it is about: no column says two things, and together they say enough."""
        if twice := headings_chosen_twice(mapping):
            return Refusal.COLUMN_TWICE, ", ".join(twice)
        return self.why_not_read(mapping)


@dataclass(frozen=True, slots=True)
class Preview:
    """The dry run: a plan for each row, how many of each, and a mark that changes when the plan does."""

    plans: Sequence[Any]
    counts: dict[RowOutcome, int]
    mark: str


def preview_import(kind: FileKind, run: ImportRun) -> Preview:
    """What the file would do with everything as it is now."""
    plans = kind.plan(run.collaboration, rows_of(run))
    return Preview(plans, count_outcomes(plans), mark_of(plans))


def sound_plans(kind: FileKind, run: ImportRun, preview: Preview) -> Sequence[Any]:
    """Planned again without the rows that have errors: nothing then rests on a row that is left out."""
    if not preview.counts[RowOutcome.ERROR]:
        return preview.plans
    failed = {plan.number for plan in preview.plans if plan.outcome is RowOutcome.ERROR}
    return kind.plan(run.collaboration, [row for row in rows_of(run) if row[0] not in failed])


def rows_of(run: ImportRun) -> Rows:
    return [(number, cells_by_column(run.headers, cells, run.mapping)) for number, cells in run.rows]


def imports_of(viewer: "Viewer", collaboration: Collaboration, kind: FileKind) -> QuerySet[ImportRun]:
    """The uploads of one kind, newest first, without their rows, which may be many."""
    found = imports_visible_to(viewer).filter(collaboration=collaboration, kind=kind.key)
    return found.select_related("started_by").defer("rows", "traces")


def import_for(viewer: "Viewer", collaboration: Collaboration, pk: int, kind: FileKind) -> ImportRun:
    """The upload, or 404 when it belongs to another collaboration or is nothing this person may see."""
    return get_object_or_404(imports_visible_to(viewer).filter(collaboration=collaboration, kind=kind.key), pk=pk)


def history_of_import(run: ImportRun) -> list[HistoryLine]:
    return read(events_of(run))


def source_of(run: ImportRun) -> list[str]:
    """Where in the file the rows were found, when a person could wonder: sentences to show above them."""
    return source_in_words(Source(**run.source))


def remembered_mapping(collaboration: Collaboration, kind: FileKind) -> dict[str, str]:
    """Which heading was chosen for what the last time somebody uploaded a file of this kind."""
    last = ImportRun.objects.filter(collaboration=collaboration, kind=kind.key).only("mapping").first()
    return {} if last is None else dict(last.mapping)


# --- In words ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the preview: a text, or what would change line by line."""

    text: str = ""
    lines: Sequence[str] = ()
    changes: Sequence[ShownChange] = ()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the preview in words. The cells stand below the heads that the kind of file has of its own."""

    number: int
    name: str
    outcome: RowOutcome
    state: str = ""
    note: str = ""
    problems: Sequence[str] = ()
    cells: Sequence[ShownCell] = ()


def fault_in_words(fault: Fault) -> str:
    """ "E-mail (anna(at)umea.se): This is not an e-mail address. …" """
    label = capfirst(str(fault.column.label))
    place = f"{label} ({fault.value})" if fault.value else label
    other = _("See row %(row)d.") % {"row": fault.other_row} if fault.other_row else ""
    return " ".join(filter(None, [f"{place}: {fault.reason.label}", fault.detail, other]))
