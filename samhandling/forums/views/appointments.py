"""Appoint to a seat, replace, end early, correct."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest
from samhandling.forums.domain.appointments import day_after
from samhandling.forums.forms.appointments import AppointForm, EndEarlyForm, TermForm
from samhandling.forums.permissions import can_appoint
from samhandling.forums.selectors.candidates import (
    appointment_for,
    holder_on,
    is_chosen_among_members,
    people_for,
    proposed_end,
    seat_for,
)
from samhandling.forums.selectors.in_words import appoint_title, replace_title
from samhandling.forums.services.appointments import appoint, correct, end_early, replace
from samhandling.forums.services.undoing import way_back_from
from samhandling.forums.views.page import form_page, forum_url, seat_url
from samhandling.organisations.permissions import can_enter_people
from samhandling.organisations.services.inviting import enter_person
from samhandling.ui.acting import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from samhandling.forums.models import Seat
    from samhandling.organisations.models import Collaboration, Person


@login_required
def seat_appoint(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_appoint(request.user, seat))
    today = timezone.localdate()
    holder = holder_on(seat, today)
    first = max(day_after(holder.ends_on) if holder else today, seat.starts_on)
    page = form_page(seat.forum, appoint_title(seat), _("Appoint"))
    initial = {"starts_on": first, "ends_on": proposed_end(seat, first)}
    form = AppointForm(
        request.POST or None, people=people_for(seat, first), add=_adding(request, seat), initial=initial
    )
    act = partial(appoint, actor=request.user, seat=seat)
    done = _("%(person)s has been appointed.")
    return ask(request, page, form, act, lambda made: done % {"person": made.person}, undo=way_back_from)


@login_required
def seat_replace(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_appoint(request.user, seat))
    today = timezone.localdate()
    holder = holder_on(seat, today)
    leaves = _("%(person)s leaves the day before the new appointment starts.")
    page = form_page(
        seat.forum,
        replace_title(seat, holder),
        _("Replace"),
        back=seat_url("seat", seat.forum, seat.pk),
        intro=leaves % {"person": holder.person} if holder else "",
    )
    initial = {"starts_on": today, "ends_on": proposed_end(seat, today)}
    form = AppointForm(
        request.POST or None, people=people_for(seat, today), add=_adding(request, seat), initial=initial
    )
    act = partial(replace, actor=request.user, seat=seat)
    done = _("%(person)s has been appointed, and the former appointment has ended.")
    to = forum_url("detail", seat.forum)
    return ask(request, page, form, act, lambda made: done % {"person": made.person}, to=to)


def _adding(request: UserRequest, seat: "Seat") -> "Callable[..., Person] | None":
    """How somebody new is added on the way, as one of the party's own. Not where one chooses among members."""
    collaboration, party = seat.forum.collaboration, seat.organisation
    if is_chosen_among_members(seat) or not can_enter_people(request.user, collaboration.pk, seat.organisation_id):
        return None
    return partial(enter_person, actor=request.user, collaboration=collaboration, organisation=party)


@login_required
def appointment_end(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    appointment = appointment_for(request.user, collaboration, pk)
    seat = appointment.seat
    require(can_appoint(request.user, seat))
    page = form_page(
        seat.forum,
        _("End %(person)s’s appointment early") % {"person": appointment.person},
        _("End the appointment"),
        back=seat_url("seat", seat.forum, seat.pk),
        warning=_("The seat becomes vacant after that day. An office in the presidium ends at the same time."),
    )
    form = EndEarlyForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    act = partial(end_early, actor=request.user, appointment=appointment)
    return ask(request, page, form, act, _("The appointment has been ended."))


@login_required
def appointment_correct(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    appointment = appointment_for(request.user, collaboration, pk)
    seat = appointment.seat
    require(can_appoint(request.user, seat))
    page = form_page(
        seat.forum,
        _("Correct %(person)s’s appointment") % {"person": appointment.person},
        back=seat_url("seat", seat.forum, seat.pk),
        intro=_("Correct mistakes here. If someone leaves before the term ends, end the appointment early instead."),
    )
    form = TermForm(request.POST or None, initial=initial_of(TermForm, appointment))
    act = partial(correct, actor=request.user, appointment=appointment)
    return ask(request, page, form, act, _("The appointment has been corrected."))
