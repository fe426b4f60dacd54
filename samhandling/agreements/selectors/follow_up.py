"""What is to be followed up in a collaboration: the duties and reviews of all its agreements that are not over."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.enums import DutyState, ReviewState
from samhandling.agreements.models import Agreement
from samhandling.agreements.selectors.agreements import agreements_of
from samhandling.agreements.selectors.duties import DutyRow, duties_of
from samhandling.agreements.selectors.reviews import ReviewRow, reviews_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One agreement: its duties that are not fulfilled and its reviews that are not held, the most urgent first."""

    agreement: Agreement
    duties: list[DutyRow]
    reviews: list[ReviewRow]
    fulfilled: int

    @property
    def late(self) -> int:
        """How many duties and reviews should have been done already."""
        duties = sum(row.state == DutyState.OVERDUE for row in self.duties)
        return duties + sum(row.state == ReviewState.OVERDUE for row in self.reviews)


def follow_up_of(viewer: "Viewer", collaboration: "Collaboration", today: date) -> list[FollowUp]:
    """A collaboration has one agreement in force and at most a few on their way: two questions for each."""
    agreements = agreements_of(viewer, collaboration).filter(status__in=NOT_OVER).order_by("starts_on", "sort_key")
    return [_follow_up(viewer, agreement, today) for agreement in agreements]


def _follow_up(viewer: "Viewer", agreement: Agreement, today: date) -> FollowUp:
    duties = duties_of(viewer, agreement, today)
    undone = [row for row in duties if row.state != DutyState.FULFILLED]
    reviews = [row for row in reviews_of(agreement, today) if row.state != ReviewState.DONE]
    return FollowUp(agreement, undone, reviews, len(duties) - len(undone))
