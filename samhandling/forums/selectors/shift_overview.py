"""The term shift as the coordinator sees it: how far each party has come, and who leaves and takes over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from samhandling.forums.domain.shift import is_to_be_reminded
from samhandling.forums.enums import WhyNotRemind
from samhandling.forums.models import Forum, Seat
from samhandling.forums.permissions import visible_to
from samhandling.forums.selectors.seats import lives_on
from samhandling.forums.selectors.shift import PartyState, ShiftSeat, shift_of, shift_seats
from samhandling.organisations.models import Person
from samhandling.organisations.selectors.access import users_who_answer_for

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party's line: its state, who answers for it, and why it is not reminded now."""

    state: PartyState
    asked: tuple[str, ...]
    why_not: WhyNotRemind | None

    @property
    def pk(self) -> int:
        return self.state.organisation.pk

    @property
    def organisation(self) -> "Organisation":
        return self.state.organisation

    def __str__(self) -> str:
        return f"{self.organisation} ({', '.join(self.asked)})" if self.asked else str(self.organisation)


@dataclass(frozen=True, slots=True)
class ShiftTotals:
    """All parties together."""

    parties: int
    done: int
    seats: int
    filled: int
    left_vacant: int

    @property
    def left(self) -> int:
        return self.seats - self.filled - self.left_vacant


@dataclass(frozen=True, slots=True)
class ForumToInvite:
    """A forum, and how many of its members have no log-in."""

    pk: int
    name: str
    without_log_in: int


def party_rows(
    collaboration: "Collaboration", shift_on: date, today: date, parties: Sequence[int] | None = None
) -> list[PartyRow]:
    """Every party with seats on the day, in the order of their names. Four queries."""
    states = shift_of(collaboration, shift_on, parties)
    asked: dict[int, list[str]] = {}
    for access in users_who_answer_for(collaboration, [state.organisation.pk for state in states]):
        asked.setdefault(access.organisation_id, []).append(str(access.user))
    return [_row(state, tuple(asked.get(state.organisation.pk, ())), today) for state in states]


def _row(state: PartyState, asked: tuple[str, ...], today: date) -> PartyRow:
    reminded_on = timezone.localdate(state.reminded_at) if state.reminded_at else None
    reason: WhyNotRemind | None = None
    if state.is_done:
        reason = WhyNotRemind.DONE
    elif not asked:
        reason = WhyNotRemind.NOBODY
    elif not is_to_be_reminded(state.seats, is_done=state.is_done, reminded_on=reminded_on, today=today):
        reason = WhyNotRemind.TODAY
    return PartyRow(state, asked, reason)


def totals_of(rows: Iterable[PartyRow]) -> ShiftTotals:
    states = [row.state for row in rows]
    return ShiftTotals(
        parties=len(states),
        done=sum(state.is_done for state in states),
        seats=sum(state.seats for state in states),
        filled=sum(state.filled for state in states),
        left_vacant=sum(state.left_vacant for state in states),
    )


def handed_over(collaboration: "Collaboration", shift_on: date, today: date) -> dict["Organisation", list[ShiftSeat]]:
    """For each party its seats with who leaves and who takes over. Three queries."""
    seats = Seat.objects.filter(forum__collaboration=collaboration, organisation__isnull=False)
    found: dict[Organisation, list[ShiftSeat]] = {}
    for seat in shift_seats(seats.select_related("forum", "organisation"), shift_on, today):
        if seat.seat.organisation is not None:
            found.setdefault(seat.seat.organisation, []).append(seat)
    return dict(sorted(found.items(), key=lambda item: item[0].sort_key))


def forums_to_invite(viewer: "Viewer", collaboration: "Collaboration", today: date) -> list[ForumToInvite]:
    """The forums that have members without a log-in, now or appointed to come. One query."""
    without = Q(seats__appointments__ends_on__gte=today, seats__appointments__person__user=None) & Q(
        seats__appointments__person__erased_at=None
    )
    forums = visible_to(viewer).filter(collaboration=collaboration).filter(lives_on(today) | Q(starts_on__gt=today))
    counted = forums.annotate(missing=Count("seats__appointments__person", filter=without, distinct=True))
    rows = counted.filter(missing__gt=0).order_by("sort_key").values_list("pk", "name", "missing")
    return [ForumToInvite(*row) for row in rows]


def members_to_invite(forum: Forum, today: date) -> list[Person]:
    """Everybody who sits in the forum, or is appointed to, whether or not they can log in."""
    people = Person.objects.filter(
        appointments__seat__forum=forum, appointments__ends_on__gte=today, erased_at=None, merged_into=None
    )
    return list(people.distinct().order_by("sort_key", "pk"))
