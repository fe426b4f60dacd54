"""People out of a file: those in it are added and changed, and may be set back.

`apply_people_rows` and `undo_people` are also used by the room above, when a file holds people and their seats.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Manager, Prefetch, QuerySet

from samhandling.core.access import require
from samhandling.core.audit import AT_ONCE, event_of, record_many
from samhandling.organisations.domain.people_file import (
    PEOPLE_COLUMNS,
    KnownPerson,
    PersonPlan,
    Trace,
    why_no_names,
)
from samhandling.organisations.enums import ContactKind, KeptBecause, PersonColumn, Refusal, RowOutcome, WhoCan
from samhandling.organisations.models import Collaboration, ContactPoint, FormerFacts, Person
from samhandling.organisations.permissions import answers_for, can_administer
from samhandling.organisations.selectors.imports import FileKind
from samhandling.organisations.selectors.people_file import known_person, people_in_use, plan_people_rows
from samhandling.organisations.services.letting_in import refuse_oneself, refuse_own_rows
from samhandling.organisations.services.people import ONE_DAY, notify_of_employer

if TYPE_CHECKING:
    from samhandling.accounts.models import User

_OWN_FIELDS = ("given_name", "family_name", "title", "organisation_id")
_CONTACT_KINDS = {"email": ContactKind.EMAIL, "phone": ContactKind.PHONE}


@dataclass(frozen=True, slots=True)
class PeopleApplied:
    """What was done, to be kept in `ImportRun.traces`, and who each row of the file is."""

    traces: list[Trace]
    person_by_row: dict[int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody an undo left as they are, and why."""

    person_id: int
    reason: KeptBecause


# --- Carrying out ----------------------------------------------------------------------------------


@transaction.atomic
def apply_people_rows(
    *, actor: "User", collaboration: Collaboration, plans: Iterable[PersonPlan], on: date
) -> PeopleApplied:
    """Create and change the people of these plans. The caller holds the transaction;
    rows that name nobody, or have errors, are left out.

    Other names, titles and employers than those known hold from that day. What was not known is filled in.
    """
    require(can_administer(actor, collaboration.pk))
    planned = [plan for plan in plans if plan.outcome not in {RowOutcome.ERROR, RowOutcome.SKIPPED}]
    person_by_row = _create(actor, collaboration, [plan for plan in planned if plan.outcome is RowOutcome.NEW])
    traces: dict[int, Trace] = {
        person_id: {"person": person_id, "before": None, "after": {}} for person_id in person_by_row.values()
    }
    for plan in planned:
        if plan.outcome is not RowOutcome.NEW:
            person_by_row[plan.number] = plan.person_id or person_by_row[plan.same_as or 0]
    _change(actor, [plan for plan in planned if plan.outcome is RowOutcome.CHANGED], person_by_row, traces, on)
    for person in (
        Person.objects.filter(pk__in=traces).select_related("organisation").prefetch_related("contact_points")
    ):
        traces[person.pk]["after"] = _values(known_person(person))
    return PeopleApplied(list(traces.values()), person_by_row)


def _create(actor: "User", collaboration: Collaboration, plans: list[PersonPlan]) -> dict[int, int]:
    people = [
        Person(
            collaboration=collaboration,
            given_name=plan.row.given_name,
            family_name=plan.row.family_name,
            title=plan.row.title,
            organisation_id=plan.row.organisation_id,
        )
        for plan in plans
    ]
    for person in people:
        person.fold_names()  # bulk_create does not pass through save()
    Person.objects.bulk_create(people)
    ContactPoint.objects.bulk_create(
        ContactPoint(collaboration=collaboration, person=person, kind=kind, value=value)
        for person, plan in zip(people, plans, strict=True)
        for kind, value in ((ContactKind.EMAIL, plan.row.email), (ContactKind.PHONE, plan.row.phone))
        if value
    )
    record_many(event_of(actor, "person.imported", person, person_id=person.pk) for person in people)
    return {plan.number: person.pk for plan, person in zip(plans, people, strict=True)}


