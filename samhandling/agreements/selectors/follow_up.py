"""What is to be followed up in a collaboration: duties and reviews of the agreements that run or are on their way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.agreements.domain.phase import Life, is_followed_up
from samhandling.agreements.enums import DutyState, ReviewState, Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.selectors.agreements import agreements_of
from samhandling.agreements.selectors.duties import DutyRow, duties_of
from samhandling.agreements.selectors.reviews import ReviewRow, reviews_of
from samhandling.ui.charts import Bar, BarChart

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


def due_by_year(follow_ups: Sequence[FollowUp], late_before: date) -> BarChart | None:
    """How much is to be done each year, and which years have passed. None where it is all in one year: a list
    says as much."""
    days = [row.duty.due_on for one in follow_ups for row in one.duties]
    days += [row.review.due_on for one in follow_ups for row in one.reviews]
    years = Counter(day.year for day in days if day)
    if len(years) < 2:
        return None
    return BarChart(
        title=_("Duties and reviews by the year they are due"),
        description=_("%(dated)s duties and reviews have a day, %(undated)s have none.")
        % {"dated": years.total(), "undated": days.count(None)},
        bars=[
            Bar(str(year), years[year], str(years[year]), tone="danger" if year < late_before.year else "")
            for year in sorted(years)
        ],
    )


def follow_up_of(viewer: "Viewer", collaboration: "Collaboration", on: date, *, today: date) -> list[FollowUp]:
    """As of the day. A collaboration has one agreement in force and at most a few on their way: two questions each."""
    agreements = agreements_of(viewer, collaboration).order_by("starts_on", "sort_key")
    followed = [one for one in agreements if is_followed_up(_life(one), on, today)]
    return [_follow_up(viewer, agreement, on, today) for agreement in followed]


def _life(agreement: Agreement) -> Life:
    return Life(Status(agreement.status), agreement.starts_on, agreement.ends_on, agreement.entered_on)


def _follow_up(viewer: "Viewer", agreement: Agreement, on: date, today: date) -> FollowUp:
    duties = duties_of(viewer, agreement, on, today=today)
    undone = [row for row in duties if not row.is_fulfilled]
    reviews = [row for row in reviews_of(agreement, on, today=today) if not row.is_done]
    return FollowUp(agreement, undone, reviews, len(duties) - len(undone))
