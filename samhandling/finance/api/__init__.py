"""Money for programs: the same selectors, permissions and services as the pages. Every amount is whole öre."""

from samhandling.core.api.router import RoomRouter

router = RoomRouter("finance", tag="Finance")

# The operations mount themselves on the router when they are read in.
from samhandling.finance.api import (  # noqa: E402  # see above
    fees,
    index,
    ledger,
    projects,
    splits,
    whatif,
)

__all__ = ["fees", "index", "ledger", "projects", "router", "splits", "whatif"]