def _change(
    actor: "User", plans: list[PersonPlan], person_by_row: Mapping[int, int], traces: dict[int, Trace], on: date
) -> None:
    """Set what the rows say otherwise, and remember how each person was before the first such row."""
    known = Person.objects.filter(erased_at=None, merged_into=None)
    people = _held(known.filter(pk__in={person_by_row[plan.number] for plan in plans}))
    # Somebody may have been erased since the rows were compared, and gets no name again.
    there = [plan for plan in plans if person_by_row[plan.number] in people]
    new_values: dict[int, dict[str, str | int | None]] = {}
    for plan in there:
        person = people[person_by_row[plan.number]]
        if person.pk not in traces:
            traces[person.pk] = {"person": person.pk, "before": _values(known_person(person)), "after": {}}
        values = {name: getattr(plan.row, name) for name in {_field(change.column) for change in plan.changes}}
        new_values.setdefault(person.pk, {}).update(values)
    _refuse_own_employer(actor, [(plan, people[person_by_row[plan.number]]) for plan in there])
    _keep_former([people[pk] for pk, values in new_values.items() if _overwrites(people[pk], values)], traces, on)
    _set([(people[pk], values) for pk, values in new_values.items()])
    changed = [people[person_by_row[plan.number]] for plan in there]
    events = [event_of(actor, "person.changed_by_import", person, person_id=person.pk) for person in changed]
    record_many(events)
    if events:
        notify_of_employer(
            events[0], [people[pk] for pk, values in new_values.items() if values.get("organisation_id")]
        )


def _refuse_own_employer(actor: "User", changed: list[tuple[PersonPlan, Person]]) -> None:
    """A file is no other road to an organisation's documents than the page of a person."""
    rows = [
        (plan.number, person.user_id)
        for plan, person in changed
        if any(change.column == PersonColumn.ORGANISATION for change in plan.changes)
        and not answers_for(actor, person.collaboration_id, plan.row.organisation_id or 0)
    ]
    if rows:
        refuse_own_rows(actor, rows, changed[0][1].collaboration_id)


def _overwrites(person: Person, values: Mapping[str, str | int | None]) -> bool:
    return any(getattr(person, name) not in {"", None, values[name]} for name in _OWN_FIELDS if name in values)


def _keep_former(people: list[Person], traces: dict[int, Trace], on: date) -> None:
    """How these people have been until the day before. Whoever has changed that same day already has it."""
    last = on - ONE_DAY
    there = set(FormerFacts.objects.filter(person__in=people, until_on__gte=last).values_list("person", flat=True))
    new = [person for person in people if person.pk not in there]
    FormerFacts.objects.bulk_create(
        FormerFacts(person=person, until_on=last, **{name: getattr(person, name) for name in _OWN_FIELDS})
        for person in new
    )
    for person in new:
        traces[person.pk]["former_until"] = last.isoformat()


def _held(people: QuerySet[Person]) -> dict[int, Person]:
    """These people with what an import compares, and nobody else's to change until the transaction ends.

    Their contact points are held too: one that somebody took away meanwhile must not be written again.
    """
    held = people.select_for_update(of=("self",)).select_related("organisation").order_by("pk")
    points = Prefetch("contact_points", ContactPoint.objects.select_for_update())
    return {person.pk: person for person in held.prefetch_related(points)}


def _field(column: str) -> str:
    return "organisation_id" if column == PersonColumn.ORGANISATION else column


def _values(person: KnownPerson) -> dict[str, str | int | None]:
    return {name: getattr(person, name) for name in (*_OWN_FIELDS, *_CONTACT_KINDS)}


def _set(new_values: Sequence[tuple[Person, Mapping[str, str | int | None]]]) -> None:
    """Give many people their values in few statements. Their contact points have been read with them."""
    for person, values in new_values:
        for name in _OWN_FIELDS:
            if name in values:
                setattr(person, name, values[name])
        person.fold_names()  # what is written in bulk does not pass through save()
    _rewrite(Person.objects, [person for person, _values in new_values], [*_OWN_FIELDS, "sort_key", "search_key"])
    for name, kind in _CONTACT_KINDS.items():
        _set_contact_points(
            [(person, str(values[name] or "")) for person, values in new_values if name in values], kind
        )


def _set_contact_points(new_values: Sequence[tuple[Person, str]], kind: ContactKind) -> None:
    """The first contact point of the kind gets the value; an empty one takes it away."""
    changed, added, gone = [], [], []
    for person, value in new_values:
        first = next((point for point in person.contact_points.all() if point.kind == kind), None)
        if first is None and value:
            added.append(ContactPoint(collaboration_id=person.collaboration_id, person=person, kind=kind, value=value))
        elif first is not None and value:
            first.value = value
            changed.append(first)
        elif first is not None:
            gone.append(first.pk)
    _rewrite(ContactPoint.objects, changed, ["value"])
    ContactPoint.objects.bulk_create(added)
    ContactPoint.objects.filter(pk__in=gone).delete()


