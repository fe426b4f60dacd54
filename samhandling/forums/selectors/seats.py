"""Which seats there are on a day, and who sits in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from samhandling.core.paged_rows import Leafed
from samhandling.forums.domain.appointments import day_after
from samhandling.forums.domain.succession import Succession, succession_of
from samhandling.forums.enums import SeatKind
from samhandling.forums.models import Appointment, Forum, Seat
from samhandling.forums.selectors.in_words import seat_name
from samhandling.organisations.selectors.formerly import as_they_were


@dataclass(frozen=True, slots=True)
class SeatOnDay:
    """A seat as it is on one day."""

    seat: Seat
    appointment: Appointment | None
    vacant_since: date | None
    next_starts_on: date | None
    succession: Succession
    successor: Appointment | None = None

    @property
    def is_vacant(self) -> bool:
        return self.appointment is None

    @property
    def title(self) -> str:
        party = str(self.seat.organisation) if self.seat.organisation else None
        return seat_name(SeatKind(self.seat.kind), self.seat.number, party)

    @property
    def is_deputy(self) -> bool:
        return self.seat.kind == SeatKind.DEPUTY


def lives_on(on: date) -> Q:
    """For anything with `starts_on` and an open or stated `ends_on`: it is there on the day."""
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


def existing(seats: QuerySet[Seat], on: date) -> QuerySet[Seat]:
    """Those of the seats that exist on the day, in a forum that does."""
    return seats.filter(
        Q(forum__ends_on=None) | Q(forum__ends_on__gte=on), lives_on(on), forum__starts_on__lte=on
    ).select_related("forum__type", "organisation")


def seats_on(where: Forum | QuerySet[Forum] | Sequence[Forum], on: date) -> list[SeatOnDay]:
    """The seats that exist that day in the forum or forums, each with the one who sits there.

    Three queries, and a fourth where somebody has changed employer since.
    """
    forums = [where] if isinstance(where, Forum) else where
    seats = Seat.objects.filter(forum__in=forums)
    return with_holders(seats.order_by("forum__sort_key", "forum_id", "-kind", "number"), on)


def with_holders(seats: QuerySet[Seat], on: date) -> list[SeatOnDay]:
    """Any seats, kept in their order, as they are on the day. Seats that do not exist then fall away."""
    return _held(_with_holders(seats, on), on)


def leafed_seats(where: QuerySet[Forum], on: date) -> Leafed[SeatOnDay]:
    """The same as `seats_on`, to be read a part at a time."""
    seats = Seat.objects.filter(forum__in=where).order_by("forum__sort_key", "forum_id", "-kind", "number")
    return Leafed(_with_holders(seats, on), lambda part: _held(part, on))


def _with_holders(seats: QuerySet[Seat], on: date) -> QuerySet[Seat]:
    sitting = _running(on).select_related("person__organisation")
    found = with_neighbours(existing(seats, on), on)
    return found.prefetch_related(Prefetch("appointments", queryset=sitting, to_attr="running"))


def _held(seats: Iterable[Seat], on: date) -> list[SeatOnDay]:
    """With those who sit there as they were on the day."""
    found = [
        _on_day(seat, next(iter(seat.running), None), on)  # type: ignore[attr-defined]  # prefetched
        for seat in seats
    ]
    as_they_were((one.appointment.person for one in found if one.appointment), on)
    return found


def with_successors(found: Sequence[SeatOnDay], on: date) -> list[SeatOnDay]:
    """The same, each with the one who is appointed to come next. One query, and none where nobody is."""
    awaited = [one.seat.pk for one in found if one.next_starts_on]
    if not awaited:
        return list(found)
    after = Appointment.objects.filter(seat__in=awaited, starts_on__gt=on).order_by("-starts_on")
    nearest = {one.seat_id: one for one in after.select_related("person")}
    return [replace(one, successor=nearest.get(one.seat.pk)) for one in found]


def seats_to_come(seats: QuerySet[Seat], on: date) -> list[SeatOnDay]:
    """Those of the seats that will be there later but are not on the day, each as on its own first day."""
    later = seats.filter(Q(starts_on__gt=on) | Q(forum__starts_on__gt=on)).select_related("forum__type", "organisation")
    taken = Appointment.objects.filter(seat__in=later, starts_on__gt=on).select_related("person").order_by("-starts_on")
    found = list(later)
    holders = {one.seat_id: one for one in taken} if found else {}
    return [_at_first(seat, holders.get(seat.pk)) for seat in found]


def _at_first(seat: Seat, holder: Appointment | None) -> SeatOnDay:
    first = max(seat.starts_on, seat.forum.starts_on)
    sits_at_once = holder if holder and holder.starts_on <= first else None
    follows_on = holder.starts_on if holder and not sits_at_once else None
    vacant_since = None if sits_at_once else first
    return SeatOnDay(seat, sits_at_once, vacant_since, follows_on, Succession(follows_on=follows_on), holder)


def is_filled(on: date) -> Exists:
    """Whether somebody sits in the seat on the day."""
    return Exists(_running(on).filter(seat=OuterRef("pk")))


def filled_by_forum(forums: Sequence[int], on: date) -> dict[int, tuple[int, int]]:
    """By forum: how many of its ordinary seats are filled on the day, and how many there are."""
    counted = (
        existing(Seat.objects.filter(forum__in=forums, kind=SeatKind.ORDINARY), on)
        .annotate(is_filled=is_filled(on))
        .order_by()
        .values("forum")
        .annotate(filled=Count("pk", filter=Q(is_filled=True)), all_seats=Count("pk"))
        .values_list("forum", "filled", "all_seats")
    )
    return {forum: (filled, seats) for forum, filled, seats in counted}


def filled_at_first(forums: Sequence[int]) -> list[tuple[int, tuple[int, int]]]:
    """The same for each forum's own first day. No query where there is no forum."""
    if not forums:
        return []
    first = OuterRef("forum__starts_on")
    sitting = Appointment.objects.filter(seat=OuterRef("pk"), starts_on__lte=first, ends_on__gte=first)
    counted = (
        Seat.objects.filter(forum__in=forums, kind=SeatKind.ORDINARY, starts_on__lte=F("forum__starts_on"))
        .annotate(is_filled=Exists(sitting))
        .order_by()
        .values("forum")
        .annotate(filled=Count("pk", filter=Q(is_filled=True)), all_seats=Count("pk"))
    )
    return [(row["forum"], (row["filled"], row["all_seats"])) for row in counted]


