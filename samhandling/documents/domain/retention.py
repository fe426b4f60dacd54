"""How long a document is kept, and what it takes to dispose of it.

Nothing goes because time passes. Its years must be over, by a class in a decided plan; there must be a decision;
one person proposes and another carries it out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samhandling.documents.enums import DisposalRefusal, DisposalState, Keeping, NotDue, Openness, RetentionRefusal

# The year beyond which nobody means a number of years: what is kept so long is kept for ever.
LONGEST = 150
STILL_KEPT = {
    Keeping.UNDECIDED: NotDue.NO_CLASS,
    Keeping.NOT_STARTED: NotDue.NO_START,
    Keeping.RUNNING: NotDue.TOO_EARLY,
    Keeping.FOR_EVER: NotDue.FOR_EVER,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is decided about a document: its class, for how many years (None: for ever), and from which day."""

    retention_class: int | None = None
    years: int | None = None
    retained_from: date | None = None

    @property
    def due_on(self) -> date | None:
        return due_on(self.retained_from, self.years)


def due_on(retained_from: date | None, years: int | None) -> date | None:
    """The first day after the years have passed in full: from 1 March 2020 and five years, 1 March 2025.

    From a leap day, years end on 1 March where there is no 29 February: never a day too early. None when it is
    kept for ever, or when nobody has said from when.
    """
    if retained_from is None or years is None:
        return None
    year = retained_from.year + years
    try:
        return retained_from.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def last_start_due(years: int, today: date) -> date:
    """The latest day to be kept from for the years to be over by today: the rule of `due_on`, asked backwards."""
    year = today.year - years
    try:
        return today.replace(year=year)
    except ValueError:  # today is a leap day, and that year had none: only what began before March is out
        return date(year, 2, 28)


def keeping_of(kept: Kept, today: date) -> Keeping:
    """What stands in the list beside the document."""
    if kept.retention_class is None:
        return Keeping.UNDECIDED
    if kept.years is None:
        return Keeping.FOR_EVER
    due = kept.due_on
    if due is None:
        return Keeping.NOT_STARTED
    return Keeping.DUE if due <= today else Keeping.RUNNING


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document as the rule of disposal sees it."""

    kept: Kept
    openness: Openness
    is_disposed: bool = False
    is_marked: bool = False
    is_proposed_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """How it stood with the document on the day its disposal was proposed."""

    kept: Kept
    was_marked: bool = False


def why_not_dispose(document: Candidate, today: date, proposed: Proposed | None = None) -> NotDue | None:
    """Why the document may not go. What the proposal rested on must still stand when it is carried out."""
    if document.is_disposed:
        return NotDue.GONE
    if document.openness is Openness.DRAFT:
        return NotDue.DRAFT
    if document.is_proposed_elsewhere:
        return NotDue.PROPOSED_ELSEWHERE
    if proposed is not None and proposed.kept != document.kept:
        return NotDue.CHANGED
    if proposed is not None and document.is_marked and not proposed.was_marked:
        return NotDue.MARKED
    return STILL_KEPT.get(keeping_of(document.kept, today))


def why_not_propose(count: int, decided_on: date, today: date) -> DisposalRefusal | None:
    """A proposal names documents, and a decision that has been taken."""
    if not count:
        return DisposalRefusal.NOTHING_CHOSEN
    return DisposalRefusal.DECIDED_AHEAD if decided_on > today else None


def why_not_carry_out(state: DisposalState, proposed_by: int, approved_by: int) -> DisposalRefusal | None:
    """Four eyes: never the one who proposed it. And once."""
    if state is not DisposalState.PROPOSED:
        return why_not_withdraw(state)
    return DisposalRefusal.SAME_PERSON if proposed_by == approved_by else None


def why_not_withdraw(state: DisposalState) -> DisposalRefusal | None:
    match state:
        case DisposalState.CARRIED_OUT:
            return DisposalRefusal.CARRIED_OUT
        case DisposalState.WITHDRAWN:
            return DisposalRefusal.WITHDRAWN
    return None


def why_not_remove_class(documents: int, disposals: int) -> RetentionRefusal | None:
    """A class that anything was kept by is part of the memory."""
    return RetentionRefusal.CLASS_IN_USE if documents or disposals else None


def why_not_keep(
    retained_from: date | None, *, has_class: bool, classes_elsewhere: bool, disposed: Collection[int]
) -> RetentionRefusal | None:
    """How long a document is kept may be decided anew until it is gone."""
    if disposed:
        return RetentionRefusal.GONE
    if classes_elsewhere:
        return RetentionRefusal.CLASS_ELSEWHERE
    return RetentionRefusal.START_WITHOUT_CLASS if retained_from is not None and not has_class else None
