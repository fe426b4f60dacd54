"""Made-up people, the same ones every time. Any likeness is chance: names are drawn from lists of common ones."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from samhandling.demo.enums import Part

_NAMES = Path(__file__).parent / "facts" / "names.json"


@dataclass(frozen=True, slots=True)
class Name:
    given: str
    family: str

    def __str__(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def email(self) -> str:
        """At example.se, which belongs to nobody."""
        letters = f"{self.given}.{self.family}".lower().translate(str.maketrans("åäö", "aao"))
        return f"{letters}@example.se"


# Those one can be. They are the same everywhere: who logs in is who stands in the register and sits in the seat.
PLAYERS = {
    Part.COORDINATOR: Name("Karin", "Lindmark"),
    Part.DIRECTOR: Name("Anders", "Nordlund"),
    Part.ELECTED: Name("Elin", "Forsberg"),
    Part.SECRETARY: Name("Maria", "Sandström"),
    Part.FINANCE: Name("Ingrid", "Holmgren"),
    Part.EVALUATOR: Name("Johan", "Ekman"),
}
# Whose seat it is: by forum, and by the municipality it stands for.
SEATED = {("KCN", "Vindeln"): Part.DIRECTOR, ("PKD", "Norsjö"): Part.ELECTED}
# What the others are called at work.
TITLES = {
    Part.COORDINATOR: "Regional utvecklingsstrateg",
    Part.SECRETARY: "Nämndsekreterare",
    Part.FINANCE: "Ekonom",
    Part.EVALUATOR: "Följeforskare",
}


def people(seed: str) -> Iterator[Name]:
    """Names without repetition, decided by the seed alone; never one of those that somebody can be."""
    chance = random.Random(seed)  # noqa: S311  # made-up people need no secrecy
    names = json.loads(_NAMES.read_text(encoding="utf-8"))
    pairs = [Name(given, family) for given in names["given"] for family in names["family"]]
    chance.shuffle(pairs)
    taken = set(PLAYERS.values())
    yield from (name for name in pairs if name not in taken)
