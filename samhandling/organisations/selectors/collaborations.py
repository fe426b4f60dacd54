"""The collaboration itself, and who takes part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.history import HistoryLine, events_of, read
from samhandling.core.prepared import Prepared
from samhandling.lib.periods import Period
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Collaboration, Organisation, Participation
from samhandling.organisations.permissions import collaborations_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def collaboration_for(viewer: "Viewer", slug: str) -> Collaboration:
    """The collaboration at this address, or 404 when this person may not know it exists."""
    return get_object_or_404(collaborations_visible_to(viewer), slug=slug)


def collaborations_for(viewer: "Viewer") -> QuerySet[Collaboration]:
    """All that this person may see, in the order of their names."""
    return collaborations_visible_to(viewer)


def participants(collaboration: Collaboration, on: date | None = None) -> QuerySet[Organisation]:
    """The organisations that take part: on that day, or at all when no day is given."""
    taking_part = Participation.objects.filter(collaboration=collaboration)
    if on is not None:
        taking_part = taking_part.filter(takes_part_on(on))
    return Organisation.objects.filter(pk__in=taking_part.values("organisation"))


def takes_part_on(on: date) -> Q:
    """The participations in which the day lies."""
    return (Q(joined_on=None) | Q(joined_on__lte=on)) & (Q(left_on=None) | Q(left_on__gte=on))


def participations_of(collaboration: Collaboration) -> QuerySet[Participation]:
    """All participations, ended ones too, by the organisations' names and then by their days.

    Each has `may_return`: whether the organisation has left and no other row says that it takes part on.
    """
    on_and_on = Participation.objects.filter(
        collaboration=OuterRef("collaboration"), organisation=OuterRef("organisation"), left_on=None
    )
    found = collaboration.participations.select_related("organisation").annotate(may_return=~Exists(on_and_on))
    return found.order_by("organisation__sort_key", "organisation", F("joined_on").asc(nulls_first=True))


def participation_in(collaboration: Collaboration, pk: int) -> Participation:
    return get_object_or_404(participations_of(collaboration), pk=pk)


def times_of(collaboration: Collaboration, organisation: Organisation) -> list[Participation]:
    """Every time that the organisation takes part here or has done, the first of them first."""
    return list(participations_of(collaboration).filter(organisation=organisation))


def time_on(times: Sequence[Participation], on: date) -> Participation | None:
    """The one that the day lies in; else the latest that has ended by then, else the first that is to come."""
    begun = [one for one in times if one.joined_on is None or one.joined_on <= on]
    return begun[-1] if begun else next(iter(times), None)


def days_of(participation: Participation) -> Period:
    return Period(participation.joined_on or date.min, participation.left_on)


def time_in_words(participation: Participation) -> str:
    """ "1 January 2023–31 December 2024"; an open end is told in words."""
    first, last = participation.joined_on, participation.left_on
    return _("%(first)s–%(last)s") % {
        "first": date_format(first, "j F Y") if first else _("the start"),
        "last": date_format(last, "j F Y") if last else _("until further notice"),
    }


@dataclass(frozen=True, slots=True)
class CountOfKind:
    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The collaboration in short, for its first page."""

    participants: list[Organisation]
    by_kind: list[CountOfKind]


def overview_of(collaboration: Collaboration, on: date) -> Overview:
    """Who takes part that day, and how many of each kind, most first."""
    taking_part = list(participants(collaboration, on))
    kinds = [organisation.kind for organisation in taking_part]
    labels = {organisation.kind: str(organisation.get_kind_display()) for organisation in taking_part}
    by_kind = [CountOfKind(kind, label, kinds.count(kind)) for kind, label in labels.items()]
    return Overview(taking_part, sorted(by_kind, key=lambda found: (-found.count, found.label)))


def may_join(collaboration: Collaboration) -> QuerySet[Organisation]:
    """Who may be added: the national register and its own records, except those who take part since always and on."""
    taking_part = collaboration.participations.filter(joined_on=None, left_on=None).values("organisation")
    known = Organisation.objects.filter(Q(collaboration=None) | Q(collaboration=collaboration), merged_into=None)
    return known.exclude(pk__in=taking_part)


def missing_from_county(collaboration: Collaboration) -> QuerySet[Organisation]:
    """The municipalities and the region of the collaboration's county that never took part."""
    if not collaboration.county_code:
        return Organisation.objects.none()
    county = Organisation.objects.filter(collaboration=None, scb_code__startswith=collaboration.county_code)
    return county.exclude(pk__in=collaboration.participations.values("organisation"))


def ties_of_organisation(organisation: Organisation, collaboration: Collaboration) -> list[str]:
    """Why the organisation cannot stop taking part: what upper rooms say hangs on it."""
    return [tie for ask in slots.functions("organisation.ties") for tie in ask(organisation, collaboration)]


def history_of_collaboration(collaboration: Collaboration) -> list[HistoryLine]:
    return read(events_of(collaboration)[:50])


class NamedMunicipality(NamedTuple):
    pk: int
    name: str
    search_key: str


def municipalities_of(collaboration: Collaboration, on: date) -> list[NamedMunicipality]:
    """The municipalities that take part on the day, by name: for whoever looks for their own."""
    return _municipalities(collaboration=collaboration.pk, on=on, kind=Kind.MUNICIPALITY.value)


_municipalities = Prepared(
    NamedMunicipality,
    lambda collaboration, on, kind: (
        Participation.objects.filter(
            takes_part_on(on), collaboration=collaboration, organisation__kind=kind, organisation__merged_into=None
        )
        .order_by("organisation__sort_key", "organisation")
        .values_list("organisation", "organisation__display_name", "organisation__search_key")
    ),
)
