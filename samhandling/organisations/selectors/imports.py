"""Files of people: what was uploaded, and what each row would do now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samhandling.core.history import HistoryLine, events_of, read
from samhandling.core.tables import Source, source_in_words
from samhandling.organisations.domain.columns import cells_by_column
from samhandling.organisations.domain.imports import (
    Fault,
    KnownPerson,
    PersonRow,
    RowPlan,
    count_outcomes,
    fingerprint,
    plan_people,
    read_person,
)
from samhandling.organisations.enums import ContactKind, ImportKind, PersonColumn, RowOutcome
from samhandling.organisations.models import Collaboration, ContactPoint, ImportRun, Person
from samhandling.organisations.permissions import imports_visible_to
from samhandling.organisations.selectors.organisations import organisation_keys

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def imports_of(viewer: "Viewer", collaboration: Collaboration, kind: ImportKind) -> QuerySet[ImportRun]:
    """The uploads of one kind, newest first, without their rows, which may be many."""
    found = imports_visible_to(viewer).filter(collaboration=collaboration, kind=kind)
    return found.select_related("started_by").defer("rows", "traces")


def import_for(viewer: "Viewer", collaboration: Collaboration, pk: int, kind: ImportKind) -> ImportRun:
    """The upload, or 404 when it belongs to another collaboration or is nothing this person may see."""
    return get_object_or_404(imports_visible_to(viewer).filter(collaboration=collaboration, kind=kind), pk=pk)


def history_of_import(run: ImportRun) -> list[HistoryLine]:
    return read(events_of(run))


def told_of_source(run: ImportRun) -> list[str]:
    """Where in the file the rows were found, when a person could wonder: sentences to show above them."""
    return source_in_words(Source(**run.source))


def remembered_mapping(collaboration: Collaboration, kind: ImportKind) -> dict[str, str]:
    """Which heading was chosen for what the last time somebody uploaded a file of this kind."""
    last = ImportRun.objects.filter(collaboration=collaboration, kind=kind).only("mapping").first()
    return {} if last is None else dict(last.mapping)


def rows_of(run: ImportRun) -> list[tuple[int, dict[str, str]]]:
    """Each row's number in the file, and its cells under our own column keys."""
    return [(number, cells_by_column(run.headers, cells, run.mapping)) for number, cells in run.rows]


def known_people(collaboration: Collaboration) -> list[KnownPerson]:
    """Everybody here, as the import compares them."""
    people = Person.objects.filter(collaboration=collaboration, erased_at=None, merged_into=None)
    return [known_person(person) for person in people.select_related("organisation").prefetch_related("contact_points")]


def known_person(person: Person) -> KnownPerson:
    emails, phones = (
        [point.value for point in person.contact_points.all() if point.kind == kind]
        for kind in (ContactKind.EMAIL, ContactKind.PHONE)
    )
    return KnownPerson(
        pk=person.pk,
        given_name=person.given_name,
        family_name=person.family_name,
        title=person.title,
        organisation_id=person.organisation_id,
        organisation=str(person.organisation or ""),
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        other_emails=tuple(emails[1:]),
    )


def people_in_use(pks: Iterable[int]) -> set[int]:
    """Those that something else points at, in any room; their own ways of contact do not count."""
    wanted = list(pks)
    found: set[int] = set()
    for relation in Person._meta.related_objects:
        model, field = relation.related_model, relation.field
        if model is not ContactPoint:
            pointing = model._base_manager.filter(**{f"{field.name}__in": wanted})  # noqa: SLF001  # Django's public name
            found |= set(pointing.values_list(field.attname, flat=True))
    return found


def plan_people_rows(collaboration: Collaboration, rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[RowPlan]:
    """What each row would do to the register as it is now. `rows` are as `rows_of` gives them."""
    keys = organisation_keys(collaboration)
    read = [read_person(number, cells, keys) for number, cells in rows]
    return plan_people(read, known_people(collaboration))


@dataclass(frozen=True, slots=True)
class ShownChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A row of the preview in words."""

    number: int
    row: PersonRow
    outcome: RowOutcome
    told_faults: list[str]
    told_changes: list[ShownChange]


def show_plan(plan: RowPlan) -> ShownPlan:
    changes = [
        ShownChange(str(PersonColumn(change.column).label), change.before, change.after) for change in plan.changes
    ]
    return ShownPlan(plan.number, plan.row, plan.outcome, [tell_fault(fault) for fault in plan.faults], changes)


def tell_fault(fault: Fault) -> str:
    """ "E-mail (anna(at)umea.se): This is not an e-mail address. …" """
    column = capfirst(str(PersonColumn(fault.column).label))
    place = f"{column} ({fault.value})" if fault.value else column
    other = _("See row %(row)d.") % {"row": fault.other_row} if fault.other_row else ""
    return f"{place}: {fault.reason.label} {other}".strip()


@dataclass(frozen=True, slots=True)
class Preview:
    """The dry run: a plan for each row, how many of each, and a mark that changes when the plan does."""

    plans: list[RowPlan]
    counts: dict[RowOutcome, int]
    mark: str


def preview_import(run: ImportRun) -> Preview:
    plans = plan_people_rows(run.collaboration, rows_of(run))
    return Preview(plans, count_outcomes(plans), fingerprint(plans))
