"""Which known word somebody most likely meant when they wrote another."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

_LONGEST_WORD = 200  # nothing that is known is longer


def nearest(word: str, known: Sequence[str], likeness: float = 0.6) -> str:
    """The known word that somebody most likely meant, or nothing."""
    return _nearest(word, tuple(known), likeness) if len(word) <= _LONGEST_WORD else ""


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...], likeness: float) -> str:
    by_folded = {other.casefold(): other for other in known}
    close = get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=likeness)
    return by_folded[close[0]] if close else ""
