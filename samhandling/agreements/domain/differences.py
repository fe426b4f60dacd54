"""How two texts differ, word by word, and within limits: no two texts keep the server busy for long."""

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Literal

# "unlike" has no text: what follows differs too much to be shown word by word, and stands whole, before and after.
DiffPart = tuple[Literal["same", "added", "removed", "unlike"], str]

# How many words may be held against each other, in all, for two texts: a tenth of a second.
MOST_COMPARED = 400_000
# Of two versions, which never change. Two texts of the longest kind and their parts are half a megabyte.
_KEPT = 128

# A word, or a sign, carries the space after it, so that the parts put together again are the text. The end
# of a line stands alone: a line that was added leaves the word before it as it was.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\w+[^\S\n]*|[^\w\s][^\S\n]*|\n|[^\S\n]+")


def words_changed(before: str, after: str) -> list[DiffPart]:
    """The readable difference: runs of words that stayed, left and came. Removed stands before added."""
    if before == after:
        return [("same", after)] if after else []
    return list(_compared(before, after))


class Matcher(SequenceMatcher[str]):
    """Finds what two sequences share, as difflib does, until it has compared what it may; then it finds no more."""

    def __init__(self, old: Sequence[str], new: Sequence[str], most: int) -> None:
        super().__init__(None, old, new, autojunk=False)
        self.old, self.new = old, new
        # What a search costs: each element of the old, held against all that are its like in the new.
        times = Counter(new)
        self._cost = [0, *accumulate(1 + times[part] for part in old)]
        self.left = most
        self.gave_up = False

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        cost = self._cost[len(self.old) if ahi is None else ahi] - self._cost[alo]
        if cost > self.left:
            self.gave_up = True
            return Match(alo, blo, 0)
        self.left -= cost
        return super().find_longest_match(alo, ahi, blo, bhi)

    @property
    def is_too_much(self) -> bool:
        """Already the first search would be."""
        return self._cost[-1] > self.left


@lru_cache(maxsize=_KEPT)
def _compared(before: str, after: str) -> tuple[DiffPart, ...]:
    parts = (part for part in _lines(before, after) if part[1] or part[0] == "unlike")
    runs = groupby(parts, key=lambda part: part[0])
    return tuple((kind, "".join(text for _kind, text in run)) for kind, run in runs)


def _lines(before: str, after: str) -> Iterator[DiffPart]:
    """First the lines that stand alike, then the words in those that differ."""
    old, new = _LINES.findall(before), _LINES.findall(after)
    start, end = _alike(old, new)
    old_rest, new_rest = old[start : len(old) - end], new[start : len(new) - end]
    yield "same", "".join(new[:start])
    left = MOST_COMPARED // 2
    for kind, old_from, old_to, new_from, new_to in Matcher(old_rest, new_rest, left).get_opcodes():
        changed = "".join(old_rest[old_from:old_to]), "".join(new_rest[new_from:new_to])
        if kind == "equal":
            yield "same", changed[1]
        else:
            left = yield from _words(*changed, left)
    yield "same", "".join(new[len(new) - end :])


def _words(before: str, after: str, left: int) -> Generator[DiffPart, None, int]:
    """Yields the difference, and returns how much more may be compared."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = Matcher(old, new, left)
    start = end = 0
    if matcher.is_too_much:
        start, end = _alike(old, new)
        matcher = Matcher(old[start : len(old) - end], new[start : len(new) - end], left)
    steps = matcher.get_opcodes()
    yield "same", "".join(new[:start])
    if matcher.gave_up:
        yield "unlike", ""
    for kind, old_from, old_to, new_from, new_to in steps:
        if kind == "equal":
            yield "same", "".join(matcher.new[new_from:new_to])
        else:
            yield "removed", "".join(matcher.old[old_from:old_to])
            yield "added", "".join(matcher.new[new_from:new_to])
    yield "same", "".join(new[len(new) - end :])
    return matcher.left


def _alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many stand alike at the beginning, and at the end of the rest."""
    start = _first_alike(old, new)
    return start, _first_alike(old[start:][::-1], new[start:][::-1])


def _first_alike(old: Sequence[str], new: Sequence[str]) -> int:
    differing = (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(differing, min(len(old), len(new)))
