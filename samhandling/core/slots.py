"""How a lower room shows what an upper room knows, without knowing it.

A lower page opens a slot by name; an upper room fills it in `AppConfig.ready()`. What lies in a slot is
either the url name of an htmx fragment or a plain function; the page that opens the slot says which.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Filling = str | Callable[..., Any]

_slots: dict[str, list[Filling]] = defaultdict(list)


def fill(slot: str, filling: Filling) -> None:
    """Lay a fragment's url name or a function in the slot. Filling twice with the same changes nothing."""
    if filling not in _slots[slot]:
        _slots[slot].append(filling)


def fragments(slot: str) -> list[str]:
    """The url names that lie in the slot, in the order the rooms were loaded."""
    return [filling for filling in _slots[slot] if isinstance(filling, str)]


def functions(slot: str) -> list[Callable[..., Any]]:
    """The functions that lie in the slot, in the order the rooms were loaded."""
    return [filling for filling in _slots[slot] if not isinstance(filling, str)]
