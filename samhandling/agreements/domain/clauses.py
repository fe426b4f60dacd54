"""How clauses are numbered and ordered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

# Ten numbers of five digits and the points between them have room in the column.
DEEPEST = 10
LONGEST_NUMBER = 59


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause lies: below which clause, and as which of its siblings."""

    pk: int
    parent: int | None
    position: int


def outline(places: Iterable[Place]) -> dict[int, str]:
    """The number of every clause, in reading order: "1", "1.1", "1.2", "2".

    The order within a parent follows the positions; holes in the positions leave no holes in the numbers.
    """
    below: dict[int | None, list[Place]] = defaultdict(list)
    for place in places:
        below[place.parent].append(place)
    numbers: dict[int, str] = {}
    _number(None, "", below, numbers)
    return numbers


def _number(parent: int | None, prefix: str, below: dict[int | None, list[Place]], numbers: dict[int, str]) -> None:
    for count, place in enumerate(sorted(below[parent], key=lambda place: (place.position, place.pk)), start=1):
        numbers[place.pk] = f"{prefix}{count}"
        _number(place.pk, f"{prefix}{count}.", below, numbers)


def number_key(number: str) -> tuple[int, ...]:
    """For sorting: "10" comes after "9.2"."""
    return tuple(int(part) for part in number.split(".") if part.isdecimal())


def depth(number: str) -> int:
    """How deep the clause lies: 1 for "3", 2 for "3.2"."""
    return number.count(".") + 1


def is_too_deep(numbers: Iterable[str], top: str) -> bool:
    """True when the clause, or one of those below it, lies deeper than can be numbered."""
    return any(depth(number) > DEEPEST for number in numbers if f"{number}.".startswith(f"{top}."))


def lies_below(places: Iterable[Place], pk: int, ancestor: int) -> bool:
    """True when the clause is the ancestor or lies anywhere below it."""
    parents = {place.pk: place.parent for place in places}
    here: int | None = pk
    while here is not None:
        if here == ancestor:
            return True
        here = parents.get(here)
    return False
