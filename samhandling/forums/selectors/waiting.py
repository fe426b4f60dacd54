"""What waits for somebody in forums: seats to fill, terms that end with nobody to follow, and the term shift."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.navigation import Waiting
from samhandling.core.prepared import Prepared
from samhandling.forums.domain.terms import Ending, endings_by_day, is_pressing
from samhandling.forums.models import Appointment, Seat
from samhandling.forums.permissions import secretary_of
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.seats import vacant_on
from samhandling.forums.selectors.shift_waiting import shift_waiting
from samhandling.forums.selectors.terms import DEFAULT_SPAN, ending_between
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of, parties_as_values, rows_of_parties

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

SOON = timedelta(days=DEFAULT_SPAN)


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:
    """Vacancies, ending terms and the term shift: everything for the coordinator, own seats for a party.

    The secretary is told of vacancies and ending terms alone: the shift is the parties’ own.

    Counted by the database: a region has a thousand seats, and one line is all that is told of each forum.
    """
    coordinated = [key for key, roles in access_of(viewer).roles.items() if Role.COORDINATOR in roles]
    kept, parties = secretary_of(viewer), parties_as_values(viewer)
    if not (coordinated or kept or parties):
        return []
    cared: dict[str, Any] = {"on": today, "coordinated": coordinated, "kept": kept, **parties}
    seats = _vacancies_waiting(_vacancies(**cared)) + _endings_waiting(_endings(until=today + SOON, **cared), today)
    return shift_waiting(coordinated, parties, today) + seats if coordinated or parties else seats


def _cared_for(coordinated: list[int], kept: list[int], parties: dict[str, Any], to_seat: str = "") -> Q:
    """The seats that are somebody's to fill; `to_seat` is the way to the seat from what is asked for."""
    cared = Q(**{f"{to_seat}forum__collaboration__in": coordinated}) | Q(**{f"{to_seat}forum__in": kept})
    return cared | rows_of_parties(parties, f"{to_seat}forum__collaboration", f"{to_seat}organisation")


class _Vacancies(NamedTuple):
    forum: int
    name: str
    collaboration: int
    slug: str
    seats: int


class _Ending(NamedTuple):
    collaboration: int
    slug: str
    day: date


_vacancies = Prepared(
    _Vacancies,
    lambda on, coordinated, kept, **parties: (
        vacant_on(Seat.objects.filter(_cared_for(coordinated, kept, parties)), on)
        .order_by("forum__sort_key", "forum")
        .values_list("forum", "forum__name", "forum__collaboration", "forum__collaboration__slug")
        .annotate(count=Count("pk"))
    ),
)
_endings = Prepared(
    _Ending,
    lambda on, until, coordinated, kept, **parties: (
        ending_between(Appointment.objects.filter(_cared_for(coordinated, kept, parties, "seat__")), on, until)
        .filter(has_successor=False)  # type: ignore[misc]  # annotated by ending_between
        .order_by()
        .values_list("seat__forum__collaboration", "seat__forum__collaboration__slug", "ends_on")
    ),
)


def _vacancies_waiting(counted: Iterable[_Vacancies]) -> list[Waiting]:
    """One line for each collaboration. It leads to the forum where there is only one."""
    by_place: dict[tuple[int, str], list[_Vacancies]] = {}
    for one in counted:
        by_place.setdefault((one.collaboration, one.slug), []).append(one)
    return [
        Waiting(
            text=_vacancies_in_words(forums),
            url=_terms_address(slug) + (f"?forum={forums[0].forum}" if len(forums) == 1 else ""),
            collaboration_id=collaboration,
        )
        for (collaboration, slug), forums in by_place.items()
    ]


def _vacancies_in_words(forums: list[_Vacancies]) -> str:
    count = sum(one.seats for one in forums)
    if len(forums) == 1:
        text = ngettext("One seat in %(forum)s is vacant.", "%(number)s seats in %(forum)s are vacant.", count)
        return text % {"number": number_first(count), "forum": forums[0].name}
    words = {"number": number_first(count), "forums": number_first(len(forums)).lower()}
    return _("%(number)s seats in %(forums)s forums are vacant.") % words


def _endings_waiting(rows: list[_Ending], today: date) -> list[Waiting]:
    """One line for each collaboration and day. Where a successor is appointed nothing waits."""
    slugs = {row.collaboration: row.slug for row in rows}
    grouped = endings_by_day(Ending(row.collaboration, row.day) for row in rows)
    return [
        Waiting(
            text=_ending_in_words(count, day),
            url=_terms_address(slugs[collaboration]),
            collaboration_id=collaboration,
            due_on=day,
            is_urgent=is_pressing(day, today),
        )
        for (collaboration, day), count in grouped.items()
    ]


def _ending_in_words(count: int, day: date) -> str:
    text = ngettext("One appointment ends on %(day)s.", "%(number)s appointments end on %(day)s.", count)
    return text % {"number": number_first(count), "day": date_format(day, "j F")}


def _terms_address(slug: str) -> str:
    return reverse("forums:terms", kwargs={"collaboration": slug})
