"""A file of people: whom its rows mean, and what each row would do now."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from samhandling.organisations.domain.people_file import (
    KnownPerson,
    PersonPlan,
    plan_people,
    read_person,
)
from samhandling.organisations.enums import ContactKind, PersonColumn, RowOutcome
from samhandling.organisations.models import Collaboration, ContactPoint, Person
from samhandling.organisations.selectors.imports import ShownCell, ShownChange, ShownRow, fault_in_words
from samhandling.organisations.selectors.organisations import organisation_keys


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


def plan_people_rows(collaboration: Collaboration, rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[PersonPlan]:
    """What each row would do to the register as it is now. `rows` are as `rows_of` gives them."""
    keys = organisation_keys(collaboration)
    read = [read_person(number, cells, keys) for number, cells in rows]
    return plan_people(read, known_people(collaboration))


def show_person(plan: PersonPlan) -> ShownRow:
    """A row of the preview in words."""
    skipped = [_("The row describes a vacant seat and names nobody.")] if plan.outcome is RowOutcome.SKIPPED else []
    changes = [
        ShownChange(str(PersonColumn(change.column).label), change.before, change.after) for change in plan.changes
    ]
    details = ShownCell(lines=[*skipped, *map(fault_in_words, plan.faults)], changes=changes)
    name = f"{plan.row.given_name} {plan.row.family_name}"
    return ShownRow(plan.number, name, plan.outcome, cells=[details])
