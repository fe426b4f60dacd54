"""Maps as pages use them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import template
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samhandling.lib.drawing.maps import Boundary, Ground, ground_of, has_room
from samhandling.ui.maps import Place, PlaceMap
from samhandling.ui.parts.words import Tone, tone_of

register = template.Library()

# What waits or was refused stands before what is done.
ORDER = (Tone.DANGER, Tone.WARNING, Tone.NEUTRAL, Tone.INFO, Tone.SUCCESS)
WIDTH, HEIGHT = 460, 520
LETTERS = 13  # pixels


@dataclass(frozen=True, slots=True)
class Group:
    """Places of which the same is told. The pattern has its colour and a shape of its own."""

    state: str
    tone: str
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Lettered:
    """A name that finds room inside its place."""

    boundary: Boundary
    name: str


@register.inclusion_tag("ui/parts/map.html")
def map(chart: PlaceMap, *, has_list: bool = True) -> dict[str, Any]:  # noqa: A001 - the name page authors use
    """The map, and beside it its places by what is told of them: also the small ones, and those that no map has."""
    drawn = [place for place in chart.places if place.boundary]
    ground = ground_of([place.boundary for place in drawn if place.boundary], WIDTH, HEIGHT) if drawn else None
    return {
        "chart": chart,
        "id": slugify(f"map-{chart.title}"),
        "drawn": drawn,
        "ground": ground,
        "names": list(_names(drawn, ground)) if ground else [],
        "letters": round(LETTERS * ground.step) if ground else 0,
        "groups": (groups := _groups(chart.places)),
        "tones": [group.tone for group in groups if group.tone],
        "has_states": any(place.state for place in chart.places),
        "has_list": has_list,
        "patterns": _patterns(ground) if ground else None,
    }


def _groups(places: list[Place]) -> list[Group]:
    if not any(place.state for place in places):
        lying = [place for place in places if place.boundary]
        elsewhere = [place for place in places if not place.boundary]
        return [group for group in (Group("", "", lying), Group(_("Not on the map"), "", elsewhere)) if group.places]

    def rank(place: Place) -> tuple[int, str]:
        return ORDER.index(Tone(tone_of(place.tone, "map"))), place.state

    ordered = sorted(places, key=rank)  # within a group they keep the order they came in
    return [Group(state, ORDER[number], list(alike)) for (number, state), alike in groupby(ordered, key=rank)]


def _names(places: list[Place], ground: Ground) -> Iterator[Lettered]:
    for place in places:
        if place.boundary and has_room(place.boundary, place.name, LETTERS * ground.step):
            yield Lettered(place.boundary, place.name)


@dataclass(frozen=True, slots=True)
class Patterns:
    """How large they are in the ground's own steps: a pattern looks alike in every map, and in the sign beside it."""

    tile: int
    line: int
    dot: int
    sign: int


def _patterns(ground: Ground) -> Patterns:
    return Patterns(*(max(round(pixels * ground.step), 1) for pixels in (8, 2, 2, 20)))
