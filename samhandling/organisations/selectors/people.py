"""People, for those who are members of their collaboration."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.history import HistoryLine, events_of, read
from samhandling.core.prepared import Prepared
from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.lib.swedish import search_key
from samhandling.organisations.models import Collaboration, ContactPoint, FormerFacts, ImportRun, Organisation, Person
from samhandling.organisations.permissions import access_of, can_administer, people_visible_to
from samhandling.organisations.selectors.access import coordinators_of
from samhandling.organisations.selectors.formerly import all_names_of, as_they_were, facts_then

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def people_of(
    viewer: "Viewer", collaboration: Collaboration, *, query: str = "", organisation: Organisation | None = None
) -> QuerySet[Person]:
    """Everybody here whose name or title holds all the words, with the organisation they work for."""
    found = people_visible_to(viewer).filter(collaboration=collaboration).select_related("organisation")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    for word in search_key(query).split():
        found = found.filter(search_key__contains=word)
    return found


def people_working_for(
    viewer: "Viewer", collaboration: Collaboration, organisation: Organisation, on: date
) -> list[Person]:
    """Who works for the organisation on the day, as they are called and titled then."""
    worked = FormerFacts.objects.filter(organisation=organisation, until_on__gte=on)
    found = people_of(viewer, collaboration).filter(Q(organisation=organisation) | Q(pk__in=worked.values("person")))
    there = list(found)
    as_they_were(there, on)
    return [person for person in there if person.organisation_id == organisation.pk]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person, and the collaboration in which they were found."""

    pk: int
    given_name: str
    family_name: str
    title: str
    organisation: str | None
    slug: str
    collaboration: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


def people_found(viewer: "Viewer", wish: SearchWish) -> list[FoundPerson]:
    """For the search over everything: people in one's own collaborations."""
    found = list(_found(members_in=access_of(viewer).collaborations, **wish.values))
    return _as_on(wish.on, found) if wish.on else found


def _as_on(on: date, found: list[FoundPerson]) -> list[FoundPerson]:
    """Under the names, titles and employers they had on the day."""
    then = facts_then([person.pk for person in found], on)
    employers = {facts.organisation_id for facts in then.values() if facts.organisation_id}
    names = dict(Organisation.objects.filter(pk__in=employers).values_list("pk", "display_name")) if employers else {}
    return [
        replace(
            person,
            given_name=facts.given_name,
            family_name=facts.family_name,
            title=facts.title,
            organisation=names.get(facts.organisation_id or 0),
        )
        if (facts := then.get(person.pk))
        else person
        for person in found
    ]


_found = Prepared(
    FoundPerson,
    lambda members_in, words, within=None: (
        Person.objects.filter(
            all_words(words), inside(within), collaboration__in=members_in, erased_at=None, merged_into=None
        ).values_list(
            "pk",
            "given_name",
            "family_name",
            "title",
            "organisation__display_name",
            "collaboration__slug",
            "collaboration__name",
        )
    )[:MOST_HITS],
)


def person_for(viewer: "Viewer", collaboration: Collaboration, pk: int) -> Person:
    """The person, or 404 when nobody here may be told of. Somebody merged leads to the one who was kept."""
    found = people_visible_to(viewer).filter(collaboration=collaboration).select_related("organisation", "user")
    return get_object_or_404(found, pk=_heir(collaboration, pk))


def _heir(collaboration: Collaboration, pk: int) -> int:
    merged = dict(
        Person.objects.filter(collaboration=collaboration).exclude(merged_into=None).values_list("pk", "merged_into_id")
    )
    while (next_one := merged.get(pk)) is not None:
        pk = next_one
    return pk


def names_of_people(ids: Iterable[int]) -> dict[int, str]:
    """For the history (slot `history.persons`): how people are called now. Whoever was erased is left out."""
    people = Person.objects.filter(pk__in=set(ids)).select_related("merged_into")
    now = {person.pk: person.merged_into or person for person in people}
    return {pk: str(person) for pk, person in now.items() if person.erased_at is None}


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    former: list[FormerFacts]
    contact_points: list[ContactPoint]
    ties: list[str]
    history: list[HistoryLine]


def person_page(viewer: "Viewer", person: Person) -> PersonPage:
    """One person. What stands in the way of erasing is only told to those who may erase."""
    return PersonPage(
        person=person,
        former=former_facts_of(person),
        contact_points=list(person.contact_points.all()),
        ties=ties_of_person(person) if can_administer(viewer, person.collaboration_id) else [],
        history=read(events_of(person)[:50]),
    )


def users_of_people(ids: Iterable[int]) -> dict[int, int]:
    """Which log-in is whose, for those of these people who have one."""
    linked = Person.objects.filter(pk__in=set(ids)).exclude(user=None)
    return {pk: user for pk, user in linked.values_list("pk", "user") if user is not None}


def former_facts_of(person: Person) -> list[FormerFacts]:
    """How the person has been called, titled and employed, the latest first."""
    return list(person.former.select_related("organisation"))


def former_facts_in(person: Person, pk: int) -> FormerFacts:
    return get_object_or_404(person.former.select_related("person"), pk=pk)


