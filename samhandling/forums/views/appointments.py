"""Appoint to a seat, replace, end early, correct."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.acting import carried_out, done
from samhandling.core.http import UserRequest
from samhandling.forums.domain.appointments import day_after
from samhandling.forums.forms.appointments import AppointForm, CorrectForm, EndEarlyForm
from samhandling.forums.permissions import can_appoint
from samhandling.forums.selectors.candidates import appointment_for, holder_on, people_for, proposed_end, seat_for
from samhandling.forums.selectors.in_words import seat_title
from samhandling.forums.services.appointments import appoint, correct, end_early, replace
from samhandling.forums.views.acting import form_page, forum_url, seat_url

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def seat_appoint(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_appoint(request.user, seat))
    today = timezone.localdate()
    holder = holder_on(seat, today)
    first = max(day_after(holder.ends_on) if holder else today, seat.starts_on)
    form = AppointForm(
        request.POST or None,
        people=people_for(seat, first),
        initial={"starts_on": first, "ends_on": proposed_end(seat, first)},
    )
    made = carried_out(form, lambda: appoint(actor=request.user, seat=seat, **form.cleaned_data))
    if made:
        said = _("%(person)s has been appointed.") % {"person": made.person}
        return done(request, said, forum_url("detail", seat.forum))
    return form_page(
        request,
        form,
        title=_("Appoint to %(seat)s") % {"seat": seat_title(seat)},
        submit=_("Appoint"),
        cancel=forum_url("detail", seat.forum),
        forum=seat.forum,
    )


@login_required
def seat_replace(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_appoint(request.user, seat))
    today = timezone.localdate()
    holder = holder_on(seat, today)
    form = AppointForm(
        request.POST or None,
        people=people_for(seat, today),
        initial={"starts_on": today, "ends_on": proposed_end(seat, today)},
    )
    made = carried_out(form, lambda: replace(actor=request.user, seat=seat, **form.cleaned_data))
    if made:
        said = _("%(person)s has been appointed, and the former appointment has ended.") % {"person": made.person}
        return done(request, said, forum_url("detail", seat.forum))
    lead = (
        _("%(person)s leaves the day before the new appointment begins.") % {"person": holder.person} if holder else ""
    )
    return form_page(
        request,
        form,
        title=_("Replace in %(seat)s") % {"seat": seat_title(seat)},
        submit=_("Replace"),
        cancel=seat_url("seat", seat.forum, seat.pk),
        forum=seat.forum,
        lead=lead,
    )


@login_required
def appointment_end(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    appointment = appointment_for(request.user, collaboration, pk)
    seat = appointment.seat
    require(can_appoint(request.user, seat))
    form = EndEarlyForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if carried_out(form, lambda: end_early(actor=request.user, appointment=appointment, **form.cleaned_data)):
        return done(request, _("The appointment has been ended."), seat_url("seat", seat.forum, seat.pk))
    return form_page(
        request,
        form,
        title=_("End %(person)s’s appointment early") % {"person": appointment.person},
        submit=_("End the appointment"),
        cancel=seat_url("seat", seat.forum, seat.pk),
        forum=seat.forum,
        warning=_("The seat becomes vacant after that day. An office in the presidium ends at the same time."),
    )


@login_required
def appointment_correct(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    appointment = appointment_for(request.user, collaboration, pk)
    seat = appointment.seat
    require(can_appoint(request.user, seat))
    form = CorrectForm(request.POST or None, appointment=appointment)
    if carried_out(form, lambda: correct(actor=request.user, appointment=appointment, **form.cleaned_data)):
        return done(request, _("The appointment has been corrected."), seat_url("seat", seat.forum, seat.pk))
    return form_page(
        request,
        form,
        title=_("Correct %(person)s’s appointment") % {"person": appointment.person},
        submit=_("Save"),
        cancel=seat_url("seat", seat.forum, seat.pk),
        forum=seat.forum,
        lead=_("Correct what was written wrongly. If somebody leaves before the term is out, end it early instead."),
    )
