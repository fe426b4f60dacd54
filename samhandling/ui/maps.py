"""Maps drawn on the server. Each has a list of the same places beside it, and a table under it."""

from dataclasses import dataclass, field

from samhandling.lib.drawing.maps import Boundary


@dataclass(frozen=True, slots=True)
class Place:
    """`state` is what the map tells of the place, in a word; its tone gives pattern and colour. Without a boundary it
    stands in the list alone."""

    name: str
    boundary: Boundary | None = None
    state: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """`description` says in a sentence what the picture shows. `outlines` are drawn over the places: their counties."""

    title: str
    description: str
    places: list[Place] = field(default_factory=list)
    outlines: list[Boundary] = field(default_factory=list)
