"""The list of members, for a table that leaves the house."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.forums.models import Forum, PresidiumTerm
from samhandling.forums.permissions import visible_to
from samhandling.forums.selectors.places import Offices, office_titles, offices_on
from samhandling.forums.selectors.seats import SeatOnDay, lives_on, seats_on
from samhandling.forums.selectors.terms import EndingTerm
from samhandling.organisations.enums import ContactKind
from samhandling.organisations.models import ContactPoint
from samhandling.organisations.permissions import is_member

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

Cells = list[object]


@dataclass(frozen=True, slots=True)
class TableOfCells:
    headers: list[str]
    rows: list[Cells]


def members_table(
    viewer: "Viewer", collaboration: "Collaboration", on: date, forum: Forum | None = None
) -> TableOfCells:
    """Every seat of the forum, or of all forums, with who sits there. How to reach them is for members only."""
    forums = visible_to(viewer).filter(lives_on(on), collaboration=collaboration)
    if forum is not None:
        forums = forums.filter(pk=forum.pk)
    seats = seats_on(forums, on)
    offices = offices_on(PresidiumTerm.objects.filter(forum__in=forums), on)
    headers = [
        _("Forum"),
        _("Abbreviation"),
        _("Kind of seat"),
        _("Number"),
        _("On behalf of"),
        _("First name"),
        _("Last name"),
        _("Title"),
        _("Works for"),
        _("Office"),
        _("From"),
        _("To"),
        _("Decided by"),
        _("Decided on"),
        _("Section or registration number"),
    ]
    rows = [_member_cells(seat, offices) for seat in seats]
    if is_member(viewer, collaboration.pk):
        headers += [_("Email"), _("Telephone")]
        reach = _contact_points(collaboration, seats)
        rows = [[*row, *_contact_cells(seat, reach)] for row, seat in zip(rows, seats, strict=True)]
    return TableOfCells(headers, rows)


def _member_cells(found: SeatOnDay, offices: Offices) -> Cells:
    seat = found.seat
    place: Cells = [
        seat.forum.name,
        seat.forum.abbreviation,
        str(seat.get_kind_display()),
        seat.number,
        str(seat.organisation or ""),
    ]
    held = found.appointment
    if held is None:
        return [*place, "", _("vacant"), "", "", "", found.vacant_since, None, "", None, ""]
    person = held.person
    return [
        *place,
        person.given_name,
        person.family_name if person.erased_at is None else _("a person who has been erased"),
        person.title,
        str(person.organisation or ""),
        office_titles(offices.get((seat.forum_id, person.pk), [])),
        held.starts_on,
        held.ends_on,
        held.decided_by,
        held.decided_on,
        held.decision_reference,
    ]


def _contact_points(collaboration: "Collaboration", seats: Sequence[SeatOnDay]) -> dict[tuple[int, str], str]:
    people = {seat.appointment.person_id for seat in seats if seat.appointment}
    points = ContactPoint.objects.filter(
        collaboration=collaboration, person__in=people, kind__in=[ContactKind.EMAIL, ContactKind.PHONE]
    )
    found: dict[tuple[int, str], str] = {}
    for point in points:
        if point.person_id is not None:
            found.setdefault((point.person_id, point.kind), point.value)
    return found


def _contact_cells(found: SeatOnDay, reach: dict[tuple[int, str], str]) -> Cells:
    if found.appointment is None:
        return ["", ""]
    person = found.appointment.person_id
    return [reach.get((person, ContactKind.EMAIL), ""), reach.get((person, ContactKind.PHONE), "")]


def vacancies_table(vacant: Iterable[SeatOnDay]) -> TableOfCells:
    headers = [_("Forum"), _("Abbreviation"), _("Kind of seat"), _("Number"), _("On behalf of"), _("Vacant since")]
    headers.append(_("Filled from"))
    return TableOfCells(
        headers,
        [
            [
                found.seat.forum.name,
                found.seat.forum.abbreviation,
                str(found.seat.get_kind_display()),
                found.seat.number,
                str(found.seat.organisation or ""),
                found.vacant_since,
                found.next_starts_on,
            ]
            for found in vacant
        ],
    )


def endings_table(ending: Iterable[EndingTerm]) -> TableOfCells:
    headers = [_("Forum"), _("Abbreviation"), _("Kind of seat"), _("Number"), _("On behalf of"), _("First name")]
    headers += [_("Last name"), _("To"), _("A successor is appointed")]
    return TableOfCells(
        headers,
        [
            [
                term.appointment.seat.forum.name,
                term.appointment.seat.forum.abbreviation,
                str(term.appointment.seat.get_kind_display()),
                term.appointment.seat.number,
                str(term.appointment.seat.organisation or ""),
                term.appointment.person.given_name,
                term.appointment.person.family_name,
                term.appointment.ends_on,
                term.has_successor,
            ]
            for term in ending
        ],
    )
