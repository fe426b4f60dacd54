"""Forums for programs: the same selectors, permissions and services as the pages."""

from samhandling.core.api.router import RoomRouter

router = RoomRouter("forums", tag="Forums")

# The operations mount themselves on the router when they are read in.
from samhandling.forums.api import (  # noqa: E402  # see above
    appointments,
    chart,
    composition,
    forums,
    mandates,
    papers,
    places,
    presidium,
    seats,
    secretaries,
    terms,
)

__all__ = [
    "appointments",
    "chart",
    "composition",
    "forums",
    "mandates",
    "papers",
    "places",
    "presidium",
    "router",
    "seats",
    "secretaries",
    "terms",
]
