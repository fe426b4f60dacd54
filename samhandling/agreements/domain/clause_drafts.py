"""A text before it has rows: clauses below clauses, whether written in a file or put together from facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    heading: str
    text: str = ""
    children: tuple["ClauseDraft", ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause with its place: the number, and the number of the clause it lies below ("" at the top)."""

    number: str
    parent: str
    position: int
    draft: ClauseDraft

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1


def drafts_of(rows: Sequence[dict[str, Any]]) -> tuple[ClauseDraft, ...]:
    """The clauses as a file writes them."""
    return tuple(
        ClauseDraft(row["heading"].strip(), row.get("text", "").strip(), drafts_of(row.get("children", [])))
        for row in rows
    )


def placed(drafts: Sequence[ClauseDraft], parent: str = "") -> Iterator[Placed]:
    """Every clause in reading order: parents stand before their children."""
    for position, draft in enumerate(drafts, start=1):
        number = f"{parent}.{position}" if parent else str(position)
        yield Placed(number, parent, position, draft)
        yield from placed(draft.children, number)


def year_within(year: int, first: date, last: date) -> tuple[date, date]:
    """The part of a calendar year that lies within the agreement's period."""
    return max(first, date(year, 1, 1)), min(last, date(year, 12, 31))


def and_list(words: Sequence[str], conjunction: str) -> str:
    """ "A, B och C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"
