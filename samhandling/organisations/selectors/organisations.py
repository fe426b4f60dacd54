"""Organisations as one collaboration sees them: the national register and its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.shortcuts import get_object_or_404

from samhandling.core.history import HistoryLine, events_of, read
from samhandling.core.prepared import Prepared
from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.lib.swedish import search_key
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import (
    Collaboration,
    ContactPoint,
    FormerFacts,
    Organisation,
    Participation,
    Person,
    Population,
)
from samhandling.organisations.permissions import (
    access_of,
    is_member,
    known,
    organisations_visible_to,
    people_visible_to,
    shown,
)
from samhandling.organisations.selectors.collaborations import takes_part_on, time_on, times_of
from samhandling.organisations.selectors.formerly import as_they_were

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """What somebody asks the list for. Without wishes: those who take part, and the collaboration's own."""

    query: str = ""
    kind: str = ""
    sector: str = ""
    whole_register: bool = False


def wanted_from(asked: Mapping[str, Any]) -> OrganisationFilter:
    """What a filter that holds together asks for."""
    return OrganisationFilter(
        query=asked.get("query", ""),
        kind=asked.get("kind", ""),
        sector=asked.get("sector", ""),
        whole_register=asked.get("register") == "all",
    )


def organisations_in(viewer: "Viewer", collaboration: Collaboration) -> QuerySet[Organisation]:
    """All that may be looked up here: the national register, and this collaboration's own records."""
    return organisations_visible_to(viewer).filter(Q(collaboration=None) | Q(collaboration=collaboration))


def organisations_of(collaboration: Collaboration) -> QuerySet[Organisation]:
    """Those the collaboration has to do with: who take part or have done, and its own records."""
    taking_part = Participation.objects.filter(collaboration=collaboration).values("organisation")
    return Organisation.objects.filter(Q(pk__in=taking_part) | Q(collaboration=collaboration), merged_into=None)


def list_organisations(
    viewer: "Viewer", collaboration: Collaboration, wanted: OrganisationFilter, *, on: date
) -> QuerySet[Organisation]:
    """The list, each row with `takes_part` (on that day) and `inhabitants` (None where no municipality)."""
    found = organisations_in(viewer, collaboration)
    if not wanted.whole_register:
        found = found.filter(pk__in=organisations_of(collaboration).values("pk"))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.sector:
        found = found.filter(sector=wanted.sector)
    for word in search_key(wanted.query).split():
        found = found.filter(search_key__contains=word)
    taking_part = Participation.objects.filter(
        takes_part_on(on), collaboration=collaboration, organisation=OuterRef("pk")
    )
    newest = Population.objects.filter(organisation=OuterRef("pk")).values("inhabitants")[:1]
    return found.annotate(takes_part=Exists(taking_part), inhabitants=Subquery(newest))


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation, and the collaboration in which it was found."""

    organisation: int
    name: str
    slug: str
    collaboration: str


def organisations_found(viewer: "Viewer", wish: SearchWish) -> list[Found]:
    """For the search over everything: who takes part in, or belongs to, a collaboration one may see."""
    asked: dict[str, Any] = {"open_to": access_of(viewer).open_to, **wish.values}
    return list(dict.fromkeys([*_taking_part(**asked), *_own(**asked)]))[:MOST_HITS]


_taking_part = Prepared(
    Found,
    lambda open_to, words, within=None: (
        Participation.objects.filter(
            shown(open_to, "collaboration__"),
            known(open_to, "organisation__"),
            all_words(words, "organisation__search_key"),
            inside(within),
        )
        .order_by("organisation__sort_key")
        .values_list("organisation", "organisation__display_name", "collaboration__slug", "collaboration__name")
    )[:MOST_HITS],
)
_own = Prepared(
    Found,
    lambda open_to, words, within=None: (
        Organisation.objects.filter(known(open_to), all_words(words), inside(within), collaboration__isnull=False)
        .order_by("sort_key", "pk")
        .values_list("pk", "display_name", "collaboration__slug", "collaboration__name")[:MOST_HITS]
    ),
)


def organisation_for(viewer: "Viewer", collaboration: Collaboration, pk: int) -> Organisation:
    """The organisation, or 404 when it belongs to another collaboration. A merged one leads to its heir."""
    found = organisations_in(viewer, collaboration).select_related("parent")
    return get_object_or_404(found, pk=_heir(collaboration, pk))


def _heir(collaboration: Collaboration, pk: int) -> int:
    """The one that stands for this record now: itself, unless it was merged into another."""
    merged = dict(
        Organisation.objects.filter(collaboration=collaboration)
        .exclude(merged_into=None)
        .values_list("pk", "merged_into_id")
    )
    while (next_one := merged.get(pk)) is not None:
        pk = next_one
    return pk


def organisation_with_number(
    collaboration: Collaboration, number: str, *, other_than: Organisation | None = None
) -> Organisation | None:
    """Who already has this organisation number here."""
    found = Organisation.objects.filter(
        Q(collaboration=None) | Q(collaboration=collaboration), organisation_number=number, merged_into=None
    )
    return found.exclude(pk=other_than.pk).first() if other_than else found.first()


def organisation_keys(collaboration: Collaboration) -> dict[str, int]:
    """Every folded name, code and number by which a file may mean an organisation of this collaboration."""
    keys: dict[str, int] = {}
    for pk, *words in organisations_of(collaboration).values_list(
        "pk", "display_name", "formal_name", "scb_code", "organisation_number"
    ):
        display_name, *others = words
        spoken = [display_name, f"{display_name} kommun", *others]
        keys |= {search_key(word): pk for word in spoken if word and search_key(word) not in keys}
    return keys


def may_lie_below(organisation: Organisation | None, collaboration: Collaboration) -> QuerySet[Organisation]:
    """Which organisations may be chosen as the one above: not itself, and nobody who lies below it."""
    above = organisations_of(collaboration)
    return above if organisation is None else above.exclude(pk__in=_with_descendants(organisation))


def _with_descendants(organisation: Organisation) -> set[int]:
    pairs = Organisation.objects.exclude(parent=None).values_list("parent_id", "pk")
    below: dict[int | None, list[int]] = {}
    for parent, child in pairs:
        below.setdefault(parent, []).append(child)
    found, waiting = {organisation.pk}, [organisation.pk]
    while waiting:
        new = set(below.get(waiting.pop(), [])) - found
        found |= new
        waiting.extend(new)
    return found


# --- Population ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PopulationPart:
    name: str
    inhabitants: int


@dataclass(frozen=True, slots=True)
class PopulationFact:
    """A count of inhabitants with where it comes from. A county's is the sum of `parts`, its municipalities."""

    inhabitants: int
    reference_on: date
    table: str
    source: str
    fetched_on: date
    parts: tuple[PopulationPart, ...] = ()


