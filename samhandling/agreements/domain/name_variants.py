"""Finding a name that is written in two ways: "PKB" where the agreement has "PKD"."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

# Abbreviations of the field that are nobody's misspelling, though one letter from a forum's.
COMMON = frozenset({"EU", "KD", "KF", "KL", "KS", "KSO", "OSL", "RF", "RS", "RSO", "RUS", "SCB", "SKR", "TF"})

_ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ]{2,4})?\b")
_EXPLAINED = re.compile(r"\(([A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ]{2,4})?)\)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INFLECTION = re.compile(r"(?:ens|ets|nas|en|et|na|s|n|t)$")

Stems = tuple[str, ...]

# So many letters are compared with known names in one text, and so many near ones are reported.
MOST_COMPARED = 1_000_000
MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class TwoNames:
    """In this clause stands a name that is nearly, and not quite, one that is known."""

    clause_number: str
    found: str
    known: str


def names_in_two_ways(texts: Mapping[str, str], known_names: Collection[str]) -> list[TwoNames]:
    """Every name in the texts (clause number to text) that is one slip away from a known one.

    An abbreviation counts when one letter differs and the text does not explain it in brackets. A longer
    name counts when one or two letters differ; inflected forms ("delegationens") are the same name.
    """
    explained = {match for text in texts.values() for match in _EXPLAINED.findall(text)}
    short = {name for name in known_names if _ABBREVIATION.fullmatch(name)}
    near = _by_gap(short)
    long = _long_names(frozenset(name for name in known_names if name not in short and len(name) >= 5))
    return [
        TwoNames(number, found, known)
        for number, text in texts.items()
        for found, known in [
            *_near_abbreviations(text, near, explained | COMMON | short),
            *_near_long(long, text),
        ]
    ]


def _longest(found: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Reported once: "Nordsjö" is not reported beside "Nordsjö kommun"."""
    return tuple(pair for pair in found if not any(pair[0] != other and pair[0] in other for other, _known in found))


def _by_gap(known: Iterable[str]) -> dict[str, set[str]]:
    """The abbreviations by what is left of them when one letter is covered: "P?D" is PKD's, and PBD's."""
    found: dict[str, set[str]] = {}
    for name in known:
        for covered in _covered(name):
            found.setdefault(covered, set()).add(name)
    return found


def _covered(name: str) -> list[str]:
    return [f"{name[:place]}?{name[place + 1 :]}" for place in range(len(name))] if len(name) >= 3 else []


def _near_abbreviations(text: str, known: Mapping[str, set[str]], excused: Iterable[str]) -> list[tuple[str, str]]:
    strangers = set(_ABBREVIATION.findall(text)) - set(excused)
    return [
        (found, name)
        for found in sorted(strangers)
        for name in sorted({name for covered in _covered(found) for name in known.get(covered, ())})
    ][:MOST_FOUND]


class _LongNames:
    """The known names of one or more words, found by their first word: most words of a text begin none."""

    def __init__(self, names: Iterable[str]) -> None:
        self.known = {_stems(words): name for name in names if (words := _WORD.findall(name))}
        self._by_letter: dict[str, list[tuple[Stems, str]]] = {}
        for stems, name in self.known.items():
            self._by_letter.setdefault(stems[0][:1], []).append((stems, name))

    def near_in(self, text: str) -> list[tuple[str, str]]:
        """What stands in the text and is nearly a known name, with that name. A text that is made to be hard to read
        is read as far as is allowed."""
        words = _WORD.findall(text)
        stems = _stems(words)
        beginning: dict[str, list[tuple[Stems, str]]] = {}
        found: set[tuple[str, str]] = set()
        compared = 0
        for start, first in enumerate(stems):
            if compared > MOST_COMPARED or len(found) >= MOST_FOUND:
                break
            if first not in beginning:
                candidates = self._by_letter.get(first[:1], [])
                compared += len(first) * len(candidates)
                beginning[first] = [one for one in candidates if _is_alike(one[0][0], first)]
            sizes: set[int] = set()
            for candidate, name in beginning[first]:
                size = len(candidate)
                window = stems[start : start + size]
                if size in sizes or window in self.known or len(window) < size:
                    continue
                compared += sum(map(len, window))
                if all(map(_is_alike, candidate, window)):
                    sizes.add(size)  # the first that is near is the one that was meant
                    if not _is_other_word(words[start], name):
                        found.add((" ".join(words[start : start + size]), name))
        return sorted(found)


@lru_cache(maxsize=128)
def _long_names(names: frozenset[str]) -> _LongNames:
    return _LongNames(sorted(names))


@lru_cache(maxsize=4096)
def _near_long(known: _LongNames, text: str) -> tuple[tuple[str, str], ...]:
    """A text that has been read is not read again with the same names."""
    return _longest(known.near_in(text))


@lru_cache(maxsize=50_000)
def _is_alike(one: str, other: str) -> bool:
    """The same word but for one slip, or two in a long word."""
    if one == other:
        return True
    if one[:1] != other[:1] or min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2:
        return False
    return _is_near(one, other, 2 if len(one) >= 12 else 1)


def _is_other_word(first: str, name: str) -> bool:
    """A short name is a name only with a capital letter: "malt" is no misspelling of a place."""
    return len(name) < 12 and not first[:1].isupper()


def _stems(words: Iterable[str]) -> Stems:
    return tuple(map(_stem, words))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return _INFLECTION.sub("", word.lower())


def _is_near(one: str, other: str, most: int) -> bool:
    """At most so many letters must be changed, added or taken away. Only what can lead to that is calculated."""
    far = most + 1
    row = {place: place for place in range(min(len(other), most) + 1)}
    for count, letter in enumerate(one, start=1):
        before, row = row, {}
        for place in range(max(0, count - most), min(len(other), count + most) + 1):
            added = row.get(place - 1, far) + 1
            taken = before.get(place, far) + 1
            changed = before.get(place - 1, far) + (place == 0 or letter != other[place - 1])
            row[place] = min(added, taken, changed)
        if min(row.values(), default=far) > most:
            return False
    return row.get(len(other), far) <= most
