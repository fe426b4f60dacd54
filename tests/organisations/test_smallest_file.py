"""The smallest kind of file that can be read in, as docs/howto/read-files-in.md shows it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.columns import Column, labels_missing
from samhandling.organisations.domain.imports import Fault, RowPlan, cells_without_value
from samhandling.organisations.enums import ImportState, PersonColumn, Refusal, RowFault, RowOutcome
from samhandling.organisations.models import ImportRun, Organisation
from samhandling.organisations.selectors.imports import FileKind, preview_import
from samhandling.organisations.services.imports import apply_import, start_import, undo_import
from tests.factories.organisations import make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
COLUMNS = (Column("organisation", PersonColumn.ORGANISATION.label, ("namn", "organisation"), is_needed=True),)


@dataclass(frozen=True, slots=True)
class OrganisationPlan(RowPlan):
    name: str
    faults: tuple[Fault, ...] = ()


def why_not_read(mapping):
    missing = labels_missing(COLUMNS, mapping)
    return (Refusal.COLUMNS_MISSING, missing) if missing else None


def plan(collaboration, rows):
    known = set(Organisation.objects.filter(collaboration=collaboration).values_list("display_name", flat=True))
    return [plan_row(number, cells, known) for number, cells in rows]


def plan_row(number, cells, known):
    name = cells["organisation"]
    if faults := cells_without_value([PersonColumn.ORGANISATION], cells, RowFault.NO_VALUE):
        return OrganisationPlan(number, RowOutcome.ERROR, name, tuple(faults))
    return OrganisationPlan(number, RowOutcome.SAME if name in known else RowOutcome.NEW, name)


def carry_out(*, actor, collaboration, plans, on):
    new = [one.name for one in plans if one.outcome is RowOutcome.NEW]
    made = [Organisation.objects.create(collaboration=collaboration, display_name=name, kind="other") for name in new]
    return {"organisations": [organisation.pk for organisation in made]}


def take_back(*, actor, collaboration, traces):
    made = Organisation.objects.filter(pk__in=traces["organisations"])
    kept = [organisation for organisation in made if organisation.formal_name]
    made.exclude(pk__in=[organisation.pk for organisation in kept]).delete()
    return kept


ORGANISATIONS = FileKind(
    key="organisations",
    columns=COLUMNS,
    why_not_read=why_not_read,
    plan=plan,
    carry_out=carry_out,
    take_back=take_back,
    nothing_to_do=Refusal.NOTHING_TO_DO,
)


def names() -> list[str]:
    return sorted(Organisation.objects.values_list("display_name", flat=True))


def test_a_kind_of_file_is_looked_at_carried_out_and_taken_back():
    collaboration = make_collaboration()
    coordinator = make_coordinator(collaboration)
    Organisation.objects.create(collaboration=collaboration, display_name="Almi", kind="other")
    content = b"Namn\r\nAlmi\r\nNorrfrakt\r\n#REF!\r\nIUC\r\n"
    run = start_import(
        actor=coordinator, kind=ORGANISATIONS, collaboration=collaboration, content=content, file_name="organ.csv"
    )
    preview = preview_import(ORGANISATIONS, run)
    assert preview.counts == dict.fromkeys(RowOutcome, 0) | {
        RowOutcome.NEW: 2,
        RowOutcome.SAME: 1,
        RowOutcome.ERROR: 1,
    }
    act = {"actor": coordinator, "kind": ORGANISATIONS, "run": run, "now": NOW}
    with pytest.raises(RuleBroken) as refused:
        apply_import(seen=preview.mark, **act)
    assert refused.value.reason is Refusal.ROWS_HAVE_ERRORS
    apply_import(seen=preview.mark, leave_out_errors=True, **act)
    assert names() == ["Almi", "IUC", "Norrfrakt"]

    Organisation.objects.filter(display_name="IUC").update(formal_name="IUC Norr AB")
    assert [str(kept) for kept in undo_import(**act)] == ["IUC"]
    assert (names(), ImportRun.objects.get().state) == (["Almi", "IUC"], ImportState.UNDONE)


def test_a_run_is_not_carried_out_as_another_kind():
    collaboration = make_collaboration()
    coordinator = make_coordinator(collaboration)
    run = start_import(
        actor=coordinator,
        kind=ORGANISATIONS,
        collaboration=collaboration,
        content=b"Namn;X\nIUC;1\n",
        file_name="a.csv",
    )
    other = FileKind("other", COLUMNS, why_not_read, plan, carry_out, take_back, Refusal.NOTHING_TO_DO)
    with pytest.raises(ImportRun.DoesNotExist):
        apply_import(actor=coordinator, kind=other, run=run, seen="", now=NOW)