def vacant_on(seats: QuerySet[Seat], on: date) -> QuerySet[Seat]:
    """Those of the seats that exist on the day and in which nobody sits."""
    return existing(seats, on).filter(~is_filled(on))


def leafed_empty_seats(vacant: QuerySet[Seat], on: date) -> Leafed[SeatOnDay]:
    """Seats known to be vacant on the day, kept in their order, to be read a part at a time."""
    rows = with_neighbours(vacant.select_related("forum__type", "organisation"), on)
    return Leafed(rows, lambda seats: [_on_day(seat, None, on) for seat in seats])


def _running(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(starts_on__lte=on, ends_on__gte=on)


def with_neighbours(seats: QuerySet[Seat], on: date) -> QuerySet[Seat]:
    """With the last day before and the first day after that somebody sat or will sit there."""
    of_seat = Appointment.objects.filter(seat=OuterRef("pk"))
    return seats.annotate(
        last_ended_on=Subquery(of_seat.filter(ends_on__lt=on).order_by("-ends_on").values("ends_on")[:1]),
        next_starts_on=Subquery(of_seat.filter(starts_on__gt=on).order_by("starts_on").values("starts_on")[:1]),
    )


def _on_day(seat: Seat, appointment: Appointment | None, on: date) -> SeatOnDay:
    last_ended_on: date | None = seat.last_ended_on  # type: ignore[attr-defined]  # annotated above
    vacant_since = None
    if appointment is None:
        vacant_since = day_after(last_ended_on) if last_ended_on else seat.starts_on
    next_starts_on: date | None = seat.next_starts_on  # type: ignore[attr-defined]  # annotated above
    last_day = min(filter(None, (seat.ends_on, seat.forum.ends_on)), default=None)
    sits_until = appointment.ends_on if appointment else None
    succession = succession_of(on, sits_until, next_starts_on, last_day)
    return SeatOnDay(seat, appointment, vacant_since, next_starts_on, succession)
