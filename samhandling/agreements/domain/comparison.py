"""What differs between two agreements, clause by clause."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from samhandling.agreements.domain.differences import DiffPart, words_changed
from samhandling.agreements.enums import Difference


@dataclass(frozen=True, slots=True)
class Side:
    """One clause of one of the agreements, in the order it is read."""

    pk: int
    number: str
    heading: str
    text: str
    parent: int | None = None
    origin: int | None = None


_TONES = {
    Difference.SAME: "neutral",
    Difference.CHANGED: "warning",
    Difference.NEW: "success",
    Difference.REMOVED: "danger",
    Difference.MOVED: "info",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison. A clause that was both changed and moved is `CHANGED` and `is_moved`."""

    kind: Difference
    old: Side | None
    new: Side | None
    is_moved: bool = False
    heading: list[DiffPart] = field(default_factory=list)
    text: list[DiffPart] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The clause's number in the new agreement, or in the old one when it was removed."""
        return self._side.number

    @property
    def title(self) -> str:
        """What the clause is called now, or was called."""
        return self._side.heading

    @property
    def _side(self) -> Side:
        return cast("Side", self.new or self.old)  # a row is of one of them at least

    @property
    def tone(self) -> str:
        return _TONES[self.kind]

    @property
    def is_different(self) -> bool:
        return self.kind is not Difference.SAME

    @property
    def is_moved_besides(self) -> bool:
        """Moved, and something more than that."""
        return self.is_moved and self.kind is not Difference.MOVED

    @property
    def heading_differs(self) -> bool:
        return any(kind != "same" for kind, _ in self.heading)

    @property
    def old_heading(self) -> list[DiffPart]:
        return [part for part in self.heading if part[0] != "added"]

    @property
    def new_heading(self) -> list[DiffPart]:
        return [part for part in self.heading if part[0] != "removed"]

    @property
    def old_text(self) -> list[DiffPart]:
        """What stood there, with what has been taken away marked."""
        return [part for part in self.text if part[0] != "added"]

    @property
    def new_text(self) -> list[DiffPart]:
        """What stands there, with what is new marked."""
        return [part for part in self.text if part[0] != "removed"]


def compare(old: Sequence[Side], new: Sequence[Side]) -> list[Row]:
    """Line up two agreements by where each new clause was drafted from.

    The order is the new agreement's. A removed clause stands after the clause it used to follow.
    """
    by_pk = {side.pk: side for side in old}
    kept = {side.origin for side in new if side.origin in by_pk}
    moved = _moved(old, new)
    rows = [_row(by_pk.get(side.origin or 0), side, is_moved=side.pk in moved) for side in new]
    last_seen: int | None = None
    for side in old:
        if side.pk not in kept:
            removed = _row(side, None, is_moved=False)
            rows.insert(_place_after(rows, last_seen), removed)
        last_seen = side.pk
    return rows


def counts(rows: Sequence[Row]) -> dict[Difference, int]:
    """How many lines there are of each kind, in the order of the kinds. Moved counts also what was changed."""
    found = {kind: sum(row.kind is kind for row in rows) for kind in Difference}
    found[Difference.MOVED] = sum(row.is_moved for row in rows)
    return found


def _row(old: Side | None, new: Side | None, *, is_moved: bool) -> Row:
    heading = words_changed(old.heading if old else "", new.heading if new else "")
    text = words_changed(old.text if old else "", new.text if new else "")
    return Row(_kind(old, new, is_moved=is_moved), old, new, is_moved=is_moved, heading=heading, text=text)


def _kind(old: Side | None, new: Side | None, *, is_moved: bool) -> Difference:
    if old is None:
        return Difference.NEW
    if new is None:
        return Difference.REMOVED
    if (old.heading, old.text) != (new.heading, new.text):
        return Difference.CHANGED
    return Difference.MOVED if is_moved else Difference.SAME


def _place_after(rows: list[Row], pk: int | None) -> int:
    places = [index for index, row in enumerate(rows) if row.old is not None and row.old.pk == pk]
    return places[0] + 1 if places else 0


def _moved(old: Sequence[Side], new: Sequence[Side]) -> set[int]:
    """The new clauses that lie below another clause than before, or that changed places with their siblings.

    A clause that only got another number because one was put in before it has not moved, nor have the
    clauses below one that moved.
    """
    place = {side.pk: index for index, side in enumerate(old)}
    former_parent = {side.pk: side.parent for side in old}
    origin = {side.pk: side.origin for side in new}
    moved: set[int] = set()
    siblings: dict[int | None, list[Side]] = {}
    for side in new:
        if side.origin not in place:
            continue
        if origin.get(side.parent or 0) != former_parent[side.origin]:
            moved.add(side.pk)
        else:
            siblings.setdefault(side.parent, []).append(side)
    for family in siblings.values():
        staying = _longest_rising([place[side.origin or 0] for side in family])
        moved |= {side.pk for index, side in enumerate(family) if index not in staying}
    return moved


def _longest_rising(values: list[int]) -> set[int]:
    """The indexes of the longest run of values that only rises: what can be said to have stayed."""
    tails: list[int] = []
    before: list[int | None] = []
    ends: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [index]
    staying: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        staying.add(step)
        step = before[step]
    return staying
