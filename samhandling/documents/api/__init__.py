"""Documents for programs: the same selectors, permissions and services as the pages."""

from samhandling.core.api.router import RoomRouter

router = RoomRouter("documents", tag="Documents")

# The operations mount themselves on the router when they are read in.
from samhandling.documents.api import documents  # noqa: E402  # see above

__all__ = ["documents", "router"]
