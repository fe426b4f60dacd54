"""Agreements for programs: the same selectors, permissions and services as the pages."""

from samhandling.core.api.router import RoomRouter

router = RoomRouter("agreements", tag="Agreements")

# The operations mount themselves on the router when they are read in.
from samhandling.agreements.api import (  # noqa: E402  # see above
    agreements,
    annexes,
    areas,
    clauses,
    comments,
    comparison,
    duties,
    gaps,
    parties,
    renewal,
    reviews,
)

__all__ = [
    "agreements",
    "annexes",
    "areas",
    "clauses",
    "comments",
    "comparison",
    "duties",
    "gaps",
    "parties",
    "renewal",
    "reviews",
    "router",
]
