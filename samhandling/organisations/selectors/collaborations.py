"""The collaboration itself, and who takes part."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from samhandling.core import slots
from samhandling.core.history import HistoryLine, events_of, read
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
        taking_part = taking_part.filter(Q(joined_on=None) | Q(joined_on__lte=on), Q(left_on=None) | Q(left_on__gte=on))
    return Organisation.objects.filter(pk__in=taking_part.values("organisation"))


def participations_of(collaboration: Collaboration) -> QuerySet[Participation]:
    """All participations, ended ones too, in the order of the organisations' names."""
    return collaboration.participations.select_related("organisation").order_by("organisation__sort_key")


def participation_in(collaboration: Collaboration, pk: int) -> Participation:
    return get_object_or_404(participations_of(collaboration), pk=pk)


def participation_of(collaboration: Collaboration, organisation: Organisation) -> Participation | None:
    """How the organisation takes part here, or has done."""
    return participations_of(collaboration).filter(organisation=organisation).first()


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
    """Who may be added: the national register and its own records, except those who take part now."""
    taking_part = collaboration.participations.filter(left_on=None).values("organisation")
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
