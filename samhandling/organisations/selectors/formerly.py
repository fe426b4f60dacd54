"""How people were called, titled and employed on an earlier day: for every page and file that tells of one."""

from collections.abc import Iterable
from datetime import date
from itertools import starmap
from typing import NamedTuple

from django.db.models import QuerySet

from samhandling.core.prepared import Prepared
from samhandling.organisations.models import FormerFacts, Organisation, Person


class Facts(NamedTuple):
    """What a person was on a day that is past."""

    given_name: str
    family_name: str
    title: str
    organisation_id: int | None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


def facts_then(people: Iterable[int], on: date) -> dict[int, Facts]:
    """By person, for those of them who have changed since the day. The others were then as they are now."""
    wanted = set(people)
    return _by_person(_former(people=wanted, on=on)) if wanted else {}


def facts_of_many(people: QuerySet[Person], on: date) -> dict[int, Facts]:
    """The same for more people than a question can name."""
    former = _changed_since(on).filter(person__in=people.order_by().values("pk"))
    return _by_person(starmap(_Former, former.values_list(*_Former._fields)))


def as_they_were(people: Iterable[Person], on: date) -> None:
    """Let these people, wherever they were read, tell of themselves as on the day. They cannot be saved then."""
    there = list(people)
    then = facts_then([person.pk for person in there], on)
    employers = {facts.organisation_id for facts in then.values() if facts.organisation_id}
    organisations = Organisation.objects.in_bulk(employers) if employers else {}
    for person in there:
        if facts := then.get(person.pk):
            be(person, facts)
            person.organisation = organisations.get(facts.organisation_id or 0)


def be(person: Person, facts: Facts) -> None:
    """But for the employer's own row, which the caller has or does not need."""
    person.given_name, person.family_name, person.title = facts.given_name, facts.family_name, facts.title
    person.organisation_id = facts.organisation_id
    person.is_as_then = True


def all_names_of(person: Person) -> list[str]:
    """How the person is called, and how they have been called."""
    former = [f"{one.given_name} {one.family_name}".strip() for one in person.former.all()]
    return list(dict.fromkeys([str(person), *former]))


class _Former(NamedTuple):
    person_id: int
    given_name: str
    family_name: str
    title: str
    organisation_id: int | None


def _changed_since(on: date) -> QuerySet[FormerFacts]:
    """The nearest day comes last, so that it is the one that is left by person."""
    return FormerFacts.objects.filter(until_on__gte=on).order_by("-until_on")


_former = Prepared(
    _Former, lambda people, on: _changed_since(on).filter(person__in=people).values_list(*_Former._fields)
)


def _by_person(former: Iterable[_Former]) -> dict[int, Facts]:
    return {one.person_id: Facts(*one[1:]) for one in former}
