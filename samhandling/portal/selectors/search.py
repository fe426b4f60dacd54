"""What was found, in all rooms and among the pages of the menu."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.navigation import Hit
from samhandling.core.search import SearchWish
from samhandling.lib.swedish import search_key
from samhandling.organisations.permissions import access_of, collaborations_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SHORTEST_QUERY = 2
SUGGESTED_OF_A_KIND = 4


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

    @property
    def suggested(self) -> list[tuple[str, list[Hit]]]:
        """The best of each kind, for those who are still writing."""
        return [(kind, hits[:SUGGESTED_OF_A_KIND]) for kind, hits in self.by_kind]


def search(viewer: "Viewer", query: str, *, collaboration: "Collaboration | None", everywhere: bool) -> Findings:
    """Ask every room. Each begins in its own `visible_to`, so nothing is found that may not be seen.

    Inside a collaboration one looks there. Somebody with collaborations of their own looks in them first: among twenty
    counties' people a name is not found.
    """
    folded = search_key(query)
    if len(folded) < SHORTEST_QUERY:
        return Findings(query, is_too_short=True)
    within = None if everywhere else _places(viewer, collaboration)
    wish = SearchWish(tuple(folded.split()), within)
    pages = _pages(viewer, collaboration, wish.words) if collaboration else []
    hits = [hit for ask in slots.functions("search.sources") for hit in ask(viewer, wish)]
    others = within is not None and collaborations_visible_to(viewer).exclude(pk__in=within).exists()
    return Findings(query, [*pages, *hits], has_more_places=others)


def _places(viewer: "Viewer", collaboration: "Collaboration | None") -> frozenset[int] | None:
    if collaboration:
        return frozenset({collaboration.pk})
    return frozenset(access_of(viewer).open_to) or None


def _pages(viewer: "Viewer", collaboration: "Collaboration", words: tuple[str, ...]) -> list[Hit]:
    """Pages of the menu whose name holds every word."""
    items = [item for ask in slots.functions("collaboration.nav") for item in ask(viewer, collaboration)]
    return [
        Hit(item.text, "", item.url, _("Pages"))
        for item in items
        if all(word in search_key(item.text) for word in words)
    ]
