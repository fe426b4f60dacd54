"""Where municipalities and counties lie: their outlines, read once. Nothing is fetched, and no map is sent whole."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.prepared import Prepared
from samhandling.lib.drawing.maps import Boundary, coarser
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Collaboration, Organisation, Participation
from samhandling.organisations.permissions import access_of, known
from samhandling.organisations.selectors.collaborations import takes_part_on
from samhandling.ui.maps import Place, PlaceMap

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@cache
def _boundaries() -> dict[str, Boundary]:
    """By SCB's code: four digits for a municipality, two for a county."""
    text = files("samhandling.organisations").joinpath("facts", "boundaries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: _boundary(**row) for row in rows}


def _boundary(code: str, path: str, **numbers: str) -> Boundary:
    return Boundary(code=code, path=path, **{name: int(number) for name, number in numbers.items()})


class Placed(Protocol):
    """An organisation, or as much of it as tells where it lies."""

    @property
    def kind(self) -> str: ...

    @property
    def scb_code(self) -> str | None: ...


def boundary_of(organisation: Placed) -> Boundary | None:
    """A municipality's outline. An agency and a college lie nowhere, and a region lies under its municipalities."""
    if organisation.kind != Kind.MUNICIPALITY:
        return None
    return _boundaries().get(organisation.scb_code or "")


def county_outlines(organisations: Iterable[Placed]) -> list[Boundary]:
    """The counties of these municipalities, when they are more than one: then the borders between them matter."""
    codes = sorted({(organisation.scb_code or "")[:2] for organisation in organisations if boundary_of(organisation)})
    return [_boundaries()[code] for code in codes] if len(codes) > 1 else []


def municipality_map(viewer: "Viewer", collaboration: Collaboration, *, on: date) -> PlaceMap | None:
    """Those that take part on the day, each with the way to its page; None where no municipality does.

    The others, such as agencies, stand in the list alone.
    """
    organisations = _taking_part(open_to=access_of(viewer).open_to, collaboration=collaboration.pk, on=on)
    places = [
        Place(
            name=organisation.name,
            boundary=boundary_of(organisation),
            url=reverse("organisations:detail", kwargs={"collaboration": collaboration.slug, "pk": organisation.pk}),
        )
        for organisation in organisations
    ]
    drawn = sum(1 for place in places if place.boundary)
    if not drawn:
        return None
    title = ngettext("%(count)s municipality takes part", "%(count)s municipalities take part", drawn)
    return PlaceMap(
        title=title % {"count": drawn},
        description=_("Each municipality leads to its page: who represents it, and what it has decided."),
        places=places,
        outlines=county_outlines(organisations),
    )


class _Participant(NamedTuple):
    pk: int
    name: str
    kind: str
    scb_code: str | None


_taking_part = Prepared(
    _Participant,
    lambda open_to, collaboration, on: Organisation.objects.filter(
        known(open_to),
        Q(collaboration=None) | Q(collaboration=collaboration),
        pk__in=Participation.objects.filter(takes_part_on(on), collaboration=collaboration).values("organisation"),
    ).values_list("pk", "display_name", "kind", "scb_code"),
)


@cache
def counties() -> list[Boundary]:
    """All counties in steps of two kilometres: for a picture of the whole country."""
    return [coarser(boundary, 20) for code, boundary in _boundaries().items() if len(code) == len("24")]
