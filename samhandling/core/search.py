"""What rooms share that let themselves be searched (the slot `search.sources`)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

MOST_HITS = 20  # from one room; whoever gets more says another word


@dataclass(frozen=True, slots=True)
class SearchWish:
    """What somebody looks for: folded words, in these collaborations or, when None, in all that one may see.

    `on` is the day that somebody has chosen, None for today: who sat then comes first, by the name they had.
    """

    words: tuple[str, ...]
    within: frozenset[int] | None = None
    on: date | None = None

    @property
    def values(self) -> dict[str, Any]:
        """As values of a prepared question."""
        return {"words": self.words} | ({} if self.within is None else {"within": self.within})


def all_words(words: Collection[str], field: str = "search_key") -> Q:
    """The folded text holds every word, in any order. Nobody who says no word finds anything."""
    wanted = Q() if words else Q(pk__in=[])
    for word in words:
        wanted &= Q(**{f"{field}__contains": word})
    return wanted


def inside(within: Collection[int] | None, way: str = "collaboration") -> Q:
    """Only in these collaborations; None says nothing about it."""
    return Q() if within is None else Q(**{f"{way}__in": within})
