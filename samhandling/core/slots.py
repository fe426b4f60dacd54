"""How a lower room shows what an upper room knows, without knowing it.

A lower page opens a slot by name; an upper room fills it with what its `slots.py` lists. What lies in a slot is
either a fragment of a page or a plain function; the page that opens the slot says which.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a page that another room draws: the name of its address, and what people call it."""

    url_name: str
    title: str | Promise = field(compare=False)


Filling = Fragment | Callable[..., Any]

_slots: dict[str, list[Filling]] = defaultdict(list)


def fill(slot: str, filling: Filling) -> None:
    """Put a fragment or a function in the slot. Filling twice with the same changes nothing."""
    if filling not in _slots[slot]:
        _slots[slot].append(filling)


def fill_all(fillings: Mapping[str, Filling]) -> None:
    """Called with the table of each room's `slots.py` when the models are there (`core/apps.py`)."""
    for slot, filling in fillings.items():
        fill(slot, filling)


def fragments(slot: str) -> list[Fragment]:
    """The fragments that lie in the slot, in the order the rooms were loaded."""
    return [filling for filling in _slots[slot] if isinstance(filling, Fragment)]


def functions(slot: str) -> list[Callable[..., Any]]:
    """The functions that lie in the slot, in the order the rooms were loaded."""
    return [filling for filling in _slots[slot] if not isinstance(filling, Fragment)]
