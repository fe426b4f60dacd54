"""How the seats of a party stand, in numbers and in a sentence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.prepared import Prepared
from samhandling.forums.models import Appointment, Seat
from samhandling.forums.selectors.in_words import number_first, seats_in_words
from samhandling.forums.selectors.seats import existing, is_filled
from samhandling.forums.selectors.terms import DEFAULT_SPAN
from samhandling.organisations.permissions import access_of, shown

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SOON = timedelta(days=DEFAULT_SPAN)


@dataclass(frozen=True, slots=True)
class SeatsOfParty:
    """The seats that stand for a party on a day. `ending`: those whose term ends soon and that nobody follows in."""

    organisation: int
    seats: int = 0
    filled: int = 0
    ending: int = 0
    ends_on: date | None = None
    last_ends_on: date | None = None

    @property
    def vacant(self) -> int:
        return self.seats - self.filled

    @property
    def sentence(self) -> str:
        """ "7 of 8 seats are filled. One is vacant. Seven terms end on 31 December 2026 without a successor."."""
        seats = seats_in_words(self.filled, self.seats)
        if not self.ending or self.ends_on is None:
            return seats
        words = {"number": number_first(self.ending), "day": date_format(self.ends_on, "j F Y")}
        if self.ends_on == self.last_ends_on:
            ending = ngettext(
                "One term ends on %(day)s without a successor.",
                "%(number)s terms end on %(day)s without a successor.",
                self.ending,
            )
        else:
            ending = _("%(number)s terms end without a successor, the first on %(day)s.")
        return f"{seats} {ending % words}"


def seats_of_parties(
    viewer: "Viewer", collaboration: "Collaboration", parties: Collection[int], today: date
) -> dict[int, SeatsOfParty]:
    """By organisation. One question, however many they are."""
    counted = _counted(
        open_to=access_of(viewer).open_to,
        collaboration=collaboration.pk,
        parties=parties,
        today=today,
        soon=today + SOON,
    )
    found = {row.organisation: row for row in counted}
    return {party: found.get(party, SeatsOfParty(party)) for party in parties}


def _in_numbers(
    open_to: Collection[int], collaboration: int, parties: Collection[int], today: date, soon: date
) -> QuerySet[Seat, Any]:
    running = Appointment.objects.filter(
        seat=OuterRef("pk"), starts_on__lte=today, ends_on__gte=today, ends_on__lte=soon
    )
    later = Appointment.objects.filter(seat=OuterRef("pk"), starts_on__gt=today)
    seats = Seat.objects.filter(
        shown(open_to, "forum__collaboration__"), forum__collaboration=collaboration, organisation__in=parties
    )
    is_last = Q(is_ending=True, appointments__ends_on__gte=today)
    return (
        existing(seats, today)
        .annotate(is_filled=is_filled(today), is_ending=Exists(running) & ~Exists(later))
        .order_by()
        .values("organisation")
        .annotate(
            all_seats=Count("pk", distinct=True),
            filled=Count("pk", filter=Q(is_filled=True), distinct=True),
            ending=Count("pk", filter=Q(is_ending=True), distinct=True),
            first=Min("appointments__ends_on", filter=is_last),
            last=Max("appointments__ends_on", filter=is_last),
        )
        .values_list("organisation", "all_seats", "filled", "ending", "first", "last")
    )


_counted = Prepared(SeatsOfParty, _in_numbers)
