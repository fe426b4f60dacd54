"""Made-up people, the same ones every time. Any likeness is chance: names are drawn from lists of common ones."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NAMES = Path(__file__).parent / "facts" / "names.json"


@dataclass(frozen=True, slots=True)
class Name:
    given: str
    family: str

    @property
    def email(self) -> str:
        """At example.se, which belongs to nobody."""
        letters = f"{self.given}.{self.family}".lower().translate(str.maketrans("åäö", "aao"))
        return f"{letters}@example.se"


def people(seed: str) -> Iterator[Name]:
    """Names without end and without repetition, decided by the seed alone."""
    chance = random.Random(seed)  # noqa: S311  # made-up people need no secrecy
    names = json.loads(_NAMES.read_text(encoding="utf-8"))
    pairs = [Name(given, family) for given in names["given"] for family in names["family"]]
    chance.shuffle(pairs)
    yield from pairs
