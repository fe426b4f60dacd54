"""How what was promised is followed up: for whoever evaluates."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.domain.duties import SOON
from samhandling.agreements.enums import ReviewKind, Status
from samhandling.agreements.models import Review
from samhandling.agreements.permissions import visible_to

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.agreements.models import Agreement
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

MOST_REVIEWS = 5


class DutiesInNumbers(NamedTuple):
    """The duties of an agreement in force: how many there are, are done, are late, and are due soon."""

    agreement: int
    title: str
    duties: int
    done: int
    late: int
    soon: int

    @property
    def sentence(self) -> str:
        """ "4 of 31 duties are fulfilled. Two are late."."""
        parts = [
            ngettext(
                "%(done)s of %(count)s duty is fulfilled.", "%(done)s of %(count)s duties are fulfilled.", self.duties
            )
            % {"done": self.done, "count": self.duties}
        ]
        if self.late:
            parts.append(ngettext("One is late.", "%(count)s are late.", self.late) % {"count": self.late})
        if self.soon:
            words = {"count": self.soon, "days": SOON.days}
            soon = ngettext("One is due within %(days)s days.", "%(count)s are due within %(days)s days.", self.soon)
            parts.append(soon % words)
        return " ".join(parts)


class ReviewLine(NamedTuple):
    agreement: int
    title: str
    kind: str
    due_on: date
    is_late: bool

    @property
    def in_words(self) -> str:
        words = {"kind": str(ReviewKind(self.kind).label).capitalize(), "agreement": self.title}
        return _("%(kind)s of %(agreement)s") % words


@dataclass(frozen=True, slots=True)
class FollowUp:
    duties: list[DutiesInNumbers]
    reviews: list[ReviewLine]


def follow_up_of(viewer: "Viewer", collaboration: "Collaboration", today: date) -> FollowUp:
    """Two questions."""
    running = visible_to(viewer).filter(collaboration=collaboration, status=Status.IN_FORCE)
    open_ones = Review.objects.filter(agreement__in=running, done_on=None).order_by("due_on", "pk")
    rows = open_ones.values_list("agreement", "agreement__title", "kind", "due_on")[:MOST_REVIEWS]
    return FollowUp(
        duties=[DutiesInNumbers(*row) for row in _counted(running, today)],
        reviews=[ReviewLine(*row, row[-1] < today) for row in rows],
    )


def _counted(running: "QuerySet[Agreement]", today: date) -> "QuerySet[Agreement, tuple[int, str, int, int, int, int]]":
    is_open = Q(duties__fulfilled_on=None)
    return running.annotate(
        all_duties=Count("duties"),
        done=Count("duties", filter=~is_open),
        late=Count("duties", filter=is_open & Q(duties__due_on__lt=today)),
        soon=Count("duties", filter=is_open & Q(duties__due_on__gte=today, duties__due_on__lte=today + SOON)),
    ).values_list("pk", "title", "all_duties", "done", "late", "soon")
