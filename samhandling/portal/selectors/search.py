"""Looking for something in all rooms at once."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samhandling.core import slots
from samhandling.core.navigation import Hit
from samhandling.core.search import SearchWish
from samhandling.lib.swedish import search_key
from samhandling.organisations.permissions import access_of, collaborations_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

SHORTEST_QUERY = 2


@dataclass(frozen=True, slots=True)
class Findings:
    """`has_more_places` when there are collaborations that one may see and that were not searched."""

    query: str
    hits: list[Hit] = field(default_factory=list)
    is_too_short: bool = False
    has_more_places: bool = False

    @property
    def by_kind(self) -> list[tuple[str, list[Hit]]]:
        kinds = dict.fromkeys(hit.kind for hit in self.hits)
        return [(kind, [hit for hit in self.hits if hit.kind == kind]) for kind in kinds]


def search(viewer: "Viewer", query: str, *, everywhere: bool) -> Findings:
    """Ask every room. Each begins in its own `visible_to`, so nothing is found that may not be seen.

    Somebody with collaborations of their own looks there first: among twenty counties' people a name is not found.
    """
    folded = search_key(query)
    if len(folded) < SHORTEST_QUERY:
        return Findings(query, is_too_short=True)
    own = frozenset(access_of(viewer).open_to)
    within = own if own and not everywhere else None
    wish = SearchWish(tuple(folded.split()), within)
    hits = [hit for ask in slots.functions("search.sources") for hit in ask(viewer, wish)]
    others = within is not None and collaborations_visible_to(viewer).exclude(pk__in=within).exists()
    return Findings(query, hits, has_more_places=others)
