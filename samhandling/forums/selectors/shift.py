"""The term shift: a party's seats as it fills them, and how far every party has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.core.models import Event
from samhandling.forums.domain.shift import mark_of_seat, proposed_term, state_of
from samhandling.forums.enums import SeatKind, ShiftState
from samhandling.forums.models import Appointment, Forum, LeftVacant, PartyShift, Seat
from samhandling.forums.permissions import seats_visible_to
from samhandling.forums.selectors.in_words import period_in_words
from samhandling.forums.selectors.seats import existing
from samhandling.lib.periods import Period
from samhandling.organisations.enums import ContactKind
from samhandling.organisations.models import ContactPoint, Organisation, Person

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

# The way a party's seats are ordered: politics before networks, forum by forum.
IN_ORDER = ("forum__type__position", "forum__sort_key", "forum_id", "-kind", "number")


@dataclass(frozen=True, slots=True)
class ShiftSeat:
    """A seat in the shift: who sits there last before it, who follows, and what the page proposes."""

    seat: Seat
    before: Appointment | None
    follower: Appointment | None
    reason: str
    state: ShiftState
    proposed: Period
    mark: str

    @property
    def pk(self) -> int:
        return self.seat.pk

    @property
    def title(self) -> str:
        """ "member 4": the party is the page's own, and needs no saying."""
        return f"{SeatKind(self.seat.kind).label} {self.seat.number}"

    @property
    def is_filled(self) -> bool:
        return self.state is ShiftState.FILLED


@dataclass(frozen=True, slots=True)
class PartyState:
    """How far a party has come: of its seats so many are filled, left vacant with a reason, and undecided."""

    organisation: Organisation
    seats: int
    filled: int
    left_vacant: int
    answer_by: date | None = None
    reminded_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""

    @property
    def left(self) -> int:
        return self.seats - self.filled - self.left_vacant

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


def seats_of_shift(
    viewer: "Viewer", collaboration: "Collaboration", organisation: Organisation, shift_on: date, today: date
) -> list[ShiftSeat]:
    """Every seat that stands for the party on the first day of the term. Three queries."""
    seats = seats_visible_to(viewer).filter(forum__collaboration=collaboration, organisation=organisation)
    return shift_seats(seats, shift_on, today)


def shift_seats(seats: QuerySet[Seat], shift_on: date, today: date) -> list[ShiftSeat]:
    """Any seats as the shift shows them, in order; those that do not exist on its day fall away."""
    held = Appointment.objects.select_related("person").order_by("starts_on")
    found = (
        existing(seats, shift_on)
        .order_by(*IN_ORDER)
        .prefetch_related(
            Prefetch("appointments", queryset=held, to_attr="held"),
            Prefetch("left_vacant", queryset=LeftVacant.objects.filter(starts_on=shift_on), to_attr="left"),
        )
    )
    return [_shift_seat(seat, shift_on, today) for seat in found]


def _shift_seat(seat: Seat, shift_on: date, today: date) -> ShiftSeat:
    held: list[Appointment] = seat.held  # type: ignore[attr-defined]  # prefetched above
    left: LeftVacant | None = next(iter(seat.left), None)  # type: ignore[attr-defined]  # prefetched above
    before = next((one for one in reversed(held) if one.ends_on < shift_on), None)
    follower = next((one for one in held if one.ends_on >= shift_on), None)
    reason = left.reason if left else ""
    lives = (Period(seat.starts_on, seat.ends_on), Period(seat.forum.starts_on, seat.forum.ends_on))
    return ShiftSeat(
        seat,
        before,
        follower,
        reason,
        state_of(held[-1].ends_on if held else None, shift_on, is_left_vacant=left is not None),
        proposed_term(before.ends_on if before else None, shift_on, today, *lives),
        mark_of_seat(((one.pk, one.starts_on, one.ends_on) for one in held), left.reason if left else None),
    )


def counted(seats: Sequence[ShiftSeat]) -> dict[ShiftState, int]:
    """How many of the seats have come how far."""
    return {state: sum(one.state is state for one in seats) for state in ShiftState}


def people_for_party(
    collaboration: "Collaboration", organisation: Organisation, seats: Iterable[ShiftSeat]
) -> QuerySet[Person]:
    """Whom the grid finds: everybody in the register. First those who work for the party, or sit for it now."""
    sitting = {one.before.person_id for one in seats if one.before}
    is_own = Q(organisation=organisation) | Q(pk__in=sitting)
    first = Case(When(is_own, then=0), default=1)
    return _people_of(collaboration).order_by(first, "sort_key", "pk")


