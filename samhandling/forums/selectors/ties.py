"""What the rooms below ask before they act: what hangs on a person, on an organisation, on a party.

They ask without saying which day it is, so the day is the database's own.
"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.db.models.functions import Now, TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.forums.models import Appointment, Forum, ForumAccess, PresidiumTerm, Seat

if TYPE_CHECKING:
    from samhandling.agreements.models import Party
    from samhandling.organisations.models import Collaboration, Organisation, Person

_TODAY = TruncDate(Now())


def ties_of_person(person: "Person") -> list[str]:
    """Why the person cannot be erased yet: appointments that run or are to come, and being a secretary."""
    held = Appointment.objects.filter(person=person, ends_on__gte=_TODAY).select_related("seat__forum")
    ties = [
        _("Member of %(forum)s until %(day)s. End the appointment first.")
        % {"forum": appointment.seat.forum, "day": date_format(appointment.ends_on, "j F Y")}
        for appointment in held.order_by("seat__forum__sort_key")
    ]
    if person.user_id is not None:
        cared = ForumAccess.objects.filter(user=person.user_id, forum__collaboration=person.collaboration_id)
        ties += [
            _("Is secretary of %(forum)s. Name another secretary first.") % {"forum": access.forum}
            for access in cared.select_related("forum")
        ]
    return ties


def extract_of_person(person: "Person") -> list[tuple[str, list[dict[str, str]]]]:
    """What this room keeps about the person, for the register extract. All times, not only now."""
    appointments = Appointment.objects.filter(person=person).select_related("seat__forum", "seat__organisation")
    offices = PresidiumTerm.objects.filter(person=person).select_related("forum")
    chapters = [
        (_("Appointments"), [_appointment_row(one) for one in appointments.order_by("starts_on", "pk")]),
        (_("Offices"), [_office_row(one) for one in offices.order_by("starts_on", "pk")]),
    ]
    return [(title, rows) for title, rows in chapters if rows]


def _appointment_row(appointment: Appointment) -> dict[str, str]:
    seat = appointment.seat
    return {
        _("Forum"): str(seat.forum),
        _("Seat"): f"{seat.get_kind_display()} {seat.number}",
        _("On behalf of"): str(seat.organisation or ""),
        _("From"): date_format(appointment.starts_on, "j F Y"),
        _("To"): date_format(appointment.ends_on, "j F Y"),
        _("Decided by"): appointment.decided_by,
        _("Decided on"): date_format(appointment.decided_on, "j F Y") if appointment.decided_on else "",
        _("Section or registration number"): appointment.decision_reference,
        _("Reason the term ended early"): appointment.left_early_because,
    }


def _office_row(term: PresidiumTerm) -> dict[str, str]:
    return {
        _("Forum"): str(term.forum),
        _("Office"): str(term.get_office_display()),
        _("From"): date_format(term.starts_on, "j F Y"),
        _("To"): date_format(term.ends_on, "j F Y"),
    }


def ties_of_organisation(organisation: "Organisation", collaboration: "Collaboration") -> list[str]:
    """Why the organisation cannot stop taking part: seats that stand for it, forums that it owns."""
    ties = _seat_ties(_seats_now(organisation, collaboration.pk))
    running = Q(ends_on=None) | Q(ends_on__gte=_TODAY)
    owned = Forum.objects.filter(running, owner=organisation, collaboration=collaboration)
    ties += [_("Owns %(forum)s.") % {"forum": forum} for forum in owned]
    return ties


def ties_of_party(party: "Party") -> list[str]:
    """Why the party cannot be removed from its agreement: its seats in the forums that the agreement sets up."""
    seats = _seats_now(party.organisation, party.agreement.collaboration_id)
    return _seat_ties(seats.filter(forum__agreement=party.agreement_id))


def _seats_now(organisation: "Organisation", collaboration_id: int) -> QuerySet[Seat]:
    return Seat.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=_TODAY),
        organisation=organisation,
        forum__collaboration=collaboration_id,
    )


def _seat_ties(seats: QuerySet[Seat]) -> list[str]:
    counted: dict[str, int] = {}
    for name in seats.order_by("forum__sort_key").values_list("forum__name", flat=True):
        counted[name] = counted.get(name, 0) + 1
    return [
        ngettext("Has one seat in %(forum)s.", "Has %(count)s seats in %(forum)s.", count)
        % {"forum": name, "count": count}
        for name, count in counted.items()
    ]