def population_of(organisation: Organisation) -> PopulationFact | None:
    """A municipality's newest count; a region's as the sum of the county's municipalities the same day."""
    if organisation.kind == Kind.REGION:
        return county_population(organisation.scb_code or "")
    newest = organisation.populations.first()
    return _fact([newest]) if newest else None


def populations_of(organisation: Organisation) -> QuerySet[Population]:
    """All counts of its inhabitants that are stored."""
    return Population.objects.filter(organisation=organisation)


def county_population(county_code: str) -> PopulationFact | None:
    """The county as the sum of its stored municipalities. SCB's own total may differ by a few units."""
    counts = Population.objects.annotate(county=Substr("organisation__scb_code", 1, 2)).filter(
        county=county_code, organisation__kind=Kind.MUNICIPALITY
    )
    newest = counts.order_by("-reference_on").first()
    if newest is None:
        return None
    same_day = counts.filter(reference_on=newest.reference_on, table=newest.table)
    return _fact(list(same_day.select_related("organisation").order_by("organisation__sort_key")), is_sum=True)


def _fact(counts: list[Population], *, is_sum: bool = False) -> PopulationFact:
    first = counts[0]
    parts = tuple(PopulationPart(str(count.organisation), count.inhabitants) for count in counts) if is_sum else ()
    total = sum(count.inhabitants for count in counts)
    return PopulationFact(total, first.reference_on, first.table, first.source, first.fetched_on, parts)


# --- One organisation's page -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One organisation as this person may see it in this collaboration."""

    organisation: Organisation
    population: PopulationFact | None
    times: list[Participation]
    participation: Participation | None
    children: list[Organisation]
    contact_points: list[ContactPoint]
    people: list[Person]
    history: list[HistoryLine]


def organisation_page(
    viewer: "Viewer", collaboration: Collaboration, organisation: Organisation, *, on: date
) -> OrganisationPage:
    times = times_of(collaboration, organisation)
    member = is_member(viewer, collaboration.pk)
    events = events_of(organisation).filter(Q(collaboration_id=None) | Q(collaboration_id=collaboration.pk))
    return OrganisationPage(
        organisation=organisation,
        population=population_of(organisation),
        times=times,
        participation=time_on(times, on),
        children=list(organisations_in(viewer, collaboration).filter(parent=organisation)),
        contact_points=list(contact_points_of(viewer, collaboration, organisation)),
        people=_people_on(viewer, collaboration, organisation, on) if member else [],
        history=read(events[:50]) if member else [],
    )


def _people_on(viewer: "Viewer", collaboration: Collaboration, organisation: Organisation, on: date) -> list[Person]:
    """Who works there on the day, as they are called then."""
    worked = FormerFacts.objects.filter(organisation=organisation, until_on__gte=on)
    found = people_visible_to(viewer).filter(
        Q(organisation=organisation) | Q(pk__in=worked.values("person")), collaboration=collaboration
    )
    there = list(found)
    as_they_were(there, on)
    return [person for person in there if person.organisation_id == organisation.pk]


def contact_points_of(
    viewer: "Viewer", collaboration: Collaboration, organisation: Organisation
) -> QuerySet[ContactPoint]:
    """Members see all ways to reach it; others those that are public."""
    found = organisation.contact_points.filter(collaboration=collaboration)
    return found if is_member(viewer, collaboration.pk) else found.filter(is_public=True)