def contact_point_in(collaboration: Collaboration, pk: int) -> ContactPoint:
    found = collaboration.contact_points.select_related("person", "organisation")
    return get_object_or_404(found, pk=pk)


def ties_of_person(person: Person) -> list[str]:
    """Why the person cannot be erased yet, in sentences that say what to do."""
    ties = [tie for ask in slots.functions("person.ties") for tie in ask(person)]
    contact = person.collaboration.contact_email.lower()
    if contact and any(point.value.lower() == contact for point in person.contact_points.all()):
        ties.append(_("The person is the collaboration’s contact. Choose someone else in the settings first."))
    if person.user_id is not None and _is_only_coordinator(person):
        ties.append(_("The person is the only coordinator. Give the role to someone else first."))
    return ties


def _is_only_coordinator(person: Person) -> bool:
    coordinators = coordinators_of(person.collaboration).values_list("pk", flat=True)
    return set(coordinators) == {person.user_id}


# --- Retention -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overdue:
    """What should not be kept any longer. Contact points go by themselves; people are for somebody to decide."""

    people: list[Person]
    contact_points: list[ContactPoint]


def overdue_in(collaboration: Collaboration, today: date) -> Overdue:
    people = Person.objects.filter(
        collaboration=collaboration, erased_at=None, merged_into=None, keep_until__lt=today
    ).select_related("organisation")
    points = ContactPoint.objects.filter(collaboration=collaboration, keep_until__lt=today)
    return Overdue(list(people.order_by("keep_until")), list(points.select_related("person", "organisation")))


def overdue_counts(collaborations: Iterable[int], today: date) -> dict[int, int]:
    """How many people are overdue in each collaboration that has any."""
    return dict(_overdue_people(collaborations=collaborations, today=today))


class _Overdue(NamedTuple):
    collaboration: int
    people: int


_overdue_people = Prepared(
    _Overdue,
    lambda collaborations, today: (
        Person.objects.filter(collaboration__in=collaborations, erased_at=None, merged_into=None, keep_until__lt=today)
        .order_by()
        .values_list("collaboration_id")
        .annotate(count=Count("pk"))
    ),
)


# --- Register extract ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of what is kept about a person: a title, and rows of named values."""

    title: str
    rows: list[dict[str, str]]


def extract_of(person: Person) -> list[Chapter]:
    """Everything that is kept about the person, from this room and from those above."""
    own = [
        Chapter(_("Person"), [_person_row(person)]),
        Chapter(_("Former names and posts"), [_former_row(one) for one in former_facts_of(person)]),
        Chapter(_("Contact"), [_contact_row(point) for point in person.contact_points.all()]),
        Chapter(_("Files the person was read from"), _import_rows(person)),
    ]
    above = [Chapter(title, rows) for ask in slots.functions("person.extract") for title, rows in ask(person)]
    return [chapter for chapter in (*own, *above) if chapter.rows]


def _person_row(person: Person) -> dict[str, str]:
    user = person.user
    return {
        _("First name"): person.given_name,
        _("Last name"): person.family_name,
        _("Title"): person.title,
        _("Works for"): str(person.organisation or ""),
        _("Log-in"): user.email if user else "",
        _("Keep until"): person.keep_until.isoformat() if person.keep_until else "",
        _("Made-up person"): _("yes") if person.is_example else _("no"),
    }


def _former_row(former: FormerFacts) -> dict[str, str]:
    return {
        _("First name"): former.given_name,
        _("Last name"): former.family_name,
        _("Title"): former.title,
        _("Works for"): str(former.organisation or ""),
        _("To"): former.until_on.isoformat(),
    }


def _contact_row(point: ContactPoint) -> dict[str, str]:
    return {
        _("Kind"): str(point.get_kind_display()),
        _("Address or number"): point.value,
        _("Visible to everyone"): _("yes") if point.is_public else _("no"),
        _("Keep until"): point.keep_until.isoformat() if point.keep_until else "",
    }


def _import_rows(person: Person) -> list[dict[str, str]]:
    return [
        {_("File"): run.file_name, _("Uploaded"): run.started_at.date().isoformat(), _("By"): str(run.started_by)}
        for run in runs_that_tell_of(person)
    ]


def runs_that_tell_of(person: Person) -> list[ImportRun]:
    """Uploads whose rows or traces hold the person: by name, by address or number, or by what was done."""
    pks = {person.pk, *person.merged_from.values_list("pk", flat=True)}
    addresses = {search_key(point.value) for point in person.contact_points.all()}
    runs = ImportRun.objects.filter(collaboration=person.collaboration_id).exclude(Q(rows=[]), Q(traces={}))
    names = [set(search_key(name).split()) for name in all_names_of(person)]
    return [run for run in runs.select_related("started_by") if _tells_of(run, pks, names, addresses)]


def _tells_of(run: ImportRun, pks: set[int], names: list[set[str]], addresses: set[str]) -> bool:
    if any(trace["person"] in pks for trace in run.traces.get("people", [])):
        return True
    rows = [search_key(" ".join(map(str, cells))) for _number, cells in run.rows]
    return any(
        any(name <= set(row.replace(",", " ").split()) for name in names)
        or any(address in row for address in addresses)
        for row in rows
    )