def person_of(collaboration: "Collaboration", pk: int) -> Person | None:
    """Somebody chosen in the grid, unless they have been erased since."""
    return _people_of(collaboration).filter(pk=pk).first()


def _people_of(collaboration: "Collaboration") -> QuerySet[Person]:
    people = Person.objects.filter(collaboration=collaboration, erased_at=None, merged_into=None)
    return people.select_related("organisation").order_by("sort_key", "pk")


def email_of(person: Person) -> str:
    """The first address that the register knows, for an invitation."""
    points = ContactPoint.objects.filter(person=person, kind=ContactKind.EMAIL).order_by("pk")
    return points.values_list("value", flat=True).first() or ""


def party_state(collaboration: "Collaboration", organisation: Organisation, shift_on: date) -> PartyState:
    """One party's line of `shift_of`, also when it has no seats."""
    found = shift_of(collaboration, shift_on, parties=[organisation.pk])
    return found[0] if found else PartyState(organisation, 0, 0, 0)


def shift_of(collaboration: "Collaboration", shift_on: date, parties: Sequence[int] | None = None) -> list[PartyState]:
    """How far every party with seats that day has come, in the order of their names. Three queries.

    For whoever may follow the shift (`can_follow_shift`), or answers for the parties asked about.
    """
    seats = Seat.objects.filter(forum__collaboration=collaboration, organisation__isnull=False)
    seats = seats if parties is None else seats.filter(organisation__in=parties)
    rows = by_party(seats, shift_on, "organisation")
    found = {party: (total, filled, left_vacant) for party, total, filled, left_vacant in rows}
    told = {
        one.organisation_id: one
        for one in PartyShift.objects.filter(
            collaboration=collaboration, starts_on=shift_on, organisation__in=found
        ).select_related("done_by")
    }
    return [
        _party_state(organisation, found[organisation.pk], told.get(organisation.pk))
        for organisation in Organisation.objects.filter(pk__in=found).order_by("sort_key", "pk")
    ]


def by_party(seats: QuerySet[Seat], shift_on: date, *columns: str, **told: Any) -> QuerySet[Any, Any]:
    """The columns, and of so many seats that day how many are filled and left vacant; then what else is told."""
    held = Appointment.objects.filter(seat=OuterRef("pk"), ends_on__gte=shift_on)
    left = LeftVacant.objects.filter(seat=OuterRef("pk"), starts_on=shift_on)
    rows: QuerySet[Any, Any] = (
        existing(seats, shift_on)
        .select_related(None)
        .annotate(is_held=Exists(held), is_left=Exists(left), **told)
        .order_by()
        .values(*columns, *told)
        .annotate(
            total=Count("pk"),
            filled=Count("pk", filter=Q(is_held=True)),
            not_filled=Count("pk", filter=Q(is_held=False, is_left=True)),
        )
        .values_list(*columns, "total", "filled", "not_filled", *told)
    )
    return rows


def _party_state(organisation: Organisation, seats: tuple[int, int, int], told: PartyShift | None) -> PartyState:
    if told is None:
        return PartyState(organisation, *seats)
    done_by = str(told.done_by) if told.done_by else ""
    return PartyState(organisation, *seats, told.answer_by, told.reminded_at, told.done_at, done_by)


def filled_by_whom(appointment: Appointment) -> str:
    """ "Anna Berg, 1 January 2027–31 December 2030. Filled by Karin Ek on 1 December 2026, 14:02." """
    words = f"{appointment.person}, {period_in_words(Period(appointment.starts_on, appointment.ends_on))}."
    event = (
        Event.objects.filter(
            object_type=Forum._meta.label_lower,
            object_id=appointment.seat.forum_id,
            verb="appointment.made",
            person_id=appointment.person_id,
        )
        .select_related("actor")
        .order_by("-pk")
        .first()
    )
    if event is None or event.actor is None:
        return words
    moment = date_format(timezone.localtime(event.at), "j F Y, H:i")
    by_whom = _("Filled by %(who)s on %(moment)s.") % {"who": event.actor, "moment": moment}
    return f"{words} {by_whom}"
