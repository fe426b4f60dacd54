"""What the term shift asks of somebody: their parties' seats, and for the coordinator the parties that are not done."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.navigation import Waiting
from samhandling.core.prepared import Prepared
from samhandling.forums.domain.shift import is_shift_near, shift_day
from samhandling.forums.models import PartyShift, Seat
from samhandling.forums.selectors.shift import by_party
from samhandling.organisations.permissions import rows_of_parties


class _Party(NamedTuple):
    collaboration: int
    slug: str
    party: int
    name: str
    seats: int
    filled: int
    left_vacant: int
    answer_by: date | None
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def left(self) -> int:
        return self.seats - self.filled - self.left_vacant

    def waits(self, shift_on: date, today: date) -> bool:
        """Until it says that it is done; once the term has begun only while seats are left."""
        return not self.is_done and (self.left > 0 or today < shift_on)


def _told(fact: str, shift_on: date) -> Subquery:
    """What was asked of the party, or what it said."""
    shifts = PartyShift.objects.filter(
        collaboration=OuterRef("forum__collaboration"), organisation=OuterRef("organisation"), starts_on=shift_on
    )
    return Subquery(shifts.values(fact)[:1])


_parties = Prepared(
    _Party,
    lambda shift_on, coordinated, **parties: by_party(
        Seat.objects.filter(
            Q(forum__collaboration__in=coordinated) | rows_of_parties(parties, "forum__collaboration", "organisation"),
            organisation__isnull=False,
        ),
        shift_on,
        "forum__collaboration",
        "forum__collaboration__slug",
        "organisation",
        "organisation__display_name",
        answer_by=_told("answer_by", shift_on),
        done_at=_told("done_at", shift_on),
    ),
)


def shift_waiting(coordinated: list[int], parties: Mapping[str, Any], today: date) -> list[Waiting]:
    """One line for each own party that is not done, and one for each collaboration that somebody coordinates.

    One query. `parties` are those of `parties_as_values`. Nothing waits until the shift is near.
    """
    if not is_shift_near(today):
        return []
    shift_on = shift_day(today)
    found = _parties(shift_on=shift_on, coordinated=coordinated, **parties)
    own = [one for one in found if _is_among(one, parties) and one.waits(shift_on, today)]
    led = [_of_coordinator([one for one in found if one.collaboration == key], shift_on, today) for key in coordinated]
    return [_of_party(one, shift_on, today) for one in own] + [line for line in led if line]


def shift_waiting_of_party(collaboration_id: int, organisation_id: int, today: date) -> Waiting | None:
    """The line of one party, for whoever answers for it. One query."""
    party = {"collaboration_0": collaboration_id, "organisations_0": frozenset([organisation_id])}
    return next(iter(shift_waiting([], party, today)), None)


def _is_among(one: _Party, parties: Mapping[str, Any]) -> bool:
    return any(
        one.collaboration == parties[f"collaboration_{number}"] and one.party in parties[f"organisations_{number}"]
        for number in range(len(parties) // 2)
    )


def _of_party(one: _Party, shift_on: date, today: date) -> Waiting:
    """ "Fill the seats for Malå from 1 January 2027: 3 of 12 are left."."""
    told = {"party": one.name, "day": _day(shift_on), "number": one.left, "all": one.seats}
    if one.left:
        text = ngettext(
            "Fill the seats for %(party)s from %(day)s: %(number)s of %(all)s is left.",
            "Fill the seats for %(party)s from %(day)s: %(number)s of %(all)s are left.",
            one.left,
        )
    else:
        text = _("Say that you are done: all seats for %(party)s from %(day)s are decided.")
    address = reverse("forums:shift", args=[one.slug, one.party])
    return _line(text % told, address, one.collaboration, one.answer_by, today)


def _of_coordinator(parties: list[_Party], shift_on: date, today: date) -> Waiting | None:
    """ "Follow the term shift on 1 January 2027: 13 of 15 parties are not done.". Due when the first of them is."""
    remaining = [one for one in parties if one.waits(shift_on, today)]
    if not remaining:
        return None
    text = ngettext(
        "Follow the term shift on %(day)s: %(number)s of %(all)s parties is not done.",
        "Follow the term shift on %(day)s: %(number)s of %(all)s parties are not done.",
        len(remaining),
    ) % {"day": _day(shift_on), "number": len(remaining), "all": len(parties)}
    address = reverse("forums:shift_overview", args=[parties[0].slug])
    return _line(text, address, parties[0].collaboration, _first(one.answer_by for one in remaining), today)


def _line(text: str, address: str, collaboration: int, due_on: date | None, today: date) -> Waiting:
    is_late = due_on is not None and due_on < today
    return Waiting(text, address, collaboration, due_on, is_urgent=is_late)


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _day(shift_on: date) -> str:
    return date_format(shift_on, "j F Y")
