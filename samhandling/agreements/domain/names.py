"""Finding a name that is written in two ways: "PKB" where the agreement has "PKD"."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

# Abbreviations of the field that are nobody's misspelling, though one letter from a forum's.
COMMON = frozenset({"EU", "KD", "KF", "KL", "KS", "KSO", "OSL", "RF", "RS", "RSO", "RUS", "SCB", "SKR", "TF"})

_ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ]{2,4})?\b")
_EXPLAINED = re.compile(r"\(([A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ]{2,4})?)\)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INFLECTION = re.compile(r"(?:ens|ets|nas|en|et|na|s|n|t)$")


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
    long = {_stem(name.split()): name for name in known_names if name not in short and len(name) >= 5}
    return [
        TwoNames(number, found, known)
        for number, text in texts.items()
        for found, known in [
            *_near_abbreviations(text, short, explained | COMMON),
            *_longest(_near_names(text, long)),
        ]
    ]


def _longest(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Told once: "Nordsjö" is not told beside "Nordsjö kommun"."""
    return [pair for pair in found if not any(pair[0] != other and pair[0] in other for other, _known in found)]


def _near_abbreviations(text: str, known: set[str], excused: Iterable[str]) -> list[tuple[str, str]]:
    strangers = set(_ABBREVIATION.findall(text)) - known - set(excused)
    return [
        (found, name)
        for found in sorted(strangers)
        for name in sorted(known)
        if len(found) == len(name) >= 3 and _distance(found, name) == 1
    ]


def _near_names(text: str, known: dict[str, str]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for size in {len(stem.split()) for stem in known}:
        for window in _windows(text, size):
            stem = _stem(window)
            if stem not in known and (name := _nearest(stem, known)) and not _is_other_word(window, name):
                found[" ".join(window)] = name
    return sorted(found.items())


def _windows(text: str, size: int) -> Iterator[list[str]]:
    words = _WORD.findall(text)
    return (words[start : start + size] for start in range(len(words) - size + 1))


def _nearest(stem: str, known: dict[str, str]) -> str | None:
    slips = 2 if len(stem) >= 12 else 1
    for candidate, name in known.items():
        is_alike = candidate[:1] == stem[:1] and abs(len(candidate) - len(stem)) <= slips and len(stem) >= 5
        if is_alike and _distance(candidate, stem) <= slips:
            return name
    return None


def _is_other_word(window: list[str], name: str) -> bool:
    """A short name is a name only with a capital letter: "malt" is no misspelling of a place."""
    return len(name) < 12 and not window[0][:1].isupper()


def _stem(words: Iterable[str]) -> str:
    return " ".join(_INFLECTION.sub("", word.lower()) for word in words)


def _distance(one: str, other: str) -> int:
    """How many letters must be changed, added or taken away."""
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, start=1):
        before, row[0] = row[0], count
        for index, against in enumerate(other, start=1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (letter != against))
    return row[-1]