def _rewrite(there: Manager[Any], rows: list[Any], fields: list[str]) -> None:
    """Write these columns of rows that are there. Twice as fast as `bulk_update`, which spells out each value."""
    names = [there.model._meta.get_field(name).name for name in fields]
    there.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=names, batch_size=AT_ONCE)


# --- Taking back -----------------------------------------------------------------------------------


@transaction.atomic
def undo_people(*, actor: "User", collaboration: Collaboration, traces: Iterable[Trace]) -> list[Kept]:
    """Remove whom an import created and set back whom it changed, in the caller's transaction.

    Somebody who was changed since, or is used elsewhere, is left as they are and reported.
    """
    require(can_administer(actor, collaboration.pk))
    trace_by_person = {trace["person"]: trace for trace in traces}
    found = Person.objects.filter(collaboration=collaboration, erased_at=None, merged_into=None, pk__in=trace_by_person)
    people = _held(found)
    in_use = people_in_use(people)
    reasons = {pk: _why_kept(people.get(pk), trace, in_use) for pk, trace in trace_by_person.items()}
    undone = [pk for pk, reason in reasons.items() if reason is None]
    _set_back(actor, [(people[pk], trace_by_person[pk]) for pk in undone if trace_by_person[pk]["before"] is not None])
    _remove(actor, [people[pk] for pk in undone if trace_by_person[pk]["before"] is None])
    return [Kept(pk, reason) for pk, reason in reasons.items() if reason]


def _why_kept(person: Person | None, trace: Trace, in_use: set[int]) -> KeptBecause | None:
    if person is None:
        return KeptBecause.GONE
    if _values(known_person(person)) != trace["after"]:
        return KeptBecause.CHANGED_SINCE
    if trace["before"] is not None:
        return None
    kinds = [name for name in _CONTACT_KINDS if trace["after"][name]]
    if len(person.contact_points.all()) != len(kinds) or person.keep_until:
        return KeptBecause.CHANGED_SINCE
    return KeptBecause.IN_USE if person.user_id or person.pk in in_use else None


def _set_back(actor: "User", changed: list[tuple[Person, Trace]]) -> None:
    back = [(person, _before(trace)) for person, trace in changed]
    employed = [person for person, values in back if values.get("organisation_id")]
    if employed:
        users = [person.user_id for person in employed]
        refuse_oneself(actor, users, employed[0].collaboration_id, WhoCan.UNDO)
    made = {person.pk: trace["former_until"] for person, trace in changed if "former_until" in trace}
    FormerFacts.objects.filter(person__in=made, until_on__in=set(made.values())).delete()
    _set(back)
    events = [event_of(actor, "person.set_back", person, person_id=person.pk) for person, _trace in changed]
    record_many(events)
    if employed:
        notify_of_employer(events[0], employed)


def _before(trace: Trace) -> dict[str, str | int | None]:
    """What the import changed, as it was."""
    before = trace["before"] or {}
    return {name: value for name, value in before.items() if trace["after"][name] != value}


def _remove(actor: "User", people: list[Person]) -> None:
    """In one sweep: asking every room about each person by themselves takes minutes for a large file."""
    record_many(event_of(actor, "person.import_undone", person, person_id=person.pk) for person in people)
    Person.objects.filter(pk__in=[person.pk for person in people]).delete()


# --- The kind of file ------------------------------------------------------------------------------


def _carry_out(*, actor: "User", collaboration: Collaboration, plans: Sequence[PersonPlan], on: date) -> dict[str, Any]:
    return {"people": apply_people_rows(actor=actor, collaboration=collaboration, plans=plans, on=on).traces}


def _take_back(*, actor: "User", collaboration: Collaboration, traces: Mapping[str, Any]) -> list[Kept]:
    return undo_people(actor=actor, collaboration=collaboration, traces=traces["people"])


PEOPLE = FileKind(
    key="people",
    columns=PEOPLE_COLUMNS,
    why_not_read=why_no_names,
    plan=plan_people_rows,
    carry_out=_carry_out,
    take_back=_take_back,
    nothing_to_do=Refusal.NOTHING_TO_DO,
)
