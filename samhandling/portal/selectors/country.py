"""The published collaborations as a stranger meets them: where they lie, and how each agreement stands."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.selectors.agreements import Standing, leading_standings
from samhandling.lib.drawing.maps import Boundary, Ground, ground_of
from samhandling.organisations.selectors.boundaries import counties
from samhandling.portal.selectors.overview import published_collaborations

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SIZE = (240, 460)  # pixels


@dataclass(frozen=True, slots=True)
class County:
    """One of them. Without a boundary it is about a topic, and stands in the list alone."""

    number: int
    collaboration: "Collaboration"
    boundary: Boundary | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Country:
    """All of them, and the rest of the country. There is no picture where none has a county."""

    counties: list[County]
    others: list[Boundary]
    ground: Ground | None

    @property
    def drawn(self) -> list[County]:
        return [county for county in self.counties if county.boundary]


def country_of(viewer: "Viewer", *, today: date) -> Country:
    published = list(published_collaborations(viewer))
    boundaries = {boundary.code: boundary for boundary in counties()}
    standings = leading_standings(viewer, published, today)
    found = [
        County(number, one, boundaries.get(one.county_code), standings.get(one.pk))
        for number, one in enumerate(published, start=1)
    ]
    codes = {county.boundary.code for county in found if county.boundary}
    others = [boundary for boundary in boundaries.values() if boundary.code not in codes]
    return Country(found, others, ground_of(list(boundaries.values()), *SIZE) if codes else None)
